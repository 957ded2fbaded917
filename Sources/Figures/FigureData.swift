import Documents
import Reporting
import TradeImpact

/// The rows of a specification: one a point, with its labels in one language.
struct FigureData {
  let figure: Figure
  let language: Language
  let wrapping: LabelWrapping

  func label(_ category: FigureCategory) -> String { wrapping.text(category.label[language]) }

  var rows: JSONValue {
    .array(
      figure.series.enumerated().flatMap { order, series in
        zip(figure.categories, series.points).compactMap { category, point in
          point.map { row(order, series, category, $0) }
        }
      })
  }

  private func row(
    _ order: Int, _ series: Figure.Series, _ category: FigureCategory, _ point: Figure.Point
  ) -> JSONValue {
    let fields: [(key: String, value: JSONValue)] = [
      ("category", .string(label(category))), ("label", .string(category.label[language])),
      ("series", .string(series.label[language])), ("slot", .string(host(series).label[language])),
      ("order", .int(order)), ("mark", .string(series.mark.rawValue)), ("value", number(point.value)),
      ("lower", number(point.lower)), ("upper", number(point.upper)), ("end", end(point)),
      ("height", number(point.value.map { series.isBelow ? -$0 : $0 })), ("top", number(top(series, category))),
      ("text", .string(text(point))), ("interval", .string(interval(point))),
      ("origin", .string(FigureText.origin(point.origin)[language])),
    ]
    return .object(fields)
  }

  /// The series whose place and color it takes.
  func host(_ series: Figure.Series) -> Figure.Series {
    figure.series.first { $0.id == series.beside } ?? series
  }

  /// In the unit of display: the decimal digits with their point moved.
  private func number(_ value: Double?) -> JSONValue {
    value.map { .double(Self.double(figure.shown($0), isNegative: $0 < 0)) } ?? .null
  }

  private static func double(_ decimal: DecimalText, isNegative: Bool) -> Double {
    let digits = decimal.plain.drop { $0 == "−" }
    return (Double(digits) ?? 0) * (isNegative ? -1 : 1)
  }

  /// Where the error bar ends: at the upper limit, or where the figure does.
  private func end(_ point: Figure.Point) -> JSONValue {
    guard let upper = point.upper, let limit = figure.limit, upper > limit else { return number(point.upper) }
    return number(limit)
  }

  /// The end of the axis, in the unit of display, where error bars would leave no room for the values.
  var limit: Double? { figure.limit.map { Self.double(figure.shown($0), isNegative: false) } }

  /// Above everything that is drawn at a place, where its label goes.
  private func top(_ series: Figure.Series, _ category: FigureCategory) -> Double? {
    let place = figure.categories.firstIndex(of: category)!
    let host = host(series).id
    let sharing = figure.series.filter { self.host($0).id == host }.compactMap { $0.points[place] }
    return sharing.flatMap { [$0.value, $0.upper].compactMap(\.self) }.max().map { min($0, figure.limit ?? $0) }
  }

  private func text(_ point: Figure.Point) -> String {
    point.value.map(figure.text) ?? interval(point)
  }

  private func interval(_ point: Figure.Point) -> String {
    guard let lower = point.lower else { return "" }
    guard let upper = point.upper else { return "≥ \(figure.text(lower))" }
    return "\(figure.text(lower)) – \(figure.text(upper))"
  }
}
