import Documents
import Scenarios
import TestSupport
import Testing

/// The worked cases of `datasets/scenarios`.
@Suite struct BundledScenarioTests {
  static let names = [
    "eu-network-standby", "us-fcc-laboratories", "eu-medical-devices", "eu-product-compliance", "eu-tv-label",
    "eu-cbam",
  ]

  static func scenario(_ name: String) throws -> Scenario {
    try Scenario(contentsOf: "\(Fixtures.package)/datasets/scenarios/\(name).yml")
  }

  /// What `../report-2020` has of each case: products that give the printed number, and those that do not.
  @Test(arguments: [
    ("eu-network-standby", [true]), ("us-fcc-laboratories", [true, false]), ("eu-medical-devices", []),
    ("eu-product-compliance", [true]), ("eu-tv-label", []), ("eu-cbam", [true]),
  ])
  func arithmeticOfTheReportIsReproducedWhereItHasOne(name: String, reproduced: [Bool]) throws {
    let reported = try Self.scenario(name).reported
    #expect(!reported.isEmpty)
    #expect(reported.compactMap(\.isReproduced) == reproduced)
    // Where a figure has no arithmetic, or it does not give the figure, the file says what is missing.
    for figure in reported where figure.isReproduced != true { #expect(figure.note != nil) }
  }
}
