/// Random numbers that are the same on every machine: xoshiro256**, its state filled by SplitMix64.
///
/// Each use has a stream of its own, so that a change in one step leaves the draws of the others alone.
/// > Source: Blackman and Vigna (2021), ACM TOMS 47:36; Steele, Lea and Flood (2014), OOPSLA, 453-472.
struct RandomStream {
  private var state: (UInt64, UInt64, UInt64, UInt64)
  private var spareNormal: Double?

  /// - Parameters:
  ///   - seed: The seed of the data set.
  ///   - purpose: What the stream is for.
  ///   - index: Number of the stream among those of the same purpose, such as the stratum.
  init(seed: UInt64, purpose: Purpose, index: Int = 0) {
    var mixer = SplitMix64(state: seed)
    let offset = mixer.next()
    mixer = SplitMix64(state: offset ^ (purpose.rawValue << 32) ^ UInt64(index))
    state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  enum Purpose: UInt64 {
    case categories = 1
    case chapters
    case registerExports
    case answeredExports
    case regionEffects
    case affected
    case loss
    case cost
    case causes
    case sample
  }

  mutating func next() -> UInt64 {
    let result = rotated(state.1 &* 5, by: 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotated(state.3, by: 45)
    return result
  }

  /// A number in the open interval (0, 1), one of 2^53 equally spaced points.
  mutating func uniform() -> Double {
    (Double(next() >> 11) + 0.5) * 0x1p-53
  }

  /// A whole number from 0 to `bound` - 1, without bias: draws in the incomplete last block are rejected.
  mutating func integer(below bound: Int) -> Int {
    let width = UInt64(bound)
    let limit = UInt64.max - UInt64.max % width
    var draw = next()
    while draw >= limit { draw = next() }
    return Int(draw % width)
  }

  /// A standard normal number by Marsaglia's polar method, which needs only a logarithm and a square root.
  mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    while true {
      let u = 2 * uniform() - 1
      let v = 2 * uniform() - 1
      let s = u * u + v * v
      if s >= 1 || s == 0 { continue }
      let scale = (-2 * logarithm(s) / s).squareRoot()
      spareNormal = v * scale
      return u * scale
    }
  }

  /// An exponential number of mean 1.
  mutating func exponential() -> Double {
    -logarithm(uniform())
  }

  /// The place of a level drawn with probability proportional to its weight.
  mutating func level(weights: [Double]) -> Int {
    var remaining = uniform() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      remaining -= weight
      if remaining < 0 { return index }
    }
    return weights.lastIndex { $0 > 0 } ?? 0
  }

  /// Puts the elements in random order (Fisher-Yates).
  mutating func shuffle<Element>(_ elements: inout [Element]) {
    guard elements.count > 1 else { return }
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, integer(below: last + 1))
    }
  }

  private func rotated(_ word: UInt64, by bits: UInt64) -> UInt64 {
    (word << bits) | (word >> (64 - bits))
  }
}

/// The generator that fills the state of a `RandomStream`.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
