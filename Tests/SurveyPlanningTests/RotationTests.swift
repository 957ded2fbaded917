import SurveyPlanning
import TestSupport
import Testing

/// Samples of several years of a register that changes, all drawn with one plan file and one seed.
///
/// The strata are alike and drawn apart, so that every year repeats the same experiment in each of them.
struct ChangingRegister {
  static let strata = 40
  static let drawn = 10
  static let overlap = 0.6
  /// Who is there: 40 firms, of whom the last ten leave after the first year, and twenty that are born before the second.
  static let years = [Array(0..<40), Array(0..<30) + Array(40..<60), Array(0..<30) + Array(40..<60)]

  private static let plan = """
    plan: years
    frame: {file: frame.csv, id: id}
    strata: {by: layer}
    allocation: {method: equal, sample_size: \(strata * drawn), minimum: 1}
    """

  /// By year and stratum, the firms drawn.
  let samples: [[Set<Int>]]

  init(seed: Int) throws {
    let folder = PlanFolder()
    var samples: [[Set<Int>]] = []
    for (year, firms) in Self.years.enumerated() {
      folder.write("frame.csv", Self.frame(firms))
      let earlier = ", coordination: {sample: sample.csv, units: units.csv, overlap: \(Self.overlap)}"
      let draw = try folder.draw(Self.plan + "\nselection: {seed: \(seed)\(year == 0 ? "" : earlier)}")
      folder.write("sample.csv", SampleFile(draw).text)
      folder.write("units.csv", String(decoding: SampleFile(draw).units, as: UTF8.self))
      var sets = [Set<Int>](repeating: [], count: Self.strata)
      for one in draw.units { sets[one.unit / firms.count].insert(firms[one.unit % firms.count]) }
      samples.append(sets)
    }
    self.samples = samples
  }

  private static func frame(_ firms: [Int]) -> String {
    "id,layer\n"
      + (0..<strata).map { h in firms.map { "F\(h)-\($0),s\(100 + h)\n" }.joined() }.joined()
  }
}

@Suite struct RotationTests {
  private static let registers = Result { try (0..<50).map { try ChangingRegister(seed: $0) } }

  /// How often firms of a kind are drawn in a year: R repetitions of k firms each, with the standard error that k R independent draws have.
  private func frequency(
    _ year: Int, among firms: (_ samples: [Set<Int>]) -> Set<Int>
  ) throws -> (observed: Double, count: Double) {
    var (hits, count) = (0, 0)
    for register in try Self.registers.get() {
      for h in 0..<ChangingRegister.strata {
        let own = firms(register.samples.map { $0[h] })
        hits += register.samples[year][h].intersection(own).count
        count += own.count
      }
    }
    return (Double(hits) / Double(count), Double(count))
  }

  private func expect(
    _ found: (observed: Double, count: Double), is probability: Double, _ comment: Comment? = nil
  ) {
    let error = (probability * (1 - probability) / found.count).squareRoot()
    #expect(found.observed.isClose(to: probability, .simulation(standardError: error, count: 4.5)), comment)
  }

  private static let kinds: [(name: String, firms: Set<Int>)] = [("survivors", Set(0..<30)), ("births", Set(40..<60))]

  /// Every firm has the probability n / N in every year, whatever its past.
  @Test(arguments: [1, 2])
  func survivorsAndBirthsAreDrawnAlike(year: Int) throws {
    for kind in Self.kinds {
      expect(try frequency(year) { _ in kind.firms }, is: 0.2, "\(kind.name) in year \(year + 1)")
    }
  }

  /// Of the sample six of ten stay; of the other forty firms four come.
  @Test func keepingDoesNotDependOnThePast() throws {
    for kind in Self.kinds {
      expect(try frequency(2) { $0[1].intersection(kind.firms) }, is: 0.6, "sampled \(kind.name)")
      expect(try frequency(2) { kind.firms.subtracting($0[1]) }, is: 0.1, "other \(kind.name)")
    }
    // Who was drawn in the first year, and not in the second, is as likely to come back as any other firm.
    expect(try frequency(2) { $0[0].subtracting($0[1]).intersection(0..<30) }, is: 0.1)
    expect(try frequency(2) { $0[0].intersection($0[1]) }, is: 0.6)
  }

  @Test func anUnchangedFrameKeepsItsPartExactly() throws {
    for register in try Self.registers.get() {
      for h in 0..<ChangingRegister.strata {
        #expect(register.samples[2][h].intersection(register.samples[1][h]).count == 6)
      }
    }
  }

  /// Of n units, n_s come from the 30 survivors of 50; of these round(0.6 n_s) were sampled, if as many still are.
  @Test func theMeanOverlapOfAChangedFrameIsThatOfItsGroups() throws {
    var (excess, count, squares) = (0.0, 0.0, 0.0)
    for register in try Self.registers.get() {
      for h in 0..<ChangingRegister.strata {
        let (first, second) = (register.samples[0][h], register.samples[1][h])
        let (mean, variance) = Self.overlap(sampledSurvivors: first.intersection(0..<30).count)
        excess += Double(second.intersection(first).count) - mean
        squares += variance
        count += 1
      }
    }
    #expect(abs(excess) <= 4.5 * squares.squareRoot(), "\(excess / count)")
  }

  /// Mean and variance of what is kept, over the hypergeometric number of survivors in a sample of 10 from 30 and 20.
  private static func overlap(sampledSurvivors: Int) -> (mean: Double, variance: Double) {
    var (mean, square) = (0.0, 0.0)
    for survivors in 0...10 {
      let probability = ways(survivors, of: 30) * ways(10 - survivors, of: 20) / ways(10, of: 50)
      let asked = Int((0.6 * Double(survivors)).rounded())
      let kept = Double(min(max(asked, survivors - (30 - sampledSurvivors)), sampledSurvivors, survivors))
      mean += probability * kept
      square += probability * kept * kept
    }
    return (mean, square - mean * mean)
  }

  private static func ways(_ k: Int, of n: Int) -> Double {
    (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
  }
}
