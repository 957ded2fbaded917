import Documents
import Microdata
import Populations
import TestSupport
import Testing

@Suite struct SurveyAnswersTests {
  /// Every eighth firm, as if drawn.
  static func sample(_ year: Population.Year, step: Int = 8) -> [SampledFirm] {
    stride(from: 0, to: year.firms.count, by: step).map {
      SampledFirm(position: $0, stratum: year.firms[$0].stratum, population: 80, weight: Double(step))
    }
  }

  static func answers(_ year: Int, step: Int = 8) throws -> SurveyAnswers {
    let population = try China.population.get()
    let firms = try China.year(year)
    return try SurveyAnswers(of: sample(firms, step: step), from: firms, population.specification)
  }

  @Test func lessThanAllAnswerAndLargeFirmsMoreOften() throws {
    let rows = try Self.answers(2019).rows
    func part(_ isIn: (SurveyAnswers.Row) -> Bool) -> Double {
      let asked = rows.filter(isIn)
      return Double(asked.count { $0.response == .respondent }) / Double(asked.count)
    }
    #expect((0.78...0.9).contains(part { _ in true }))
    #expect(part { $0.firm.size == 3 } > part { $0.firm.size == 0 } + 0.05)
    #expect(part { $0.firm.affected } > part { !$0.firm.affected })
    #expect(Set(rows.map(\.response)) == Set(Response.allCases))
  }

  @Test func whoDoesNotAnswerLeavesTheAnswersEmpty() throws {
    let answers = try Self.answers(2018)
    let lines = String(decoding: try answers.file(), as: UTF8.self).split(separator: "\n")
    let rows = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(rows[0].map(String.init) == AnswerFormat.Columns.standard.names)
    #expect(rows.count == answers.rows.count + 1)
    for fields in rows.dropFirst() {
      let given = fields[13..<fields.count - 2]
      let isRight = given.allSatisfy { fields[12] == "respondent" ? !$0.isEmpty : $0.isEmpty }
      #expect(isRight && fields.count == rows[0].count && fields.last == "1")
    }
  }

  /// Losses written in 元 are ten thousand times too large, and most of them stand above exports.
  @Test func aFewLossesAreInTheWrongUnit() throws {
    let answers = try Self.answers(2016, step: 2)
    let wrong = answers.rows.indices.filter { answers.rows[$0].hasUnitError }
    #expect((5...60).contains(wrong.count))
    let lines = String(decoding: try answers.file(), as: UTF8.self).split(separator: "\n")
    for index in wrong {
      let fields = lines[index + 1].split(separator: ",", omittingEmptySubsequences: false)
      let loss = fields[14..<22].reduce(0) { $0 + Double($1)! }
      #expect(abs(loss / Double(answers.rows[index].firm.directLoss) / 100 - 1) < 1e-9)
    }
  }

  @Test func chineseColumnsInGB18030ReadBack() throws {
    let answers = try Self.answers(2015, step: 400)
    let file = try answers.file(AnswerFormat(columns: .chinese, encoding: .gb18030))
    let plain = try answers.file(AnswerFormat(columns: .chinese))
    #expect(file != plain && file.starts(with: [0xC6, 0xF3, 0xD2, 0xB5]))  // 企业
    let written = ScratchFile(file, ending: ".csv")
    let read = try CSVFile(path: written.path, format: CSVFormat(encoding: .gb18030))
    #expect(read.columnNames == AnswerFormat.Columns.chinese.names)
    #expect(read.columnNames.count == AnswerFormat.Columns.standard.names.count)
  }

  @Test func theFormatOfAYearIsInTheSpecification() throws {
    let formats = try China.population.get().specification.survey.formats
    #expect(formats[2015] == AnswerFormat(columns: .chinese, encoding: .gb18030))
    #expect(formats[2019] == nil)
  }

  @Test func answersAreNamedByTheFirmAndNotByTheSample() throws {
    let few = try Self.answers(2019, step: 16).rows
    let many = Dictionary(uniqueKeysWithValues: try Self.answers(2019).rows.map { ($0.firm.number, $0) })
    for row in few { #expect(many[row.firm.number]?.response == row.response) }
  }

  @Test func aFirmOutsideThePopulationIsAnError() throws {
    let year = try China.year(2019)
    let sample = [SampledFirm(position: 80_000, stratum: "", population: 1, weight: 1)]
    let error = #expect(throws: PopulationError.self) {
      try SurveyAnswers(of: sample, from: year, China.population.get().specification)
    }
    #expect("\(error!)" == "the sample names firm 80000 of 80000; number firms from 0")
  }
}
