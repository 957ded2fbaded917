import Microdata
import Replication
import Sampling
import Testing

@Suite struct ReplicationErrorTests {
  private func design(_ strata: [String], _ sizes: [Double]? = nil, singletons: SingletonRule = .fail) throws
    -> SurveyDesign
  {
    let stage = SamplingStage(
      stratum: Factor(values: strata), correction: sizes.map { .populationSizes($0) } ?? .withReplacement)
    return try SurveyDesign(
      stages: [stage], designWeights: strata.map { _ in 3 }, singletons: singletons)
  }

  private static let methods: [ReplicateMethod] = [
    .jkn, .raoWu(replicates: 9), .raoWuYue(replicates: 9), .cantyDavison(replicates: 9), .preston(replicates: 9),
    .successiveDifference(), .generalizedBootstrap(replicates: 9), .brr, .fay(rho: 0.5),
    .generalizedBootstrap(replicates: 9, target: .successiveDifference),
  ]

  @Test(arguments: methods) func aSingletonStratumIsNamed(_ method: ReplicateMethod) throws {
    #expect(throws: ReplicationError.singletonStratum(stage: 1, stratum: "b", unit: "row 3")) {
      try ReplicateWeights(method, of: design(["a", "a", "b"]))
    }
    #expect(throws: ReplicationError.singletonRule(.average, stratum: "b")) {
      try ReplicateWeights(method, of: design(["a", "a", "b"], singletons: .average))
    }
  }

  @Test(arguments: methods) func aCensusKeepsItsWeights(_ method: ReplicateMethod) throws {
    let replicates = try ReplicateWeights(method, of: design(["a", "a", "b"], [9, 9, 1]))
    let factors = replicates.factors.factors(ofRows: 0..<3)
    #expect((0..<factors.rows).allSatisfy { factors[$0, 2] == 1 })
    #expect((0..<factors.rows).contains { factors[$0, 0] != 1 })
  }

  @Test(arguments: methods) func aSingletonThatMayStayIsFound(_ method: ReplicateMethod) throws {
    let replicates = try ReplicateWeights(method, of: design(["a", "a", "b"], singletons: .certainty))
    #expect(replicates.findings == [.singletonKept(stratum: "b")])
    #expect(replicates.weights(ofRows: 2..<3).elements.allSatisfy { $0 == 3 })
  }

  @Test func aSingletonOfALaterStageIsNamed() throws {
    let first = SamplingStage(
      unit: Factor(values: ["u", "u", "v", "v", "w"]), correction: .populationSizes([9, 9, 9, 9, 9]))
    let second = SamplingStage(correction: .populationSizes([5, 5, 5, 5, 5]))
    let design = try SurveyDesign(stages: [first, second], designWeights: [1, 1, 1, 1, 1])
    for method in [ReplicateMethod.preston(replicates: 9), .generalizedBootstrap(replicates: 9)] {
      #expect(throws: ReplicationError.singletonStratum(stage: 2, stratum: "w", unit: "row 5")) {
        try ReplicateWeights(method, of: design)
      }
    }
    #expect(try ReplicateWeights(.raoWuYue(replicates: 9), of: design).factors.unitCount == 3)
  }

  @Test func jk1IsForOneStratum() throws {
    #expect(throws: ReplicationError.stratified(strata: 2)) {
      try ReplicateWeights(.jk1, of: design(["a", "a", "b", "b"]))
    }
  }

  @Test func aPopulationTakenInFullHasNothingToReplicate() throws {
    for method in [ReplicateMethod.jk1, .jkn, .brr, .successiveDifference()] {
      #expect(throws: ReplicationError.everyStratumIsACensus) {
        try ReplicateWeights(method, of: design(["a", "a"], [2, 2]))
      }
    }
    let bootstrap = try ReplicateWeights(.raoWuYue(replicates: 5), of: design(["a", "a"], [2, 2]))
    #expect(try bootstrap.varianceOfTotal([1, 7]) == 0)
  }

  @Test func settingsOutsideTheirRangeAreRefused() throws {
    let methods: [ReplicateMethod] = [
      .raoWu(replicates: 1), .raoWuYue(replicates: 9, resampleSize: 0), .cantyDavison(replicates: 0),
      .preston(replicates: -1),
      .successiveDifference(replicates: 1), .generalizedBootstrap(replicates: 1),
      .generalizedBootstrap(replicates: 9, tau: .value(0)),
      .fay(rho: -0.1), .fay(rho: 1), .raoWuYue(replicates: 9, resampleSize: 70_000),
    ]
    for method in methods {
      let error = #expect(throws: ReplicationError.self) { try ReplicateWeights(method, of: design(["a", "a"])) }
      guard case .invalidSetting? = error else {
        Issue.record("\(method): \(String(describing: error))")
        continue
      }
    }
  }

  @Test func corruptDesignsAreRefused() throws {
    #expect(
      throws: ReplicationError.design(.correctionVariesWithinStratum(stage: 1, stratum: "a", smallest: 5, largest: 6))
    ) {
      try ReplicateWeights(.jkn, of: design(["a", "a"], [5, 6]))
    }
    #expect(
      throws: ReplicationError.design(
        .sampleExceedsPopulation(stage: 1, stratum: "a", sampleSize: 2, populationSize: 1.5))
    ) {
      try ReplicateWeights(.jkn, of: design(["a", "a"], [1.5, 1.5]))
    }
    let missing = SamplingStage(stratum: Factor(values: ["a", nil]))
    #expect(throws: ReplicationError.design(.missingDesignValue(column: "stratum of stage 1", row: 1))) {
      try ReplicateWeights(.jkn, of: SurveyDesign(stages: [missing], designWeights: [1, 1]))
    }
  }

  @Test func givenColumnsThatDoNotFitAreRefused() {
    let columns = [[1.0, 2], [3, 4]]
    #expect(throws: ReplicationError.unequalCounts(what: "rows of replicate 2", expected: 2, found: 1)) {
      try ReplicateWeights(columns: [[1, 2], [3]], weights: [1, 1], type: .brr)
    }
    #expect(throws: ReplicationError.unequalCounts(what: "rscales", expected: 2, found: 3)) {
      try ReplicateWeights(columns: columns, weights: [1, 1], type: .jk1, rscales: [1, 1, 1])
    }
    #expect(throws: ReplicationError.unequalCounts(what: "replicates", expected: 1, found: 0)) {
      try ReplicateWeights(columns: [], weights: [1, 1], type: .brr)
    }
    #expect(throws: ReplicationError.replicateNotFinite(replicate: 1, row: 0)) {
      try ReplicateWeights(columns: [[1, 2], [.nan, 4]], weights: [1, 1], type: .brr)
    }
    for (scale, rscales) in [(nil, [1.0, 1]), (1.0, nil)] as [(Double?, [Double]?)] {
      #expect(throws: ReplicationError.self) {
        try ReplicateWeights(columns: columns, weights: [1, 1], type: .other, scale: scale, rscales: rscales)
      }
    }
    #expect(throws: ReplicationError.self) { try ReplicateWeights(columns: columns, weights: [1, 1], type: .jkn) }
  }

  @Test func everySentenceSaysTheWayOut() {
    let errors: [ReplicationError] = [
      .singletonStratum(stage: 1, stratum: "a", unit: "u"), .singletonRule(.adjust, stratum: ""),
      .notTwoUnits(stratum: "a", units: 1), .stratified(strata: 3), .everyStratumIsACensus,
      .invalidSetting(name: "rho", value: 2, expected: "a number below 1"),
      .missingScale(type: "other", needed: "scale"),
      .unequalCounts(what: "rscales", expected: 1, found: 2), .replicateNotFinite(replicate: 0, row: 0),
      .estimateUndefined(replicate: 4), .quadraticFormNotPositive(smallestEigenvalue: -1, largestEigenvalue: 1),
      .pairsNeedRowsAsUnits, .design(.oneUnit),
    ]
    for error in errors { #expect(error.description.contains(":") && error.description.count > 25) }
    #expect(errors[9].description.contains("replicate 5") && errors[0].description.contains("stratum a"))
    let findings: [ReplicationFinding] = [
      .replicateOfZeros(2), .correctionIgnored(method: "BRR"), .laterStagesIgnored(method: "JKn"),
      .singletonKept(stratum: "a"),
      .approximateScale(stratum: "a", factor: 0.9), .populationRounded(stratum: "a", size: 7.5),
      .scaleIgnored(type: "BRR"),
      .rowsShared(units: 9, rows: 7),
    ]
    for finding in findings { #expect(finding.description.count > 30) }
    #expect(findings[0].description.contains("replicate 3"))
  }
}
