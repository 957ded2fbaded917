import LinearAlgebra
import Microdata
import Replication
import Sampling
import TestSupport
import Testing

/// Against R survey 4.1.1, by Scripts/replication.R.
@Suite struct ReferenceTests {
  private func check(
    _ name: String, _ replicates: ReplicateWeights, total: [Double], mean: [Double]?
  ) throws {
    let reference = try ReferenceValues()
    #expect(Double(replicates.replicateCount) == (try reference.value(name, "replicates")))
    #expect(replicates.variance.scale.isClose(to: try reference.value(name, "scale")))
    #expect(Double(replicates.degreesOfFreedom()) == (try reference.value(name, "degf")))
    for (value, expected) in zip(replicates.variance.rscales.sorted(), try reference.list(name, "rscales_sorted")) {
      #expect(value.isClose(to: expected))
    }
    for (value, expected) in zip(replicates.sumsOfWeights().sorted(), try reference.list(name, "sums_sorted")) {
      #expect(value.isClose(to: expected))
    }
    #expect(try replicates.varianceOfTotal(total).isClose(to: reference.value(name, "var_total"), .summed))
    if let mean { #expect(try replicates.varianceOfMean(mean).isClose(to: reference.value(name, "var_mean"), .summed)) }
  }

  @Test func jackknivesOfClustersAgreeWithR() throws {
    let (design, table) = try FixtureDesigns.clusters()
    let (enroll, api00) = (try table.numbers("enroll"), try table.numbers("api00"))
    try check("clus1-jk1", ReplicateWeights(.jk1, of: design), total: enroll, mean: api00)
    try check("clus1-jk1-mse", ReplicateWeights(.jk1, of: design, mse: true), total: enroll, mean: api00)
    try check(
      "clus1wr-jk1", ReplicateWeights(.jk1, of: FixtureDesigns.clusters(corrected: false).design), total: enroll,
      mean: api00)
  }

  @Test func jackknivesOfStrataAgreeWithR() throws {
    let (design, table) = try FixtureDesigns.strata()
    let (students, api00) = (try table.numbers("api.stu"), try table.numbers("api00"))
    try check("strat-jkn", ReplicateWeights(.jkn, of: design), total: students, mean: api00)
    try check("strat-jkn-mse", ReplicateWeights(.jkn, of: design, mse: true), total: students, mean: api00)
  }

  @Test func halfSamplesAgreeWithR() throws {
    let (design, table) = try FixtureDesigns.pairs()
    try check("scd-brr", ReplicateWeights(.brr, of: design), total: table.numbers("alive"), mean: nil)
    try check("scd-fay", ReplicateWeights(.fay(rho: 0.3), of: design), total: table.numbers("alive"), mean: nil)
  }

  @Test func scalesOfBootstrapsAreThoseOfR() throws {
    let reference = try ReferenceValues()
    let canty = try ReplicateWeights(.cantyDavison(replicates: 50), of: FixtureDesigns.strata().design)
    #expect(canty.variance.scale.isClose(to: try reference.value("canty-strat", "scale")))
    let raoWu = try ReplicateWeights(.raoWu(replicates: 50), of: FixtureDesigns.clusters(corrected: false).design)
    #expect(raoWu.variance.scale.isClose(to: try reference.value("subbootstrap", "scale")) && raoWu.findings.isEmpty)
  }

  private static let given: [(String, ReplicateType, Double?, [Double]?, Bool)] = [
    ("given-JK1", .jk1, nil, nil, false), ("given-JK1-scale", .jk1, 0.7, nil, true),
    ("given-JKn", .jkn, nil, nil, false),
    ("given-JKn-rscales", .jkn, 1, [0.5, 0.6, 0, 0.8, 0.9, 0.7], false), ("given-BRR", .brr, nil, nil, false),
    ("given-Fay", .fay(rho: 0.4), nil, nil, false), ("given-bootstrap", .bootstrap(), nil, nil, false),
    ("given-bootstrap-average", .bootstrap(averaged: 4), nil, nil, true), ("given-ACS", .acs, nil, nil, false),
    ("given-successive-difference", .successiveDifference, nil, nil, true), ("given-JK2", .jk2, nil, nil, false),
    ("given-other", .other, 0.11, [1, 2, 3, 1, 2, 3], false),
  ]

  @Test(arguments: given) func givenReplicatesHaveTheScalesOfR(
    name: String, type: ReplicateType, scale: Double?, rscales: [Double]?, mse: Bool
  ) throws {
    let (table, reference) = (try ReferenceTable("given"), try ReferenceValues())
    let replicates = try ReplicateWeights(
      columns: (1...6).map { try table.numbers("X\($0)") }, combined: false, weights: table.numbers("base"), type: type,
      scale: scale, rscales: rscales, mse: mse)
    #expect(replicates.variance.scale.isClose(to: try reference.value(name, "scale")))
    for (value, expected) in zip(replicates.variance.rscales, try reference.list(name, "rscales")) {
      #expect(value.isClose(to: expected))
    }
    #expect(Double(replicates.degreesOfFreedom()) == (try reference.value(name, "degf")))
    #expect(try replicates.varianceOfTotal(table.numbers("y")).isClose(to: reference.value(name, "var_total"), .summed))
  }

  /// Case 135 of the reference cases: column sums of the jackknife of 15 clusters.
  @Test func sumsOfWeightsAreThoseOfTheReferenceCase() throws {
    let replicates = try ReplicateWeights(.jk1, of: FixtureDesigns.clusters().design)
    let expected = [
      5294.637279510498, 5403.431196212769, 5874.871501922607, 6056.194696426392, 6164.988613128662, 6164.988613128662,
      6201.253252029419, 6237.517890930176, 6310.047168731689, 6491.370363235474, 6491.370363235474, 6491.370363235474,
      6563.899641036987, 6563.899641036987, 6600.164279937744,
    ]
    #expect(
      replicates.variance.scale.isClose(to: 0.9148392778511668)
        && replicates.variance.rscales == Array(repeating: 1, count: 15))
    for (value, expected) in zip(replicates.sumsOfWeights().sorted(), expected) { #expect(value.isClose(to: expected)) }
  }
}
