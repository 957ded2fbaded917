/// The rows of a list that the report writes: fields by the names of its header. Texts with commas are in quotes.
struct CSVRows {
  struct Row {
    fileprivate let fields: [String: String]

    subscript(name: String) -> String { fields[name]! }

    func number(_ name: String) -> Double { Double(self[name])! }
  }
  private let all: [Row]

  init(_ text: String) {
    let lines = text.split(separator: "\n").map(Self.fields)
    let head = lines[0]
    all = lines.dropFirst().map { Row(fields: Dictionary(uniqueKeysWithValues: zip(head, $0))) }
  }

  private static func fields(_ line: Substring) -> [String] {
    var (fields, isQuoted) = ([""], false)
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }

  /// Rows whose fields are as given.
  func rows(_ wanted: [String: String]) -> [Row] {
    all.filter { row in wanted.allSatisfy { row[$0.key] == $0.value } }
  }

  func first(_ wanted: [String: String]) -> Row { rows(wanted)[0] }
}

// MARK: Numbers

/// A number with so many decimals.
func decimal(_ value: Double, _ decimals: Int) -> String {
  let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
  let scaled = Int((abs(value) * Double(scale)).rounded())
  let fraction = String(scaled % scale)
  let padded = String(repeating: "0", count: decimals - fraction.count) + fraction
  return (value < 0 && scaled > 0 ? "−" : "") + "\(scaled / scale)" + (decimals > 0 ? "." + padded : "")
}

/// Yuan in 亿元.
func hundredMillion(_ yuan: Double) -> String { decimal(yuan / 1e8, 1) }

/// A fraction in percent.
func percent(_ fraction: Double) -> String { decimal(100 * fraction, 1) }
