import Microdata

extension RowBlock {
  /// The numbers of a column that was asked for as numbers.
  package func numbers(_ place: Int) -> [Double] {
    guard case .number(let values) = columns[place] else { preconditionFailure("column \(place) is not a number") }
    return values
  }

  func factor(_ place: Int) -> (codes: [Int32], levels: [String]) {
    guard case .factor(let codes, let levels) = columns[place] else {
      preconditionFailure("column \(place) is not a factor")
    }
    return (codes, levels)
  }

  /// The level of one row; nil is missing.
  func text(_ place: Int, _ row: Int) -> String? {
    let (codes, levels) = factor(place)
    return codes[row] < 0 ? nil : levels[Int(codes[row])]
  }
}

extension Double {
  /// The shortest decimal that reads back, without `.0`.
  var shortest: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
