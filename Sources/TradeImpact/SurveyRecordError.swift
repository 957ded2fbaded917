import Microdata

/// A row of the survey that cannot be used, with its place in the file.
public struct SurveyRecordError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case unknownChapter
    case unknownCode(nearest: String?, allowed: [String])
    case negativeAmount
    /// Not 0 or 1.
    case notAFlag
    case missingFirm
    /// The same firm, in the same year where the file has a column for it, also on an earlier line.
    case duplicateFirm(firstLine: Int)
  }
  public let kind: Kind
  public let file: String
  /// Counted from 1, the header included.
  public let line: Int
  /// As the file names it.
  public let column: String
  /// As the file has it; numbers as their shortest decimal.
  public let value: String
}

extension SurveyRecordError: CustomStringConvertible {
  public var description: String { "\(file):\(line): \(column) is \(value); \(remedy)" }

  private var remedy: String {
    switch kind {
    case .unknownChapter:
      "write an HS chapter from 01 to 99, or leave it empty"
    case .unknownCode(let nearest, let allowed):
      (nearest.map { "did you mean '\($0)'? " } ?? "") + "Allowed: \(allowed.joined(separator: ", "))"
    case .negativeAmount:
      "an amount is zero or above; correct it, or leave it empty where it is not known"
    case .notAFlag:
      "write 1 for yes, 0 for no, or leave it empty where it is not known"
    case .missingFirm:
      "name the firm, so that it cannot be counted twice"
    case .duplicateFirm(let firstLine):
      "the firm stands on line \(firstLine) too; keep one row a firm and year"
    }
  }
}

/// What is wrong with one row of a block, before its line is known.
struct RowFault {
  let row: Int
  let column: String
  let value: String
  let kind: SurveyRecordError.Kind

  func located(in block: RowBlock) -> SurveyRecordError {
    let position = block.position(ofRow: row)
    return SurveyRecordError(kind: kind, file: position.file, line: position.line, column: column, value: value)
  }
}
