import Distributions
import RandomStreams
import Testing

@Suite struct CounterRandomTests {
  /// The vectors published with the generator (Random123, file kat_vectors, `philox4x32 10`).
  static let published: [(counter: SIMD4<UInt32>, key: SIMD2<UInt32>, words: SIMD4<UInt32>)] = [
    (SIMD4(repeating: 0), SIMD2(repeating: 0), SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)),
    (
      SIMD4(repeating: UInt32.max), SIMD2(repeating: UInt32.max),
      SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
    ),
    (
      SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), SIMD2(0xa409_3822, 0x299f_31d0),
      SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
    ),
  ]

  @Test(arguments: published)
  func blocksAreThePublishedOnes(counter: SIMD4<UInt32>, key: SIMD2<UInt32>, words: SIMD4<UInt32>) {
    #expect(Philox4x32.block(counter: counter, key: key) == words)
  }

  @Test func aStreamIsTheBlocksOfItsName() {
    var random = CounterRandom(seed: 0x299f_31d0_a409_3822, replicate: 5, stratum: 7, purpose: 2)
    for block in 0..<3 as Range<UInt32> {
      let words = Philox4x32.block(counter: SIMD4(block, 5, 7, 2), key: SIMD2(0xa409_3822, 0x299f_31d0))
      #expect(random.next() == UInt64(words.y) << 32 | UInt64(words.x))
      #expect(random.next() == UInt64(words.w) << 32 | UInt64(words.z))
    }
  }

  @Test func everyPartOfTheNameMakesAnotherStream() {
    func first(_ seed: UInt64, _ r: Int, _ h: Int, _ purpose: Int) -> UInt64 {
      var random = CounterRandom(seed: seed, replicate: r, stratum: h, purpose: purpose)
      return random.next()
    }
    let streams = [
      first(1, 0, 0, 0), first(2, 0, 0, 0), first(1 << 32 | 1, 0, 0, 0), first(1, 1, 0, 0), first(1, 0, 1, 0),
      first(1, 0, 0, 1),
    ]
    #expect(Set(streams).count == streams.count)
  }

  /// Pearson's statistic of 600,000 draws, against its upper 1e-4 point.
  @Test(arguments: [2, 3, 7, 240] as [UInt32]) func integersAreEquallyLikely(_ bound: UInt32) throws {
    var random = CounterRandom(seed: 11, replicate: 0, stratum: Int(bound))
    var counts = [Double](repeating: 0, count: Int(bound))
    for _ in 0..<600_000 { counts[random.integer(below: bound)] += 1 }
    let expected = 600_000 / Double(bound)
    let statistic = counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    #expect(try ChiSquared(degreesOfFreedom: Double(bound - 1)).upperTail(statistic) > 1e-4)
  }

  /// Of 3 · 2^30 values a plain remainder would make the first third twice as likely.
  @Test func largeBoundsHaveNoModuloBias() {
    var random = CounterRandom(seed: 12, replicate: 0, stratum: 0)
    let low = (0..<90_000).count { _ in random.integer(below: 3 << 30) < 1 << 30 }
    #expect(abs(Double(low) - 30_000) < 4 * (90_000.0 * 2 / 9).squareRoot())
  }

  @Test func normalsFollowTheNormalDistribution() {
    var random = CounterRandom(seed: 13, replicate: 0, stratum: 0)
    let sorted = (0..<100_000).map { _ in Normal.standard.cdf(random.normal()) }.sorted()
    let distance = sorted.enumerated().reduce(0) { max($0, abs($1.element - (Double($1.offset) + 0.5) / 100_000)) }
    // Kolmogorov's distance exceeds 2.23 / √n with probability 1e-4.
    #expect(distance < 2.23 / 100_000.0.squareRoot())
  }

  @Test func uniformsStayBelowOneAndFillTheUnitInterval() {
    var random = CounterRandom(seed: 14, replicate: 0, stratum: 0)
    let values = (0..<100_000).map { _ in random.uniform() }
    #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
    let mean = values.reduce(0, +) / 100_000
    #expect(abs(mean - 0.5) < 4 * (1.0 / 12 / 100_000).squareRoot())
  }
}
