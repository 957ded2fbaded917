/// One thing in which an output folder differs from a golden one.
public struct GoldenDifference: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// A field of a cell.
    case changed(field: String, golden: String, output: String)
    /// In the golden folder only.
    case missing
    /// In the output folder only.
    case additional
    /// The golden cell is not what it was when the folder was last updated.
    case altered
    /// The golden file could not be read and is replaced as a whole.
    case replaced
  }

  /// Relative to the folders, `tables/2-1.csv`.
  public let file: String
  /// Table, row and column of a cell, or the fields of a finding; empty for a whole file.
  public let key: [String]
  public let kind: Kind

  public init(file: String, key: [String] = [], kind: Kind) {
    (self.file, self.key, self.kind) = (file, key, kind)
  }

  /// Of the larger magnitude; nil unless both values are numbers.
  public var relativeDifference: Double? {
    guard case .changed(let field, let golden, let output) = kind, GoldenTable.numberFields.contains(field),
      let a = Double(golden), let b = Double(output)
    else { return nil }
    return a == b ? 0 : abs(a - b) / max(abs(a), abs(b))
  }
}

extension GoldenDifference: CustomStringConvertible {
  /// `tables/2-1.csv: 2-1 machinery amount: value is 9.9e9, golden 9.8e9 (relative difference 0.0101)`.
  public var description: String {
    let place = ([file] + (key.isEmpty ? [] : [key.joined(separator: " ")])).joined(separator: ": ")
    let what = key.isEmpty ? "the file" : "this"
    return switch kind {
    case .changed(let field, let golden, let output):
      "\(place): \(field) is \(Self.shown(output)), golden \(Self.shown(golden))\(relative)"
    case .missing: "\(place): \(what) is in the golden folder only"
    case .additional: "\(place): \(what) is in the output folder only"
    case .altered:
      "\(place): the golden cell has been changed since its folder was updated; restore it, or update the folder"
    case .replaced: "\(place): the golden file could not be read"
    }
  }

  private static func shown(_ text: String) -> String { text.isEmpty ? "empty" : text }

  private var relative: String {
    guard let relativeDifference else { return "" }
    return " (relative difference \(Self.threeDigits(relativeDifference)))"
  }

  /// `1.23e-05`: the size matters, not the digits.
  private static func threeDigits(_ value: Double) -> String {
    guard value > 0 else { return "0" }
    var (mantissa, exponent) = (value, 0)
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    return "\(DecimalText(mantissa).text(decimals: 2))e\(exponent)"
  }
}
