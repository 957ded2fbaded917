/// The records of a file of another kind, written as comma-separated values, so that one reader reads them all.
///
/// A number is written as a decimal that reads back as the same double, text is quoted where it needs to be, and what is
/// missing is empty: a survey gives the same columns, bit for bit, whichever kind of file it comes in.
public struct Transcript: Sendable {
  /// How errors name the file: `survey.xlsx#Sheet1`.
  public let name: String
  let bytes: [UInt8]
  let numbering: LineNumbering

  /// - Parameters:
  ///   - name: How errors name the file.
  ///   - firstLine: What errors call the line of the header; the next record is the next line.
  public init(name: String, firstLine: Int, records: TranscriptWriter) {
    self.name = name
    numbering = LineNumbering(first: firstLine, continuations: records.continuations)
    bytes = records.bytes
  }

  /// Text in memory that is comma-separated values already, in UTF-8.
  init(name: String, csv bytes: [UInt8]) {
    (self.name, self.bytes, numbering) = (name, bytes, .physical)
  }
}

extension CSVFile {
  /// - Parameter missingCodes: Fields that mean missing besides the empty one.
  /// - Throws: ``MicrodataError`` where the header is not one.
  public init(_ transcript: Transcript, missingCodes: [String] = []) throws(MicrodataError) {
    try self.init(
      InputFile(transcript), CSVFormat(delimiter: UInt8(ascii: ","), encoding: .utf8, missingCodes: missingCodes))
  }
}

/// What errors call the lines of a file.
struct LineNumbering: Sendable {
  /// Of the first line.
  let first: Int
  /// Lines, counted from 1, that go on with the record of the line before, in ascending order.
  let continuations: [Int]

  static let physical = LineNumbering(first: 1, continuations: [])

  /// - Parameter line: A physical line, counted from 1.
  func number(ofLine line: Int) -> Int {
    var (low, high) = (0, continuations.count)
    while low < high {
      let middle = (low + high) / 2
      if continuations[middle] <= line { low = middle + 1 } else { high = middle }
    }
    return first + line - 1 - low
  }
}
