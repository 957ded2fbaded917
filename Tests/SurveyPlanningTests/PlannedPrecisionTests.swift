import SurveyPlanning
import TestSupport
import Testing

/// What is planned is what a sample with the same spread achieves.
@Suite struct PlannedPrecisionTests {
  private static let plan = """
    plan: planned
    frame: {file: frame.csv, id: id}
    strata: {by: [region, sector]}
    allocation: {method: neyman, variable: exports, sample_size: 60, minimum: 4}
    targets: [{variable: exports, of: frame, cv: 0.05}]
    selection: {seed: 7}
    """

  /// n values with mean Ȳ and standard deviation S, divisor n - 1.
  private static func values(_ n: Int, mean: Double, deviation: Double) -> [Double] {
    let step = n % 2 == 0 ? (Double(n - 1) / Double(n)).squareRoot() : 1
    return (0..<n).map { k in
      let sign = n % 2 == 1 && k == n - 1 ? 0.0 : k % 2 == 0 ? 1 : -1
      return mean + sign * step * deviation
    }
  }

  /// A survey of as many firms as are planned in each stratum, whose losses have the mean and spread of the frame's exports.
  private static func survey(_ plan: SamplePlan) -> String {
    var survey =
      "firm_id,region,hs_chapter,frame_exports,exports,ownership,business_type,stratum,population,affected,direct_loss\n"
    for (h, label) in plan.strata.labels.enumerated() {
      let own = SmallRegister.values(label)
      let losses = values(
        plan.allocation.drawn[h], mean: own.reduce(0, +) / Double(own.count), deviation: SmallRegister.deviation(own))
      for (k, loss) in losses.enumerated() {
        survey += "L\(h)-\(k),guangdong,84,1000,1000,private,trading,\(label),\(own.count),1,\(loss)\n"
      }
    }
    return survey
  }

  @Test func aSampleWithTheSpreadOfTheFrameAchievesThePlannedPrecision() throws {
    let folder = PlanFolder(["frame.csv": SmallRegister.csv()])
    let planned = try folder.plan(Self.plan)
    folder.write("survey.csv", Self.survey(planned))
    folder.write(
      "study.yml",
      """
      study: planned
      title: {zh: 小, en: small}
      years: {2019: {sample: survey.csv}}
      units: 万元
      design: {strata: stratum, population: population}
      tables: ["2-1"]
      """)
    let known = try folder.plan(Self.plan + "\nsurvey: {study: study.yml}")
    let loss = try #require(known.numbers.first { $0.measure == "direct_loss" && $0.domain == "all" })
    // 万元 in the survey, and units as they stand in the frame.
    #expect(loss.value.isClose(to: 1e4 * planned.numbers[0].value, .summed))
    let achieved = try #require(loss.achieved?.coefficientOfVariation)
    #expect(achieved.isClose(to: planned.coefficientsOfVariation[0], .summed))
  }

  /// Over many samples the total of the expansion estimator scatters as planned: a standard deviation of R values has the relative error
  /// √((κ - 1) / 4R), and the kurtosis κ of a mean of several units is not far above 3.
  @Test func drawnSamplesScatterAsPlanned() throws {
    let folder = PlanFolder(["frame.csv": SmallRegister.csv()])
    let (plan, repetitions) = (try folder.plan(Self.plan), 4000)
    let planned = try #require(plan.coefficientsOfVariation[0])
    let total = SmallRegister.units.reduce(0) { $0 + $1.exports }
    let errors = try (0..<repetitions).map { seed in
      try SampleDraw(plan, seed: UInt64(seed)).units.reduce(-total) {
        $0 + SmallRegister.units[$1.unit].exports / $1.probability
      } / total
    }
    let scatter = (errors.reduce(0) { $0 + $1 * $1 } / Double(repetitions)).squareRoot()
    let standardError = (2.5 / (4 * Double(repetitions))).squareRoot()
    #expect((scatter / planned).isClose(to: 1, .simulation(standardError: standardError, count: 4)))
    let mean = errors.reduce(0, +) / Double(repetitions)
    #expect(mean.isClose(to: 0, .simulation(standardError: planned / Double(repetitions).squareRoot(), count: 4)))
  }

  /// A census has no error, and half of the answers leaves the half that is not known.
  @Test func aCensusIsExactAndItsNonresponseIsNot() throws {
    let folder = PlanFolder(["frame.csv": SmallRegister.csv()])
    let census = Self.plan.replacing("sample_size: 60", with: "sample_size: 175")
    #expect(try folder.plan(census).coefficientsOfVariation == [0])
    let half = try folder.plan(
      Self.plan.replacing("sample_size: 60", with: "sample_size: 87, take_all: {region: [north, south]}")
        .replacing("minimum: 4, ", with: "") + "\nresponse: 0.5")
    #expect(half.allocation.drawn == [12, 40, 25, 60, 8, 30])
    let variance = SmallRegister.stratumLabels.reduce(0.0) { sum, label in
      let (values, deviation) = (SmallRegister.values(label), SmallRegister.deviation(SmallRegister.values(label)))
      return sum + Double(values.count) * deviation * deviation
    }
    let total = SmallRegister.units.reduce(0) { $0 + $1.exports }
    #expect(half.coefficientsOfVariation[0].isClose(to: variance.squareRoot() / total, .summed))
  }
}
