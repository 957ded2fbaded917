/// Cells by their names: `AB12` is column 27, counted from 0, of row 12.
enum CellReference {
  /// The column that the letters name; -1 where there are none.
  static func column(_ text: UnsafePointer<CChar>) -> Int {
    var (column, place) = (0, text)
    while let letter = letter(UInt8(bitPattern: place.pointee)), column < 1 << 20 {
      column = column * 26 + letter
      place += 1
    }
    return column - 1
  }

  private static func letter(_ byte: UInt8) -> Int? {
    let upper = byte & 0xDF
    return upper >= 0x41 && upper <= 0x5A ? Int(upper) - 0x40 : nil
  }

  /// A whole number; what is none is 0.
  static func number(_ text: UnsafePointer<CChar>) -> Int {
    var (number, place) = (0, text)
    while place.pointee >= 0x30, place.pointee <= 0x39, number < 1 << 40 {
      number = number * 10 + Int(place.pointee) - 0x30
      place += 1
    }
    return number
  }

  static func text(column: Int, row: Int) -> String {
    var (letters, rest) = ("", column + 1)
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters + String(row)
  }

  /// The rows and columns of `B2:C4`.
  static func corners(_ range: String) -> (rows: ClosedRange<Int>, columns: ClosedRange<Int>)? {
    let parts = range.split(separator: ":")
    guard parts.count == 2 else { return nil }
    let rows = parts.map { part in part.drop { !$0.isNumber }.withCString(number) }
    let columns = parts.map { $0.withCString(column) }
    guard rows[0] > 0, rows[0] <= rows[1], columns[0] >= 0, columns[0] <= columns[1] else { return nil }
    return (rows[0]...rows[1], columns[0]...columns[1])
  }
}
