import SurveyPlanning
import TestSupport
import Testing

@Suite struct SampleDrawTests {
  private let folder = PlanFolder(["frame.csv": SmallRegister.csv()])

  @Test func theSampleFileSaysWhatWasDrawn() throws {
    let draw = try folder.draw(SmallRegister.plan)
    let lines = SampleFile(draw).text.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(
      lines[0] == [
        "id", "stratum", "region", "sector", "population", "drawn", "probability", "weight", "permanent_random_number",
        "kept", "seed", "synthetic",
      ])
    var weights: [String: Double] = [:]
    for line in lines.dropFirst() {
      let (population, drawn, probability, weight) = (
        Double(line[4])!, Double(line[5])!, Double(line[6])!, Double(line[7])!
      )
      #expect(probability == drawn / population && weight == 1 / probability)
      #expect(line[1] == line[2] + "." + line[3] && line[10] == "7" && line[11] == "0")
      weights[line[1], default: 0] += weight
    }
    #expect(lines.count == 61)
    for (h, label) in draw.plan.strata.labels.enumerated() {
      #expect(abs(weights[label]! - Double(draw.plan.strata.populationSizes[h])) <= 1e-12 * weights[label]!)
    }
  }

  @Test(arguments: [
    "simple_random", "systematic", "randomized_systematic", "poisson", "brewer", "sampford", "tille",
    "maximum_entropy", "pareto", "sequential_poisson",
  ])
  func theOrderOfTheFrameAndThreadsChangeNoUnit(method: String) throws {
    let usesSizes = !["simple_random", "systematic"].contains(method)
    let selection = "{method: \(method)\(usesSizes ? ", size: exports" : ""), seed: 7}"
    let yaml = SmallRegister.plan.replacing("{seed: 7}", with: selection)
    let reference = try draw(yaml, SmallRegister.units, threads: 1)
    #expect(try draw(yaml, SmallRegister.units, threads: 3) == reference)
    var generator = SeededGenerator(seed: 3)
    let shuffled = try draw(yaml, SmallRegister.units.shuffled(using: &generator), threads: 2)
    // Systematic samples go by the order of the frame.
    if method != "systematic" { #expect(shuffled == reference) }
    #expect(shuffled.count == reference.count || method == "poisson")
  }

  private func draw(_ yaml: String, _ units: [SmallRegister.Unit], threads: Int) throws -> [String] {
    let folder = PlanFolder(["frame.csv": SmallRegister.csv(units)])
    let draw = try folder.draw(yaml, threads: threads)
    return draw.units.map { draw.plan.frame.identifiers[$0.unit] }.sorted()
  }

  /// Counts over R seeds are binomial: within 5 standard errors for each of 175 units.
  @Test(arguments: ["", ", method: sampford, size: exports", ", method: brewer, size: exports"])
  func unitsAreDrawnAsOftenAsTheirProbabilitiesSay(method: String) throws {
    let yaml = SmallRegister.plan.replacing("{seed: 7}", with: "{seed: 7\(method)}")
    let (plan, repetitions) = (try folder.plan(yaml), 3000)
    var counts = [Int](repeating: 0, count: plan.frame.unitCount)
    var probabilities = [Double](repeating: 0, count: plan.frame.unitCount)
    for seed in 0..<repetitions {
      for one in try SampleDraw(plan, seed: UInt64(seed)).units {
        counts[one.unit] += 1
        probabilities[one.unit] = one.probability
      }
    }
    for (count, probability) in zip(counts, probabilities) {
      let expected = probability * Double(repetitions)
      let error = (expected * (1 - probability)).squareRoot()
      #expect(abs(Double(count) - expected) <= 5 * error + 1e-9)
    }
  }

  @Test func aLargerSampleHoldsTheSmallerOne() throws {
    let small = try folder.draw(SmallRegister.plan)
    let large = try folder.draw(SmallRegister.plan.replacing("sample_size: 60", with: "sample_size: 90"))
    #expect(Set(small.units.map(\.unit)).isSubset(of: Set(large.units.map(\.unit))))
  }
}

/// Samples of two years.
@Suite struct CoordinatedDrawTests {
  private static let plan = SmallRegister.plan.replacing("neyman, variable: exports", with: "proportional")

  /// The second year's draw.
  private func next(
    _ folder: PlanFolder, overlap: Double, units: [SmallRegister.Unit] = SmallRegister.units, seed: UInt64 = 7
  ) throws -> SampleDraw {
    folder.write("frame.csv", SmallRegister.csv())
    let first = try folder.draw(Self.plan, seed: seed)
    folder.write("sample.csv", SampleFile(first).text)
    folder.write("units.csv", String(decoding: SampleFile(first).units, as: UTF8.self))
    folder.write("frame.csv", SmallRegister.csv(units))
    let coordination = "{sample: sample.csv, units: units.csv, overlap: \(overlap)}"
    return try folder.draw(
      Self.plan.replacing("{seed: 7}", with: "{seed: 7, coordination: \(coordination)}"), seed: seed)
  }

  @Test(arguments: [0, 0.25, 0.6, 1])
  func onAnUnchangedFrameTheOverlapIsWithinOneUnitAStratum(overlap: Double) throws {
    let draw = try next(PlanFolder(), overlap: overlap)
    for h in draw.plan.strata.labels.indices {
      let own = draw.units.filter { $0.stratum == h }
      let (n, kept) = (Double(own.count), Double(own.count { $0.wasSampled }))
      let forced = max(0, 2 * n - Double(draw.plan.strata.populationSizes[h]))
      #expect(abs(kept - max(overlap * n, forced)) <= 1, "\(draw.plan.strata.labels[h]): \(kept) of \(n)")
    }
  }

  /// A fifth of the units leave, others come, some change their sector; the part kept of those that stayed in their stratum has mean ω.
  @Test func withBirthsDeathsAndChangesTheMeanOverlapIsAsAsked() throws {
    let units = SmallRegister.units.enumerated().compactMap { place, unit -> SmallRegister.Unit? in
      if place % 5 == 0 { return nil }
      guard place % 11 == 3 else { return unit }
      return .init(id: unit.id, region: unit.region, sector: "wood", exports: unit.exports)
    }
    let born = (0..<30).map { SmallRegister.Unit(id: "N\($0)", region: "south", sector: "food", exports: 5) }
    let folder = PlanFolder()
    var counts: [[Int]] = []
    for seed in 0..<120 {
      let draw = try next(folder, overlap: 0.5, units: units + born, seed: UInt64(seed))
      #expect(draw.units.count == 60)
      counts.append(draw.plan.strata.labels.indices.map { h in draw.units.count { $0.stratum == h && $0.wasSampled } })
    }
    let drawn = try next(folder, overlap: 0.5, units: units + born).plan.allocation.drawn
    // north.toys: nobody was born there, so up to rounding half of the sample is kept while enough of it stays.
    let h = 1
    let mean = Double(counts.reduce(0) { $0 + $1[h] }) / Double(counts.count)
    #expect(abs(mean - 0.5 * Double(drawn[h])) <= 1, "\(mean) of \(drawn[h])")
    // south.food: births dilute what was sampled before, and never raise it.
    let diluted = Double(counts.reduce(0) { $0 + $1[3] }) / Double(counts.count)
    #expect(diluted <= 0.5 * Double(drawn[3]) + 1 && diluted > 0.2 * Double(drawn[3]))
  }

  @Test func earlierFilesThatDoNotFitAreRefused() throws {
    let folder = PlanFolder()
    _ = try next(folder, overlap: 0.5)
    let yaml = Self.plan.replacing(
      "{seed: 7}", with: "{seed: 7, coordination: {sample: sample.csv, units: units.csv, overlap: 0.5}}")
    let method = #expect(throws: PlanningError.self) {
      try folder.draw(yaml.replacing("{seed: 7,", with: "{seed: 7, method: brewer, size: exports,"))
    }
    #expect(method?.message.contains("simple_random") == true)
    folder.write("units.csv", "id,stratum\nF1,north.food\n")
    let error = #expect(throws: PlanningError.self) { try folder.draw(yaml) }
    #expect(error?.message.contains("units.csv") == true && error?.message.contains("is not among") == true)
  }
}
