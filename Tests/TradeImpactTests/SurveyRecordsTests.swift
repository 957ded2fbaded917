import Documents
import Estimation
import Microdata
import TestSupport
import Testing
import TradeImpact

@Suite struct SurveyRecordsTests {
  private typealias Sample = SurveySample

  // MARK: Classes

  @Test(arguments: [
    ("01", "agri_food"), ("1", "agri_food"), ("24", "agri_food"), ("25", "chem_metal"), ("38", "chem_metal"),
    ("39", "rubber_leather"), ("43", "rubber_leather"), ("44", "wood_nonmetal"), ("50", "textile_footwear"),
    ("67", "textile_footwear"), ("68", "wood_nonmetal"), ("70", "wood_nonmetal"), ("71", "toys_furniture"),
    ("72", "chem_metal"), ("77", "chem_metal"), ("83", "chem_metal"), ("84", "machinery"), ("93", "machinery"),
    ("94", "toys_furniture"), ("97", "toys_furniture"), ("98", "unclassified"), ("99", "unclassified"),
  ])
  func sectorFollowsFromTheChapter(chapter: String, sector: String) throws {
    #expect(try Sample.levels("sector", [Sample.row("F1", ["hs_chapter": chapter])]) == [sector])
  }

  /// Exports in 万元 just below, at and just above every bound; exactly 2亿 and 4亿 are in the third class (finding I24).
  @Test(arguments: [
    ("10", "0", "A1"), ("10", "49.99", "A1"), ("10", "50", "A2"), ("10", "50.01", "A2"), ("10", "499.99", "A2"),
    ("10", "500", "A3"), ("10", "500.01", "A3"), ("10", "19999.99", "A3"), ("10", "20000", "A3"),
    ("10", "20000.01", "A4"),
    ("84", "299.99", "I1"), ("84", "300", "I2"), ("84", "300.01", "I2"), ("84", "1999.99", "I2"), ("84", "2000", "I3"),
    ("84", "2000.01", "I3"), ("84", "39999.99", "I3"), ("84", "40000", "I3"), ("84", "40000.01", "I4"),
    ("98", "1", "unclassified"),
  ])
  func sizeClassFollowsFromRegisterExports(chapter: String, exports: String, size: String) throws {
    let row = Sample.row("F1", ["hs_chapter": chapter, "frame_exports": exports, "exports": "1"])
    #expect(try Sample.levels("size_class", [row]) == [size])
  }

  /// The bounds hold to fourteen digits, in any unit that the file may use.
  @Test(arguments: [50.0, 500, 20000, 300, 2000, 40000])
  func boundsHoldInEveryUnit(bound: Double) throws {
    let chapter = [50.0, 500, 20000].contains(bound) ? "10" : "84"
    func size(_ value: Double, _ unit: AmountUnit) throws -> String? {
      let row = Sample.row("F1", ["hs_chapter": chapter, "frame_exports": "\(value)"])
      return try Sample.levels("size_class", [row], naming: SurveyColumns(generalUnit: unit))[0]
    }
    for (unit, scale) in [(AmountUnit.yuan, 1e4), (.tenThousandYuan, 1), (.hundredMillionYuan, 1e-4)] {
      let at = try size(bound * scale, unit)
      #expect(try at == size(bound, .tenThousandYuan))
      let below = try size(bound * scale * (1 - 1e-14), unit)
      let above = try size(bound * scale * (1 + 1e-14), unit)
      #expect(bound < 20000 ? below != at && above == at : below == at && above != at)
    }
  }

  @Test func missingExportsLeaveTheSizeMissingAndTheSectorKnown() throws {
    let row = Sample.row("F1", ["frame_exports": ""])
    #expect(try Sample.levels("size_class", [row]) == [nil])
    #expect(try Sample.levels("product_group", [row]) == ["industrial"])
  }

  @Test func levelsAreTheClassificationsInItsOrder() throws {
    let columns = try Sample.read(
      Sample.file([Sample.row("F1", ["ownership": "foreign"])]), [.init(name: "ownership", role: .factor)])
    guard case .factor(let codes, let levels) = columns[0] else { preconditionFailure("not a factor") }
    #expect(levels == Classifications.bundled.ownership.codes)
    #expect(codes == [3])
  }

  // MARK: Amounts

  @Test func amountsAreYuanAndTheirSumsAddParts() throws {
    let row = Sample.row("F1", ["loss_US": "1.5", "loss_OTHER": "2", "cost_inspection": "3"])
    let values = try Sample.numbers(["direct_loss", "added_cost", "loss_US", "firms"], [row])
    #expect(values == [[35_000], [30_000], [15_000], [1]])
  }

  @Test func sumWithAMissingPartIsMissing() throws {
    let values = try Sample.numbers(["direct_loss", "added_cost"], [Sample.row("F1", ["loss_RU": ""])])
    #expect(values[0][0].isNaN)
    #expect(values[1] == [0])
  }

  @Test func causesShareTheLossEquallyAndAddToIt() throws {
    let rows = [
      Sample.row("F1", ["loss_US": "10", "cause_return": "1", "cause_detention": "1", "cause_lost_order": "1"]),
      Sample.row("F2", ["loss_EU": "7"]), Sample.row("F3"),
      Sample.row("F4", ["loss_EU": "5", "cause_return": "1"]),
      Sample.row("F5", ["cause_return": ""]),
      Sample.row("F6", ["loss_EU": "5", "cause_return": ""]),
    ]
    let names = Sample.causes.map { "loss_cause_\($0)" } + ["loss_cause_unstated"]
    let parts = try Sample.numbers(names, rows)
    let loss = try Sample.numbers(["direct_loss"], rows)[0]
    for row in 0..<5 {
      let sum = parts.reduce(0) { $0 + $1[row] }
      #expect(abs(sum - loss[row]) <= 1e-12 * loss[row])
    }
    #expect(parts.allSatisfy { $0[5].isNaN })
    #expect(parts.last?.prefix(5) == [0, 70_000, 0, 0, 0])
    #expect(parts[1].prefix(5) == [100_000 / 3, 0, 0, 50_000, 0])
  }

  @Test func dollarsNeedTheirRate() throws {
    let naming = SurveyColumns(units: ["loss_US": .usDollar(rate: 6.5)], generalUnit: .yuan)
    let row = Sample.row("F1", ["loss_US": "10", "loss_EU": "4"])
    #expect(try Sample.numbers(["direct_loss", "exports"], [row], naming: naming) == [[69], [1000]])
  }

  @Test func noAmountIsReadWithoutItsUnit() {
    let error = #expect(throws: SurveyColumnsError.unitNotDeclared(amount: "loss_US")) {
      try Sample.numbers(["direct_loss"], [Sample.row("F1")], naming: SurveyColumns())
    }
    #expect(error?.description.contains("under 'units'") == true)
  }

  // MARK: Names

  private func naming(_ yaml: String) throws -> SurveyColumns {
    let keyed = try KeyedDocument(DocumentParser.yaml(yaml, file: "study.yml"), known: ["columns", "units"])
    return try SurveyColumns(columns: keyed.optional("columns"), units: keyed.optional("units"))
  }

  @Test func chineseColumnsAreMapped() throws {
    let naming = try naming("columns: {exports: 出口额, ownership: 所有制}\nunits: {default: 元, exports: 亿元}\n")
    let file = ScratchFile("出口额,所有制\n2,private\n")
    let columns = try Sample.read(
      file, [.init(name: "exports", role: .number), .init(name: "ownership", role: .factor)], naming: naming)
    guard case .number(let exports) = columns[0] else { preconditionFailure("not a number") }
    #expect(exports == [2e8])
  }

  @Test func studyFileNamesAreStrict() {
    let error = #expect(throws: DocumentError.self) { try naming("columns:\n  loss_USA: x\n") }
    #expect(
      error?.description.contains("study.yml:2: columns has the unknown key 'loss_USA'; did you mean 'loss_US'?")
        == true)
    #expect(throws: DocumentError.self) { try naming("units: 千元\n") }
    #expect(throws: DocumentError.self) { try naming("units: USD\n") }
    #expect(throws: DocumentError.self) { try naming("units: {exports: {USD: 0}}\n") }
  }

  @Test func missingColumnNamesTheNearest() {
    let error = #expect(throws: SurveyColumnsError.self) {
      try Sample.read(ScratchFile("wieght\n1\n"), [.init(name: "weight", role: .number)])
    }
    #expect(
      error?.description
        == "the survey has no column weight; did you mean wieght? Map it under 'columns': {weight: wieght}")
  }

  @Test func rolesThatMakeNoSenseAreErrors() {
    #expect(throws: SurveyColumnsError.notANumber("region")) { try Sample.numbers(["region"], [Sample.row("F1")]) }
    #expect(throws: SurveyColumnsError.notAFactor("loss_US")) { try Sample.levels("loss_US", [Sample.row("F1")]) }
  }

  @Test func sectorColumnStandsInForChapters() throws {
    let file = ScratchFile("sector,frame_exports\nagri_food,500\nunclassified,3\n")
    let columns = try Sample.read(
      file, ["sector", "product_group", "size_class"].map { .init(name: $0, role: .factor) })
    let levels = columns.map { column -> [String] in
      guard case .factor(let codes, let levels) = column else { preconditionFailure("not a factor") }
      return codes.map { levels[Int($0)] }
    }
    #expect(levels == [["agri_food", "unclassified"], ["agri", "unclassified"], ["A3", "unclassified"]])
  }

  @Test func amountsByMarketAndCauseAreRefusedAndNotIgnored() {
    let names = Sample.columnNames + ["loss_US_return"]
    let file = ScratchFile(names.joined(separator: ",") + "\n")
    #expect(throws: SurveyColumnsError.amountsByCause(fileName: "loss_US_return")) {
      try Sample.read(file, [.init(name: "loss_cause_return", role: .number)])
    }
  }

  // MARK: Rows at fault

  private func message(_ values: [String: String]) -> String? {
    let file = Sample.file([Sample.row("F1"), Sample.row("F2", values)])
    let error = #expect(throws: SurveyRecordError.self) { try Sample.read(file, [], inspects: true) }
    return error.map { String($0.description.dropFirst(file.path.count)) }
  }

  @Test func rowErrorsNameLineColumnValueAndTheWayOut() {
    #expect(
      message(["hs_chapter": "00"]) == ":3: hs_chapter is \"00\"; write an HS chapter from 01 to 99, or leave it empty")
    #expect(message(["hs_chapter": "100"])?.hasPrefix(":3: hs_chapter is \"100\"; ") == true)
    #expect(
      message(["ownership": "privat"])
        == ":3: ownership is \"privat\"; did you mean 'private'? Allowed: state_owned, private, hk_mo_tw, foreign")
    #expect(message(["business_type": "x"])?.hasPrefix(":3: business_type is \"x\"; did you mean") == true)
    #expect(
      message(["region": "Guangdong"])?.hasPrefix(":3: region is \"Guangdong\"; did you mean 'guangdong'?") == true)
    #expect(
      message(["loss_EU": "-2.50"])
        == ":3: loss_EU is -2.5; an amount is zero or above; correct it, or leave it empty where it is not known")
    #expect(message(["frame_exports": "-1"])?.hasPrefix(":3: frame_exports is -1; ") == true)
    #expect(message(["affected": "2"])?.hasPrefix(":3: affected is 2; write 1 for yes, 0 for no") == true)
    #expect(message(["cause_return": "0.5"])?.hasPrefix(":3: cause_return is 0.5; ") == true)
    #expect(message(["firm_id": ""])?.hasPrefix(":3: firm_id is empty; ") == true)
  }

  @Test func errorNamesTheFilesOwnColumn() {
    let file = ScratchFile("企业编号,所有制\nF1,private\nF2,国有\n")
    let naming = SurveyColumns(names: ["firm_id": "企业编号", "ownership": "所有制"])
    let error = #expect(throws: SurveyRecordError.self) {
      try Sample.read(file, [.init(name: "ownership", role: .factor)], naming: naming, inspects: true)
    }
    #expect(error?.line == 3)
    #expect(error?.column == "所有制")
  }

  @Test func firstRowAtFaultIsReportedWhateverItsColumn() {
    let file = Sample.file([
      Sample.row("F1"), Sample.row("F2", ["cause_return": "3"]), Sample.row("F3", ["hs_chapter": "xx"]),
    ])
    let error = #expect(throws: SurveyRecordError.self) { try Sample.read(file, [], inspects: true) }
    #expect(error?.line == 3)
    #expect(error?.kind == .notAFlag)
  }
}
