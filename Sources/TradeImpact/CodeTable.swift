/// Positions of codes, compared byte by byte: `==` on strings also holds between composed and decomposed forms.
struct CodeTable: Sendable, Hashable {
  private let positions: [[UInt8]: Int32]

  init(_ codes: [String]) {
    positions = Dictionary(
      codes.enumerated().map { (Array($1.utf8), Int32($0)) }, uniquingKeysWith: { first, _ in first })
  }

  subscript(code: String) -> Int32? { positions[Array(code.utf8)] }
}

extension String {
  func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

extension Sequence<String> {
  func containsBytes(of text: String) -> Bool { contains { $0.hasSameBytes(as: text) } }
}
