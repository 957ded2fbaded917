import Documents
import Microdata

/// One column of the survey file: how it is read, which values it may have, and its unit.
struct SourceColumn: Sendable {
  /// What is checked in every row that is not missing.
  enum Rule: Sendable {
    case any
    case amount
    case flag
    case chapter
    case code(Classification)
    /// Never missing.
    case firm
    /// One of ``SurveyResponse``, never missing.
    case response
  }
  let spec: ColumnSpec
  let rule: Rule
  /// Yuan in one unit of the column; 1 for what is no amount.
  let factor: Double

  /// The first row that breaks the rule.
  func fault(_ column: BlockColumn) -> RowFault? {
    switch (rule, column) {
    case (.amount, .number(let values)): number(values, .negativeAmount) { $0 < 0 }
    case (.flag, .number(let values)): number(values, .notAFlag) { $0 != 0 && $0 != 1 && !$0.isNaN }
    case (.chapter, .factor(let codes, let levels)):
      firstRow(codes, levels) { HSChapter($0) != nil }.map { row in
        text(row, levels[Int(codes[row])], .unknownChapter)
      }
    case (.code(let classification), .factor(let codes, let levels)):
      firstRow(codes, levels) { classification.position(of: $0) != nil }.map { row in
        unknown(row, levels[Int(codes[row])], classification.codes)
      }
    case (.firm, .factor(let codes, _)):
      codes.firstIndex(of: -1).map { RowFault(row: $0, column: spec.name, value: "empty", kind: .missingFirm) }
    case (.response, .factor(let codes, let levels)): response(codes, levels)
    default: nil
    }
  }

  /// Every row that breaks the rule.
  func faults(_ column: BlockColumn) -> [RowFault] {
    var (faults, start) = ([RowFault](), 0)
    while let fault = fault(column.dropping(start)) {
      faults.append(RowFault(row: start + fault.row, column: fault.column, value: fault.value, kind: fault.kind))
      start += fault.row + 1
    }
    return faults
  }

  private func response(_ codes: [Int32], _ levels: [String]) -> RowFault? {
    let known = SurveyResponse.allCases.map(\.rawValue)
    let isKnown = levels.map(known.contains)
    return codes.firstIndex { $0 < 0 || !isKnown[Int($0)] }.map {
      unknown($0, codes[$0] < 0 ? "" : levels[Int(codes[$0])], known)
    }
  }

  private func number(
    _ values: [Double], _ kind: SurveyRecordError.Kind, isWrong: (Double) -> Bool
  ) -> RowFault? {
    values.firstIndex(where: isWrong).map { row in
      RowFault(row: row, column: spec.name, value: values[row].shortest, kind: kind)
    }
  }

  private func text(_ row: Int, _ text: String, _ kind: SurveyRecordError.Kind) -> RowFault {
    RowFault(row: row, column: spec.name, value: "\"\(text)\"", kind: kind)
  }

  private func unknown(_ row: Int, _ code: String, _ known: [String]) -> RowFault {
    text(row, code, .unknownCode(nearest: nearest(to: code, among: known), allowed: known))
  }

  /// The first row whose level is not allowed.
  ///
  /// Levels are judged once; a dictionary may also hold levels that this block does not use.
  private func firstRow(_ codes: [Int32], _ levels: [String], _ isAllowed: (String) -> Bool) -> Int? {
    let allowed = levels.map(isAllowed)
    guard allowed.contains(false) else { return nil }
    return codes.firstIndex { $0 >= 0 && !allowed[Int($0)] }
  }
}

extension BlockColumn {
  /// Without its first rows.
  fileprivate func dropping(_ count: Int) -> BlockColumn {
    switch self {
    case .number(let values): .number(Array(values.dropFirst(count)))
    case .factor(let codes, let levels): .factor(codes: Array(codes.dropFirst(count)), levels: levels)
    }
  }
}
