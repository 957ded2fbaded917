import RandomStreams

/// Points that fill the unit cube more evenly than random ones: the Sobol' sequence, scrambled.
///
/// ```
/// x_n = ⊕_j g_j v_j        g = n ⊕ ⌊n/2⌋        v_j = m_j / 2^j        m_j by the recurrence of a primitive polynomial
/// ```
/// Every point can be made at any time and on any thread. The scramble multiplies the digits of each dimension by a random
/// lower triangular matrix and adds random digits, so every point is uniform and a mean over the points has no bias; of
/// smooth functions its error falls nearly like 1/n instead of 1/√n. The first 2^m points are the best balanced.
/// > Source: Joe and Kuo (2008), SIAM Journal on Scientific Computing 30, 2635-2654; Antonov and Saleev (1979) for the order;
/// > Matoušek (1998), Journal of Complexity 14, 527-556, for the scramble.
public struct SobolSequence: Sendable {
  public static let maximumDimensions = DirectionNumbers.initial.count + 1
  /// Points beyond which the sequence has no more digits.
  public static let maximumPoints = 1 << bits

  public let dimensions: Int
  /// v_j of dimension d at 32 d + j, as fractions of 2^32.
  private let directions: [UInt32]
  /// Digits added to every point, one a dimension.
  private let shifts: [UInt32]

  private static let bits = 32

  /// The sequence itself, whose first point is the corner 0.
  /// - Precondition: 1 to ``maximumDimensions`` dimensions.
  public init(dimensions: Int) {
    precondition((1...Self.maximumDimensions).contains(dimensions), "\(dimensions) dimensions")
    self.dimensions = dimensions
    directions = (0..<dimensions).flatMap(Self.directions)
    shifts = [UInt32](repeating: 0, count: dimensions)
  }

  /// One of 2^32 independent scrambles for a seed.
  public init(dimensions: Int, seed: UInt64, scramble: Int) {
    let plain = SobolSequence(dimensions: dimensions)
    let scrambles = (0..<dimensions).map { DigitScramble(seed: seed, scramble: scramble, dimension: $0) }
    self.dimensions = dimensions
    directions = plain.directions.indices.map { scrambles[$0 / Self.bits].mixed(plain.directions[$0]) }
    shifts = scrambles.map(\.shift)
  }

  /// Point n, each coordinate in the middle of its interval of length 2^-32: never 0 or 1.
  /// - Precondition: `0 <= n < maximumPoints`.
  public func point(_ n: Int) -> [Double] { digits(n).map { (Double($0) + 0.5) * 0x1p-32 } }

  /// Point n as multiples of 2^-32.
  public func digits(_ n: Int) -> [UInt32] {
    precondition(0 <= n && n < Self.maximumPoints, "point \(n)")
    var gray = UInt32(n) ^ UInt32(n) >> 1
    var digits = shifts
    while gray != 0 {
      let j = gray.trailingZeroBitCount
      for d in 0..<dimensions { digits[d] ^= directions[Self.bits * d + j] }
      gray &= gray - 1
    }
    return digits
  }

  /// v_1 to v_32 of a dimension: `m_j = 2 c_1 m_(j-1) ⊕ ... ⊕ 2^s m_(j-s) ⊕ m_(j-s)`, here shifted to the top of 32 bits.
  private static func directions(_ dimension: Int) -> [UInt32] {
    guard dimension > 0 else { return (0..<bits).map { 1 << UInt32(bits - 1 - $0) } }
    let (polynomial, odd) = DirectionNumbers.initial[dimension - 1]
    var v = odd.enumerated().map { $1 << UInt32(bits - 1 - $0) }
    let degree = odd.count
    for j in degree..<bits {
      var next = v[j - degree] ^ v[j - degree] >> UInt32(degree)
      for i in 1..<max(degree, 1) where polynomial >> UInt32(degree - i) & 1 == 1 { next ^= v[j - i] }
      v.append(next)
    }
    return v
  }
}

/// A random lower triangular matrix over the digits, with ones on its diagonal, and digits to add.
private struct DigitScramble {
  /// Row i has the bits of the digits up to i that are added up for digit i, digit 1 being the highest bit.
  private let rows: [UInt32]
  let shift: UInt32

  init(seed: UInt64, scramble: Int, dimension: Int) {
    var random = CounterRandom(seed: seed, replicate: scramble, stratum: dimension, purpose: 0x50B0)
    shift = random.nextWord()
    rows = (0..<32).map { i in
      let diagonal: UInt32 = 1 << UInt32(31 - i)
      // Bits above the diagonal's are those of earlier digits.
      return random.nextWord() & ~(diagonal | (diagonal - 1)) | diagonal
    }
  }

  func mixed(_ direction: UInt32) -> UInt32 {
    var result: UInt32 = 0
    for (i, row) in rows.enumerated() where (row & direction).nonzeroBitCount & 1 == 1 {
      result |= 1 << UInt32(31 - i)
    }
    return result
  }
}
