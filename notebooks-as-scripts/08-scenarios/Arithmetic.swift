/// The value of a formula of numbers, + - * / and brackets, as a column of formulas holds them.
struct Arithmetic {
  private var rest: Substring

  /// nil where the text is no such formula.
  static func value(of formula: String) -> Double? {
    var reader = Arithmetic(rest: Substring(formula.filter { $0 != " " }))
    guard let value = reader.sum(), reader.rest.isEmpty else { return nil }
    return value
  }

  private mutating func sum() -> Double? {
    guard var value = product() else { return nil }
    while let sign = rest.first, sign == "+" || sign == "-" {
      rest.removeFirst()
      guard let next = product() else { return nil }
      value = sign == "+" ? value + next : value - next
    }
    return value
  }

  private mutating func product() -> Double? {
    guard var value = factor() else { return nil }
    while let sign = rest.first, sign == "*" || sign == "/" {
      rest.removeFirst()
      guard let next = factor() else { return nil }
      value = sign == "*" ? value * next : value / next
    }
    return value
  }

  private mutating func factor() -> Double? {
    if rest.first == "(" {
      rest.removeFirst()
      guard let value = sum(), rest.first == ")" else { return nil }
      rest.removeFirst()
      return value
    }
    let digits = rest.prefix { $0.isNumber || $0 == "." }
    rest.removeFirst(digits.count)
    return Double(digits)
  }
}
