import Estimation
import Microdata

extension SurveyRecords {
  /// What becomes known of the survey rows on the way: doubtful answers, firms without sector, firms given twice.
  ///
  /// One checker takes the blocks of one worker on one file; checkers merge in any order. Nothing that comes out depends on
  /// how the rows were split.
  public struct Checker: Sendable {
    private let records: SurveyRecords
    private let inspected: InspectedColumns
    private var registers: [FirmRegister]
    private var found: [FirmCase] = []
    private var unclassified = 0
    /// Of the firms drawn.
    public private(set) var responses = ResponseCounts()
    /// Rows seen.
    public var rowCount: Int { responses.drawn }

    init(_ records: SurveyRecords) {
      guard let inspected = records.inspected else { preconditionFailure("the records are not inspected") }
      self.records = records
      self.inspected = inspected
      registers = [FirmRegister()]
    }

    /// Adds the rows of a block as it was read.
    /// - Precondition: The checker has not been merged.
    public mutating func check(_ raw: RowBlock) {
      precondition(registers.count == 1, "a merged checker takes no more blocks")
      registers[0].add(raw, firm: inspected.firm, year: inspected.year)
      records.responses.count(raw, into: &responses)
      checkAnswers(records.responses.respondents(of: raw))
    }

    private mutating func checkAnswers(_ raw: RowBlock) {
      let derivation = RecordDerivation(raw, records)
      if let sector = inspected.sector, let none = records.classifications.sector.unclassifiedPosition {
        unclassified += derivation.sectors(sector).count { $0 == none }
      }
      guard let loss = inspected.loss.map({ derivation.sum($0) }) else { return }
      let exports = inspected.exports.map { derivation.sum([$0]) }
      let affected = inspected.affected.map { raw.numbers($0) }
      for row in 0..<raw.rowCount where loss[row] > 0 {
        if let exports, loss[row] > exports[row] {
          add(kind(loss[row], exports[row]), raw, row, loss[row], exports[row])
        }
        if let affected, affected[row] == 0 { add(.lossWithoutEffect, raw, row, loss[row], exports?[row] ?? .nan) }
      }
    }

    private func kind(_ loss: Double, _ exports: Double) -> FirmCase.Kind {
      guard let rule = records.edit?.rule, rule.applies(loss: loss, exports: exports) else { return .lossAboveExports }
      return .unitErrorCorrected(factor: rule.factor)
    }

    private mutating func add(_ kind: FirmCase.Kind, _ raw: RowBlock, _ row: Int, _ loss: Double, _ exports: Double) {
      found.append(
        FirmCase(
          kind: kind, firm: raw.text(inspected.firm, row) ?? "", year: inspected.year.flatMap { raw.text($0, row) },
          loss: loss, exports: exports.isNaN ? nil : exports, block: raw.replacing(columns: []), row: row))
    }

    public mutating func merge(_ other: Checker) {
      registers += other.registers
      found += other.found
      unclassified += other.unclassified
      responses.merge(other.responses)
    }

    /// Doubtful answers by firm, in the order of the bytes of its name.
    public var cases: [FirmCase] { found.sorted { $0.precedes($1) } }

    /// What the whole file says of itself; firms last, sorted by name.
    /// - Throws: ``SurveyRecordError`` of kind `duplicateFirm`, for the first second row of a firm.
    public func findings() throws(SurveyRecordError) -> [Finding] {
      try refuseDuplicates()
      return [nonresponse, unclassifiedFirms, notChecked].compactMap(\.self) + cases.map(\.finding)
    }

    private func refuseDuplicates() throws(SurveyRecordError) {
      guard let duplicate = FirmRegister.firstDuplicate(registers) else { return }
      throw SurveyRecordError(
        kind: .duplicateFirm(firstLine: duplicate.first.line), file: duplicate.second.file, line: duplicate.second.line,
        column: records.sources[inspected.firm].spec.name,
        value: "\"\(String(decoding: duplicate.firm.id, as: UTF8.self))\"")
    }

    private var nonresponse: Finding? {
      let (answered, drawn) = (responses[.respondent], responses.drawn)
      guard answered < drawn else { return nil }
      return Finding(
        kind: "nonresponse", subject: "response",
        zh:
          "抽取的 \(drawn) 家企业中 \(answered) 家有效回答；\(responses[.refused]) 家拒答，\(responses[.notFound]) 家未找到，\(responses[.outOfScope]) 家不属于调查范围",
        en:
          "\(answered) of \(drawn) firms drawn answered; \(responses[.refused]) refused, \(responses[.notFound]) were "
          + "not found, \(responses[.outOfScope]) were out of scope")
    }

    private var unclassifiedFirms: Finding? {
      guard unclassified > 0, let category = records.classifications.sector.unclassified else { return nil }
      return Finding(
        kind: "unclassified_firms", subject: category.code,
        zh: "\(unclassified) 家企业不属于任何行业；计入总计，并单列一行",
        en: (unclassified == 1 ? "1 firm belongs" : "\(unclassified) firms belong")
          + " to no sector; they count in totals and have a row of their own")
    }

    private var notChecked: Finding? {
      let missing = [
        inspected.loss == nil ? "direct loss" : nil, inspected.exports == nil ? "exports" : nil,
        inspected.affected == nil ? "affected" : nil, inspected.sector == nil ? "sector" : nil,
      ].compactMap(\.self)
      guard !missing.isEmpty else { return nil }
      return Finding(
        kind: "not_checked", subject: missing.joined(separator: ", "),
        zh: "调查文件没有这些列，无法用来核对答卷",
        en: "the survey has no such columns, so answers could not be compared with them")
    }
  }
}
