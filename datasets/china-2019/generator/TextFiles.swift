import Glibc

struct FileError: Error {
  let path: String
  let problem: String
}

/// The whole of a text file.
func text(ofFile path: String) throws -> String {
  guard let file = fopen(path, "r") else { throw FileError(path: path, problem: "cannot be opened") }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { break }
    bytes.append(contentsOf: buffer[..<count])
  }
  return String(decoding: bytes, as: UTF8.self)
}

func write(_ text: String, toFile path: String) throws {
  guard let file = fopen(path, "w") else { throw FileError(path: path, problem: "cannot be written") }
  let bytes = Array(text.utf8)
  let count = fwrite(bytes, 1, bytes.count, file)
  let closed = fclose(file)
  guard count == bytes.count, closed == 0 else { throw FileError(path: path, problem: "was not written in full") }
}

/// A small comma-separated table with a header line; fields may be quoted.
struct Table {
  let path: String
  let header: [String]
  let rows: [[String]]

  init(path: String) throws {
    self.path = path
    var lines = Table.records(try text(ofFile: path))
    guard !lines.isEmpty else { throw FileError(path: path, problem: "is empty") }
    header = lines.removeFirst()
    rows = lines
  }

  /// The number in a column of the one row that has the given codes in the given columns.
  func number(_ column: String, where codes: KeyValuePairs<String, String>) throws -> Double {
    let places = try codes.map { (try place(of: $0.key), $0.value) }
    let found = rows.filter { row in places.allSatisfy { row[$0.0] == $0.1 } }
    let value = try place(of: column)
    guard found.count == 1, let number = Double(found[0][value]) else {
      throw FileError(path: path, problem: "has no single number \(column) for \(codes)")
    }
    return number
  }

  private func place(of column: String) throws -> Int {
    guard let place = header.firstIndex(of: column) else {
      throw FileError(path: path, problem: "has no column \(column)")
    }
    return place
  }

  private static func records(_ text: String) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field = ""
    var quoted = false
    for character in text {
      switch character {
      case "\"": quoted.toggle()
      case "," where !quoted:
        record.append(field)
        field = ""
      case "\n" where !quoted:
        records.append(record + [field])
        record = []
        field = ""
      default: field.append(character)
      }
    }
    return records
  }
}
