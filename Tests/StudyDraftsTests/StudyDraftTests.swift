import Studies
import StudyDrafts
import TestSupport
import Testing

@Suite struct StudyDraftTests {
  private static let datasets = Fixtures.package + "/datasets/"

  private func draft(_ year: Int, unit: String? = "万元") throws -> StudyDraft {
    let folder = Self.datasets + "china-\(year)/"
    return try StudyDraft(
      folder + "survey.csv", .init(unit: unit, frame: folder + "frame.csv", totals: folder + "totals.csv"))
  }

  private func study(_ text: String) throws -> Study {
    try Study(yaml: Array(text.utf8), path: "draft.yml") { path throws(StudyError) in
      throw StudyError(message: "\(path): a draft names no further files")
    }
  }

  /// Header in Chinese and GB 18030, in Chinese and UTF-8, and in English.
  @Test(arguments: [2015, 2016, 2017, 2018, 2019])
  func aBundledSurveyIsRecognisedWhole(year: Int) throws {
    let draft = try draft(year)
    #expect(draft.questions.isEmpty)
    let file = ScratchFile(draft.text.utf8, ending: ".yml")
    let validation = StudyValidation(contentsOf: file.path)
    #expect(validation.problems.isEmpty, "\(validation.text)\n\(draft.text)")
    #expect(validation.rowCount > 4000)
    let bundled = try Study(contentsOf: Self.datasets + "china-2015-2019/study.yml")
    let (found, expected) = (try study(draft.text).years[0], bundled.years.first { $0.year == year }!)
    #expect(found.year == year && found.encoding == expected.encoding)
    for name in ["firm_id", "loss_AU_NZ", "cost_formalities", "cause_downgrade", "primary_cause", "frame_exports"] {
      #expect(found.naming.fileName(of: name) == expected.naming.fileName(of: name))
    }
  }

  @Test func theUnitIsAskedForAndNeverGuessed() throws {
    let draft = try draft(2019, unit: nil)
    #expect(draft.questions == ["units: in which unit are the amounts?"])
    #expect(draft.text.contains("#? units: 万元 # then the firm in the middle exports"))
    #expect(throws: StudyError.self) { try study(draft.text) }
    let answered = draft.text.replacing("#? units: 亿元", with: "units: 亿元")
    #expect(try study(answered).years[0].naming.unit(of: "exports") == .hundredMillionYuan)
  }

  private static let header = "代码,年度,省份,出口总额（万元）,企业性质,权数,是否受到影响,直接损失（万元）"

  @Test func theUnitOfTheHeaderIsTaken() throws {
    let file = ScratchFile(
      "\(Self.header)\nA,2020,guangdong,5,private,2,1,3\nB,2020,beijing,4,foreign,3,0,0\n".utf8, ending: ".csv")
    let draft = try StudyDraft(file.path)
    let year = try study(draft.text).years[0]
    #expect(year.naming.unit(of: "direct_loss") == .tenThousandYuan)
    #expect(year.naming.fileName(of: "exports") == "出口总额（万元）")
    #expect(draft.text.contains("2-3"))
    #expect(draft.questions == ["firm_id: which column names the firm?"])
    #expect(draft.text.contains("#? firm_id is missing; it has to name every firm: 代码"))
  }

  @Test func labelsInPlaceOfCodesAreAQuestion() throws {
    let file = ScratchFile(
      "企业编号,企业性质,权重\nA,国有企业,1\nB,民营企业,2\n".utf8, ending: "-2020.csv")
    let draft = try StudyDraft(file.path, .init(year: 2020))
    #expect(draft.text.contains("#? ownership has values that are no codes: 国有企业, 民营企业"))
    #expect(draft.text.contains("#? classifications: [ownership.yml]"))
  }

  @Test func aTableThatCannotBeMadeSaysOfWhat() throws {
    let file = ScratchFile(
      "企业编号,地区,是否受影响,直接损失（万元）,新增成本（万元）,权重\nA,beijing,1,2,3,1\nB,fujian,0,0,0,2\n".utf8, ending: "-2020.csv")
    let text = try StudyDraft(file.path, .init(year: 2020)).text
    #expect(text.contains("loss-by-region]"))
    #expect(text.contains("# sector-by-size needs size_class, hs_chapter"))
    #expect(text.contains("# 2-2-years needs several years") && text.contains("# 3-1 needs published"))
    #expect(text.contains("# shenzhen needs scaling") && text.split(separator: "needs scaling").count == 3)
  }

  @Test func whatBecameOfQuestionnairesIsKnownByItsCodes() throws {
    let file = ScratchFile("企业编号,回收情况,权重\nA,respondent,1\nB,not_found,2\n".utf8, ending: "-2020.csv")
    #expect(try StudyDraft(file.path, .init(year: 2020)).text.contains("may be response"))
  }

  @Test func labelsOfAStatisticalFileTellWhatNamesAbbreviate() throws {
    let draft = try StudyDraft(Fixtures.folder + "/data-files/coded.sav", .init(year: 2020))
    #expect(draft.text.contains("  firm_id: firm # 企业编号; 4 distinct: A, B, C, ..."))
    #expect(draft.text.contains("  direct_loss: loss"))
    #expect(draft.text.contains("units: 万元 # of every amount, as the header says"))
  }

  @Test func aFileWithoutAYearOrWithSeveralIsAnError() {
    let none = ScratchFile("firm_id\nA\nB\n".utf8, ending: ".csv")
    let two = ScratchFile("firm_id,year\nA,2018\nB,2019\n".utf8, ending: ".csv")
    #expect(throws: StudyDraftError.self) { try StudyDraft(two.path) }
    let error = #expect(throws: StudyDraftError.self) { try StudyDraft(none.path) }
    #expect(error?.message.hasSuffix("add --year") == true)
  }

  @Test func oddNamesOfColumnsAreQuoted() throws {
    let file = ScratchFile("\"企业编号 #1: \"\"x\"\"\",权重\nA,1\nB,2\n".utf8, ending: ".csv")
    let renamed = try StudyDraft(file.path, .init(year: 2020, unit: "元"))
    #expect(renamed.text.contains("firm_id is missing"))
    let quoted = ScratchFile("\"企业 编号\",权重\nA,1\nB,2\n".utf8, ending: ".csv")
    let draft = try StudyDraft(quoted.path, .init(year: 2020, unit: "元"))
    #expect(try study(draft.text).years[0].naming.fileName(of: "firm_id") == "企业 编号")
  }
}
