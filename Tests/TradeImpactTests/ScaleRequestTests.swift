import Documents
import Testing
import TradeImpact

@Suite struct ScaleRequestTests {
  private static let head = "region: shenzhen\nparent: guangdong\nyear: 2019\nunit: 亿元\n"
  private static let exports = "exports: {region: 16700, parent: 43400}\n"
  private static let estimates = """
    estimates:
      - {measure: direct_loss, value: 118.2}
      - {measure: added_cost, value: 18.5, se: 2}

    """

  private func request(_ text: String) throws -> ScaleRequest {
    try ScaleRequest(decoding: DocumentParser.yaml(text, file: "scale.yml"))
  }

  private func results(_ text: String) throws -> [ScaledEstimate] {
    try request(text).results { (_) throws(Never) in [] }
  }

  private func sentence(_ text: String) -> String? {
    #expect(throws: DocumentError.self) { try request(text) }?.description
  }

  /// Section 2.2.2.1 of the report: 45.5 and 7.1, from the unrounded share; 44.92 and 7.03 from the 38 % that it displays.
  @Test func shenzhenReproducesTheReport() throws {
    let rows = try results(
      Self.head + Self.exports + Self.estimates + "methods: [proportional, proportional-rounded]\n")
    #expect(rows.map(\.measure) == ["direct_loss", "direct_loss", "added_cost", "added_cost"])
    #expect(rows.map { ($0.value * 100).rounded() / 100 } == [45.48, 44.92, 7.12, 7.03])
    #expect(rows.map { ($0.share * 1e4).rounded() / 1e4 } == [0.3848, 0.38, 0.3848, 0.38])
  }

  @Test func errorsAreScaledAndWhatIsUnknownIsNotZero() throws {
    let rows = try results(Self.head + Self.exports + Self.estimates)
    #expect(rows[0].standardError == nil)
    #expect(rows[0].errorParts.sampling == nil && rows[0].errorParts.betweenRegions == nil)
    #expect(rows[0].findings.map(\.kind) == ["between_region_error_not_estimated", "no_sampling_error"])
    #expect(rows[1].standardError == 2 * (16700.0 / 43400))
    #expect(rows[1].errorParts.betweenRegions == nil)
    #expect(rows[1].findings.map(\.kind) == ["between_region_error_not_estimated"])
  }

  @Test func regionLargerThanItsParentIsAFinding() throws {
    let rows = try results(Self.head + "exports: {region: 3, parent: 2}\n" + Self.estimates)
    #expect(rows[1].findings.map(\.kind).contains("region_exceeds_parent"))
    #expect(rows[1].share == 1.5)
  }

  @Test func shareThatRoundsToZeroIsAFinding() throws {
    let rows = try results(
      Self.head + "exports: {region: 4, parent: 1000}\n" + Self.estimates + "methods: [proportional-rounded]\n")
    #expect(rows[0].findings.map(\.kind).contains("share_rounds_to_zero"))
  }

  @Test(arguments: ["0", "-1"])
  func exportsAreAboveZero(value: String) {
    #expect(
      sentence(Self.head + "exports: {region: \(value), parent: 2}\n" + Self.estimates)
        == "scale.yml:5: exports.region is \(value); write exports above zero")
    #expect(throws: ScalingError.exportsNotPositive("b", 0)) {
      try ProportionalScaling(region: "a", parent: "b", regionExports: 1, parentExports: 0)
    }
  }

  @Test func unknownMethodNamesTheNearest() {
    #expect(
      sentence(Self.head + Self.exports + Self.estimates + "methods: [proportionate]\n")
        == "scale.yml:9: methods[0] is \"proportionate\"; did you mean 'proportional'? Allowed: proportional, proportional-rounded"
    )
  }

  @Test func unknownKeysAreRefused() {
    #expect(
      sentence(Self.head + Self.exports + Self.estimates + "method: x\n")?.contains("did you mean 'methods'?") == true)
    #expect(
      sentence(Self.head + Self.exports + "estimates: [{measure: direct_loss, value: 1, sd: 2}]\n")?
        .contains("did you mean 'se'?") == true)
  }

  @Test func ratesAreNotDivided() {
    #expect(
      sentence(Self.head + Self.exports + "estimates: [{measure: direct_loss_rate, value: 0.4}]\n")?
        .contains("a rate is not divided among regions") == true)
  }

  @Test func estimatesComeFromTheFileOrAReport() throws {
    let text = Self.head + Self.exports + "from: out/2019\n"
    let rows = try request(text).results { folder in [ParentEstimate(measure: folder, value: 434)] }
    #expect(rows.map(\.measure) == ["out/2019"])
    #expect(sentence(text + Self.estimates)?.contains("not both") == true)
    #expect(sentence(Self.head + Self.exports) == "scale.yml:1: the document lacks the key 'estimates'; add it")
    #expect(sentence(Self.head + Self.exports + "estimates: []\n")?.contains("at least one") == true)
  }
}
