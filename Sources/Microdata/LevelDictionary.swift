/// Numbers distinct texts by first appearance, comparing bytes.
///
/// `Dictionary<String, _>` would merge texts that are canonically equivalent but written with different code points.
public struct LevelDictionary: Sendable {
  /// The texts by number.
  public private(set) var levels: [String] = []
  private var table = ByteTable()

  public init() {}

  /// - Precondition: the levels are distinct.
  public init(_ levels: [String]) {
    for level in levels { _ = code(for: level) }
    precondition(self.levels.count == levels.count, "a level occurs twice")
  }

  /// The number of a text, a new one where it is met for the first time.
  public mutating func code(for level: String) -> Int32 {
    var level = level
    let new = Int32(levels.count)
    let code = level.withUTF8 { bytes in
      let key = ByteTable.Key(careful: UnsafeRawBufferPointer(bytes))
      if let known = table.value(for: key) { return known }
      table.insert(key, value: new)
      return new
    }
    if code == new { levels.append(level) }
    return code
  }

  /// The number of a text; nil where it is unknown.
  public func existingCode(for level: String) -> Int32? {
    var level = level
    return level.withUTF8 { table.value(for: ByteTable.Key(careful: UnsafeRawBufferPointer($0))) }
  }
}
