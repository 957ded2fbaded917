/// A place in a document: file, line and column, both counted from 1; columns count Unicode scalars.
public struct SourceLocation: Sendable, Hashable {
  public let file: String
  public let line: Int
  public let column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension SourceLocation: CustomStringConvertible {
  public var description: String { "\(file):\(line):\(column)" }
}
