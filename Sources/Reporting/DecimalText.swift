/// The decimal digits of a number, to be moved, rounded and grouped as text.
///
/// A table cell is the number of the CSV file with its point moved and rounded once, half away from zero. Multiplying by 100
/// in binary and rounding that would print 0.285 as 28 or 29 percent by chance.
/// ```
/// value = ± 0.d₁d₂…d_k × 10^point
/// ```
package struct DecimalText: Sendable, Hashable {
  private let isNegative: Bool
  /// Without zeros in front; empty for zero.
  private let digits: [UInt8]
  private let point: Int

  /// The shortest decimal that reads back as `value`.
  /// - Precondition: `value` is finite.
  package init(_ value: Double) {
    precondition(value.isFinite, "\(value) has no decimal digits")
    self.init(numeral: value.magnitude.description, isNegative: value < 0)
  }

  /// - Parameter numeral: Digits with at most one point and an exponent, `12.50`, `1e-05`.
  package init(numeral: String, isNegative: Bool = false) {
    let mantissa = numeral.utf8.prefix { $0 != UInt8(ascii: "e") }
    let exponent = numeral.utf8.dropFirst(mantissa.count + 1)
    let whole = mantissa.prefix { $0 != UInt8(ascii: ".") }.count
    let all = mantissa.filter { $0 != UInt8(ascii: ".") }.map { $0 - UInt8(ascii: "0") }
    let zeros = all.prefix { $0 == 0 }.count
    self.init(
      isNegative: isNegative, digits: Array(all.dropFirst(zeros)),
      point: whole - zeros + (exponent.isEmpty ? 0 : Int(Substring(exponent))!))
  }

  private init(isNegative: Bool, digits: [UInt8], point: Int) {
    self.isNegative = isNegative
    self.digits = digits
    self.point = digits.isEmpty ? 0 : point
  }

  /// Times a power of ten.
  package func moved(by power: Int) -> DecimalText {
    DecimalText(isNegative: isNegative, digits: digits, point: point + power)
  }

  /// The nearest double: of a moved number the same digits with another point, which multiplying would not give.
  package var double: Double {
    let all = digits.isEmpty ? "0" : String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    return Double("\(isNegative ? "-" : "")0.\(all)e\(point)")!
  }

  /// Rounded half away from zero.
  private func rounded(decimals: Int) -> DecimalText {
    let kept = point + decimals
    guard kept < digits.count else { return self }
    guard kept >= 0 else { return DecimalText(isNegative: isNegative, digits: [], point: 0) }
    let head = Array(digits.prefix(kept))
    return digits[kept] >= 5 ? carried(head) : DecimalText(isNegative: isNegative, digits: head, point: point)
  }

  /// `head` with one added in its last place.
  private func carried(_ head: [UInt8]) -> DecimalText {
    let nines = head.reversed().prefix { $0 == 9 }.count
    var digits = Array(head.dropLast(nines))
    let isLonger = digits.isEmpty
    if isLonger { digits = [1] } else { digits[digits.count - 1] += 1 }
    return DecimalText(isNegative: isNegative, digits: digits, point: point + (isLonger ? 1 : 0))
  }

  /// In ASCII.
  private func digit(at place: Int) -> UInt8 {
    UInt8(ascii: "0") + (digits.indices.contains(place) ? digits[place] : 0)
  }

  /// All digits, no more: `95`, `99.9`.
  package var plain: String { text(decimals: max(0, digits.count - point), grouped: false) }

  /// - Parameters:
  ///   - decimals: Digits after the point, not negative.
  ///   - grouped: With a comma before every third digit.
  ///   - signed: With a plus sign above zero.
  /// - Returns: `−1,234.50`; zero never has a sign.
  package func text(decimals: Int, grouped: Bool = true, signed: Bool = false) -> String {
    let shown = rounded(decimals: decimals)
    let isZero = shown.digits.allSatisfy { $0 == 0 }
    let sign = isZero ? "" : isNegative ? "−" : signed ? "+" : ""
    let point = decimals > 0 ? [UInt8(ascii: ".")] : []
    let fraction = (0..<decimals).map { shown.digit(at: shown.point + $0) }
    return sign + String(decoding: shown.whole(grouped: grouped) + point + fraction, as: UTF8.self)
  }

  /// In ASCII.
  private func whole(grouped: Bool) -> [UInt8] {
    guard point > 0 else { return [UInt8(ascii: "0")] }
    var text: [UInt8] = []
    for place in 0..<point {
      if grouped, place > 0, (point - place).isMultiple(of: 3) { text.append(UInt8(ascii: ",")) }
      text.append(digit(at: place))
    }
    return text
  }
}
