import Microdata

/// Writes the rows of a sheet as records while they are read.
final class SheetHandler: ElementHandler {
  private enum Kind {
    case number, sharedText, inlineText, text, flag
  }
  private let texts: TextList
  private let dateStyles: [Bool]
  private let epoch: CalendarDate.Epoch
  private let name: String

  private var records = TranscriptWriter()
  /// The row under way, counted from 1, and that of the header; 0: none yet.
  private var row = 0
  private var headerRow = 0
  /// Of the header.
  private var columnCount = 0
  private var emptyRows = 0
  /// Of the cell under way, counted from 0.
  private var column = -1
  private var kind = Kind.number
  private var isDate = false
  private var hasFormula = false
  private var isInValue = false
  private var value: [UInt8] = []
  private var inline = ItemText()

  init(texts: TextList, dateStyles: [Bool], epoch: CalendarDate.Epoch, name: String) {
    (self.texts, self.dateStyles, self.epoch, self.name) = (texts, dateStyles, epoch, name)
  }

  func transcript() -> Transcript { Transcript(name: name, firstLine: max(headerRow, 1), records: records) }

  // MARK: Elements

  override func start(_ name: ElementName, _ attributes: ElementAttributes) {
    if name == "c" {
      startCell(attributes)
    } else if name == "v" {
      isInValue = true
    } else if name == "row" {
      startRow(attributes)
    } else if name == "f" {
      hasFormula = true
    } else if name == "mergeCell" {
      refuseMerged(attributes["ref"] ?? "")
    } else if kind == .inlineText {
      inline.start(name)
    }
  }

  override func end(_ name: ElementName) {
    if name == "c" {
      endCell()
    } else if name == "v" {
      isInValue = false
    } else if name == "row" {
      endRow()
    } else if kind == .inlineText {
      inline.end(name)
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if isInValue { value.append(contentsOf: bytes) } else if kind == .inlineText { inline.text(bytes) }
  }

  // MARK: Rows

  private func startRow(_ attributes: ElementAttributes) {
    let previous = row
    row = attributes.bytes("r").map { CellReference.number($0) } ?? previous + 1
    guard row > previous else { return stop(damaged("row \(row) stands behind row \(previous)")) }
    emptyRows += row - previous - 1
    column = -1
  }

  private func endRow() {
    guard records.fieldCount > 0 else {
      emptyRows += 1
      return
    }
    if headerRow == 0 { (headerRow, columnCount) = (row, records.fieldCount) }
    records.appendMissing(max(0, columnCount - records.fieldCount))
    records.endRecord()
  }

  /// Empty rows above the header and below the table are none of it.
  private func beginRecord() {
    if headerRow > 0 { for _ in 0..<emptyRows { records.appendEmptyLine() } }
    emptyRows = 0
  }

  // MARK: Cells

  private func startCell(_ attributes: ElementAttributes) {
    let previous = column
    column = attributes.bytes("r").map { CellReference.column($0) } ?? previous + 1
    if column <= previous { stop(damaged("cells of row \(row) are not in order")) }
    kind = .number
    if let type = attributes.bytes("t") { kind = Self.kind(ElementName(type)) }
    let style = attributes.bytes("s").map { CellReference.number($0) } ?? 0
    isDate = kind == .number && dateStyles.indices.contains(style) && dateStyles[style]
    hasFormula = false
    value.removeAll(keepingCapacity: true)
  }

  /// What is none of these is text: results of formulas (`str`), errors such as `#N/A` (`e`), dates in words (`d`).
  private static func kind(_ type: ElementName) -> Kind {
    if type == "s" { return .sharedText }
    if type == "n" { return .number }
    if type == "b" { return .flag }
    return type == "inlineStr" ? .inlineText : .text
  }

  private func endCell() {
    defer { kind = .number }
    switch kind {
    case .sharedText: appendShared()
    case .inlineText: inline.take().withUnsafeBufferPointer { append($0) }
    case .text: EscapedText.decoded(value).withUnsafeBufferPointer { append($0) }
    case .flag,
      .number where !isDate:
      appendNumber()
    case .number: appendDate()
    }
    if hasFormula, value.isEmpty, kind != .text, kind != .inlineText {
      stop(cellError("has a formula and no result", remedy: "open the workbook in Excel or LibreOffice and save it"))
    }
  }

  private func appendShared() {
    let number = Int(String(decoding: value, as: UTF8.self)) ?? -1
    guard number >= 0, number < texts.count else {
      if !value.isEmpty { stop(damaged("cell \(cell) refers to a text that is not there")) }
      return
    }
    texts.withText(number) { append($0) }
  }

  private func append(_ text: UnsafeBufferPointer<UInt8>) {
    guard !text.isEmpty else { return }
    reachColumn()
    records.append(text)
  }

  /// Up to fifteen digits are the shortest decimal of their number; Excel stores seventeen where it has to.
  private func appendNumber() {
    guard !value.isEmpty else { return }
    reachColumn()
    let isShort = value.count <= 15 && value.allSatisfy { $0 &- 0x30 <= 9 || $0 == 0x2E || $0 == 0x2D }
    if !isShort, let number = number {
      records.append(number)
    } else {
      value.withUnsafeBufferPointer { isShort ? records.append(digits: $0) : records.append($0) }
    }
  }

  private var number: Double? { Double(String(decoding: value, as: UTF8.self)) }

  private func appendDate() {
    guard let days = number else { return appendNumber() }
    let time = days >= 0 && days < 1 ? CalendarDate.time(seconds: Int((days * 86_400).rounded())) : nil
    guard let text = time ?? CalendarDate.text(days: days, since: epoch) else { return appendNumber() }
    reachColumn()
    records.append(text)
  }

  private func reachColumn() {
    if records.fieldCount == 0 { beginRecord() }
    records.appendMissing(max(0, column - records.fieldCount))
  }

  // MARK: Errors

  private var cell: String { CellReference.text(column: column, row: row) }

  private func refuseMerged(_ range: String) {
    guard headerRow > 0, let corners = CellReference.corners(range), corners.rows.upperBound >= headerRow,
      corners.columns.lowerBound < columnCount, corners.rows.lowerBound <= row - emptyRows
    else { return }
    stop(
      MicrodataError(
        .unusable(
          problem: "the cells \(range) are merged, so all but the first are empty",
          remedy: "unmerge them and fill in each"), file: name, line: corners.rows.lowerBound))
  }

  private func cellError(_ problem: String, remedy: String) -> MicrodataError {
    MicrodataError(.unusable(problem: "cell \(cell) \(problem)", remedy: remedy), file: name, line: row)
  }

  private func damaged(_ problem: String) -> MicrodataError {
    MicrodataError(.unusable(problem: problem, remedy: "export the workbook again"), file: name, line: row)
  }
}
