import SurveyPlanning
import TestSupport
import Testing

/// What the files of a draw say of each other and of the frame.
@Suite struct SampleFileTests {
  private let folder = PlanFolder(["frame.csv": SmallRegister.csv()])

  private func lines(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  /// Whole lines: probabilities, weights and random numbers are the same bits too; only the order of lines is the frame's.
  @Test(arguments: ["simple_random", "poisson", "sampford", "brewer", "tille", "maximum_entropy", "pareto"])
  func everyLineIsTheSameFromAShuffledFrameOnAnyNumberOfThreads(method: String) throws {
    let size = method == "simple_random" ? "" : ", size: exports"
    let yaml = SmallRegister.plan.replacing("{seed: 7}", with: "{seed: 7, method: \(method)\(size)}")
    let reference = SampleFile(try folder.draw(yaml))
    var generator = SeededGenerator(seed: 5)
    for threads in [1, 2, 5] {
      folder.write("frame.csv", SmallRegister.csv())
      #expect(SampleFile(try folder.draw(yaml, threads: threads)).text == reference.text)
      folder.write("frame.csv", SmallRegister.csv(SmallRegister.units.shuffled(using: &generator)))
      let shuffled = SampleFile(try folder.draw(yaml, threads: threads))
      #expect(shuffled.text.split(separator: "\n").sorted() == reference.text.split(separator: "\n").sorted())
    }
  }

  /// Σ x_k / π_k = X in every stratum, where probabilities are proportional to x and every sample has n units.
  @Test(arguments: ["sampford", "brewer", "tille", "maximum_entropy", "systematic", "randomized_systematic"])
  func weightsOfProportionalProbabilitiesGiveTheTotalOfTheSize(method: String) throws {
    let draw = try folder.draw(
      SmallRegister.plan.replacing("{seed: 7}", with: "{seed: 7, method: \(method), size: exports}"))
    var totals = [Double](repeating: 0, count: 6)
    for one in draw.units { totals[one.stratum] += SmallRegister.units[one.unit].exports / one.probability }
    for (label, total) in zip(draw.plan.strata.labels, totals) {
      let expected = SmallRegister.values(label).reduce(0, +)
      #expect(abs(total / expected - 1) <= 1e-12, "\(label)")
    }
    #expect(draw.units.count == 60)
  }

  @Test func eachRowIsOfTheUnitItNames() throws {
    let rows = lines(SampleFile(try folder.draw(SmallRegister.plan, seed: 99)).text).dropFirst()
    #expect(Set(rows.map { $0[0] }).count == 60)
    for row in rows {
      let unit = try #require(SmallRegister.units.first { $0.id == row[0] })
      #expect(row[1] == unit.region + "." + unit.sector && row[2] == unit.region && row[3] == unit.sector)
      #expect(row[9] == "0" && row[10] == "99")
    }
  }

  /// The sample is the units of the smallest numbers that its file shows.
  @Test func noUnitOutsideHasASmallerRandomNumber() throws {
    let small = lines(SampleFile(try folder.draw(SmallRegister.plan)).text).dropFirst()
    let everyone = SmallRegister.plan.replacing("sample_size: 60", with: "sample_size: 175")
    let all = lines(SampleFile(try folder.draw(everyone)).text).dropFirst()
    #expect(all.count == 175)
    for label in SmallRegister.stratumLabels {
      let drawn = small.filter { $0[1] == label }.map { Double($0[8])! }.sorted()
      let numbers = all.filter { $0[1] == label }.map { Double($0[8])! }.sorted()
      #expect(drawn == Array(numbers.prefix(drawn.count)))
    }
  }

  @Test func theFileOfUnitsHasTheStratumOfEach() throws {
    let rows = lines(String(decoding: SampleFile(try folder.draw(SmallRegister.plan)).units, as: UTF8.self))
    #expect(rows.map { $0.count } == [Int](repeating: 2, count: 176) && rows[0] == ["id", "stratum"])
    #expect(rows.dropFirst().map { $0[1] } == SmallRegister.units.map { $0.region + "." + $0.sector })
  }

  @Test func namesWithCommasAndQuotesComeBack() throws {
    let rows = (0..<12).map { "\"F,\($0)\",n,\"toys, \"\"soft\"\"\",\($0 + 1)\n" }.joined()
    folder.write("frame.csv", "id,region,sector,exports\n" + rows)
    let yaml = SmallRegister.plan.replacing("sample_size: 60", with: "sample_size: 6")
    let first = SampleFile(try folder.draw(yaml))
    folder.write("sample.csv", first.text)
    folder.write("units.csv", String(decoding: first.units, as: UTF8.self))
    let next = try folder.draw(
      yaml.replacing("{seed: 7}", with: "{seed: 7, coordination: {sample: sample.csv, units: units.csv, overlap: 0.5}}")
    )
    #expect(next.overlap == 3 && next.units.count == 6)
    #expect(next.findings.first { $0.kind == "overlap" }?.message.contains("3 of 6 units") == true)
    #expect(SampleFile(next).text.split(separator: "\n").dropFirst().filter { $0.hasSuffix(",1,7,0") }.count == 3)
  }

  @Test(arguments: [
    ("sample.csv", "firm\nF1\n", "sample.csv"), ("units.csv", "id,layer\nF1,a\n", "units.csv"),
  ])
  func earlierFilesWithoutTheirColumnsAreRefused(name: String, text: String, says: String) throws {
    let first = SampleFile(try folder.draw(SmallRegister.plan))
    folder.write("sample.csv", first.text)
    folder.write("units.csv", String(decoding: first.units, as: UTF8.self))
    folder.write(name, text)
    let yaml = SmallRegister.plan.replacing(
      "{seed: 7}", with: "{seed: 7, coordination: {sample: sample.csv, units: units.csv, overlap: 0.5}}")
    let error = #expect(throws: PlanningError.self) { try folder.draw(yaml) }
    #expect(error?.message.contains(says) == true && error?.message.contains("no such column") == true)
  }
}
