/// One exact sum of doubles per cell of a table.
///
/// A sum is a fixed-point number in digits of 32 bits, each kept in an `Int64` so that two thousand million additions fit
/// before a carry must move. Addition of integers is exact and associative; hence a sum does not depend on the order of
/// its terms, on how a file is cut into blocks, or on which thread added what, and tables merge without loss.
///
/// All cells share one window of digits, wide enough for the terms seen so far: amounts in one unit span few digits, so a
/// cell costs some 40 bytes, where a sum over the full range of doubles would cost 536.
/// > Source: Neal (2015), "Fast exact summation using small and large superaccumulators", arXiv:1505.05571, section 2;
/// > the window is ours. Reproducible summation at large: Ahrens, Demmel and Nguyen (2020), ACM TOMS 46:22.
public struct ExactSumTable: Sendable {
  /// The number of cells.
  public private(set) var count = 0

  /// True once a term was infinite or not a number: no sum of that table is meaningful then.
  public private(set) var overflowed = false

  private var digits: [Int64] = []  // count x width, cell by cell, least significant digit first
  private var lowest = 0  // index of the window's first digit; digit k weighs 2^(32 k - bias)
  private var width = 0  // digits in the window
  private var pending = 0  // additions since carries last moved

  // The smallest positive double is 2^-1074; a multiple of 32 keeps digit borders at whole indices.
  private static let bias = 1088
  // A digit grows by less than 2^32 per addition, so 2^30 additions stay far from the sign bit.
  private static let additionsBetweenCarries = 1 << 30

  public init() {}

  /// Makes room for `count` cells; new cells are zero.
  public mutating func grow(to count: Int) {
    guard count > self.count else { return }
    digits.append(contentsOf: repeatElement(0, count: (count - self.count) * width))
    self.count = count
  }

  /// Adds one term to one cell.
  public mutating func add(_ term: Double, to cell: Int) {
    withUnsafePointer(to: term) { terms in
      withUnsafePointer(to: Int32(cell)) { cells in
        add(UnsafeBufferPointer(start: terms, count: 1), to: UnsafeBufferPointer(start: cells, count: 1))
      }
    }
  }

  /// Adds `terms[i]` to cell `cells[i]`, for every i.
  /// - Precondition: both have the same count, and every cell is below `count`.
  public mutating func add(_ terms: UnsafeBufferPointer<Double>, to cells: UnsafeBufferPointer<Int32>) {
    precondition(terms.count == cells.count)
    var done = 0
    while done < terms.count { done = addRun(terms, to: cells, from: done) }
  }

  /// Adds terms until one falls outside the window; widens the window for that one and returns its position.
  private mutating func addRun(
    _ terms: UnsafeBufferPointer<Double>, to cells: UnsafeBufferPointer<Int32>, from start: Int
  ) -> Int {
    if pending + terms.count - start > Self.additionsBetweenCarries { carry() }
    pending += terms.count - start
    let (lowest, width) = (lowest, width)
    var position = start
    var outside: (exponent: Int, isFinite: Bool)?
    digits.withUnsafeMutableBufferPointer { digits in
      while position < terms.count {
        let bits = terms[position].bitPattern
        let exponentBits = Int(truncatingIfNeeded: (bits >> 52) & 0x7FF)
        let isNormal: UInt64 = exponentBits == 0 ? 0 : 1
        let significand = (bits & 0x000F_FFFF_FFFF_FFFF) | (isNormal << 52)
        guard significand != 0 else {
          position += 1
          continue
        }
        // The last bit of the significand weighs 2^(max(e, 1) - 1075).
        let bit = exponentBits + (exponentBits == 0 ? 1 : 0) - 1075 + Self.bias
        let digit = (bit >> 5) - lowest
        guard digit >= 0, digit + 3 <= width, exponentBits != 0x7FF else {
          outside = (bit >> 5, exponentBits != 0x7FF)
          return
        }
        let shift = UInt64(truncatingIfNeeded: bit & 31)
        let lower = significand << shift
        let upper = (significand >> 1) >> (63 - shift)  // significand >> (64 - shift), right for a shift of 0 too
        let sign = Int64(bitPattern: bits) >> 63
        let place = Int(cells[position]) * width + digit
        digits[place] &+= (Int64(bitPattern: lower & 0xFFFF_FFFF) ^ sign) &- sign
        digits[place + 1] &+= (Int64(bitPattern: lower >> 32) ^ sign) &- sign
        digits[place + 2] &+= (Int64(bitPattern: upper) ^ sign) &- sign
        position += 1
      }
    }
    guard let outside else { return position }
    guard outside.isFinite else {
      overflowed = true
      return position + 1
    }
    widen(toHold: outside.exponent)
    return position
  }

  /// Lets the window hold the three digits from `digit` on, and one above for carries.
  private mutating func widen(toHold digit: Int) {
    let first = width == 0 ? digit : min(lowest, digit)
    let last = max(width == 0 ? digit : lowest + width, digit + 4)
    relayout(lowest: first, width: last - first)
  }

  private mutating func relayout(lowest newLowest: Int, width newWidth: Int) {
    var wider = [Int64](repeating: 0, count: count * newWidth)
    for cell in 0..<count {
      for k in 0..<width { wider[cell * newWidth + lowest - newLowest + k] = digits[cell * width + k] }
    }
    (digits, lowest, width) = (wider, newLowest, newWidth)
  }

  /// Moves carries upward: afterwards every digit but a cell's last lies in 0 ..< 2^32.
  private mutating func carry() {
    pending = 0
    guard width > 0 else { return }
    if topDigitsAreLarge { relayout(lowest: lowest, width: width + 1) }
    for cell in 0..<count {
      for place in (cell * width)..<(cell * width + width - 1) {
        digits[place + 1] += digits[place] >> 32
        digits[place] &= 0xFFFF_FFFF
      }
    }
  }

  private var topDigitsAreLarge: Bool {
    (0..<count).contains { abs(digits[($0 + 1) * width - 1]) >= 1 << 32 }
  }

  /// Adds the sums of `other`, whose cell i is this table's cell `cells[i]`.
  /// - Precondition: every entry of `cells` is below `count`.
  public mutating func merge(_ other: ExactSumTable, to cells: [Int]) {
    precondition(cells.count == other.count)
    overflowed = overflowed || other.overflowed
    guard other.width > 0 else { return }
    var other = other
    other.carry()
    carry()
    // One digit of head room above both, so that the sum of two carried tables cannot overflow.
    let first = width == 0 ? other.lowest : min(lowest, other.lowest)
    let end = max(width == 0 ? 0 : lowest + width, other.lowest + other.width)
    relayout(lowest: first, width: end - first)
    for cell in 0..<other.count {
      for k in 0..<other.width {
        digits[cells[cell] * width + other.lowest - lowest + k] += other.digits[cell * other.width + k]
      }
    }
    pending = 2
  }

  /// The sum of one cell, rounded to 106 bits.
  public subscript(cell: Int) -> DoubleDouble {
    precondition(cell < count)
    let places = (cell * width)..<(cell * width + width)
    guard places.contains(where: { digits[$0] != 0 }) else { return .zero }
    return withUnsafeTemporaryAllocation(of: Int64.self, capacity: width) { carried in
      _ = carried.initialize(from: digits[places])
      let isNegative = Self.carryToOneSign(carried)
      var sum = DoubleDouble.zero
      for k in carried.indices.reversed() where carried[k] != 0 {
        sum += Self.value(ofDigit: carried[k], at: lowest + k)
      }
      return isNegative ? -sum : sum
    }
  }

  /// Moves carries until no digit is negative, changing the sign of all where the sum is negative. Digits of mixed sign
  /// would cancel in the conversion, and with them the leading bits that are kept.
  /// - Returns: Whether the sum is negative.
  private static func carryToOneSign(_ digits: UnsafeMutableBufferPointer<Int64>) -> Bool {
    moveCarries(digits)
    guard digits[digits.count - 1] < 0 else { return false }
    for k in digits.indices { digits[k] = -digits[k] }
    moveCarries(digits)
    return true
  }

  private static func moveCarries(_ digits: UnsafeMutableBufferPointer<Int64>) {
    for k in 0..<(digits.count - 1) {
      digits[k + 1] += digits[k] >> 32
      digits[k] &= 0xFFFF_FFFF
    }
  }

  /// `digit * 2^(32 place - bias)`, in steps that neither overflow nor underflow before the product does.
  private static func value(ofDigit digit: Int64, at place: Int) -> DoubleDouble {
    let upper = Double(digit >> 32) * 4_294_967_296
    let lower = Double(digit & 0xFFFF_FFFF)
    let exponent = 32 * place - bias
    return DoubleDouble(scaled(upper, by: exponent)) + DoubleDouble(scaled(lower, by: exponent))
  }

  private static func scaled(_ value: Double, by exponent: Int) -> Double {
    Double(sign: value.sign, exponent: exponent, significand: value.magnitude)
  }
}
