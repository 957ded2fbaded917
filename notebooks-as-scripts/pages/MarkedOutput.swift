/// What a notebook printed, cut before everything it said: the pieces know the line that printed them.
struct MarkedOutput {
  struct Piece: Hashable {
    /// In the program, from 1.
    let line: Int
    let text: String
  }
  let pieces: [Piece]

  /// - Throws: ``NotebookError`` for text before the first mark, or a mark without number.
  init(_ text: String) throws(NotebookError) {
    let parts = text.split(separator: "\u{1E}", omittingEmptySubsequences: false)
    guard parts[0].isEmpty, parts.count > 1 else { throw .notMarked }
    var pieces: [Piece] = []
    for part in parts.dropFirst() {
      let end = part.firstIndex(of: "\n") ?? part.endIndex
      guard let line = Int(part[..<end]) else { throw .badMark(String(part[..<end])) }
      pieces.append(Piece(line: line, text: String(part[end...])))
    }
    self.pieces = pieces
  }
}
