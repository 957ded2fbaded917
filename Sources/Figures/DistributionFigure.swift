import Documents
import Reporting
import TradeImpact

/// How the draws of one number are spread: a histogram, and lines at the numbers that tables give.
public struct DistributionFigure: SpecifiedFigure, DisplayedNumbers {
  /// A line at a number.
  public struct Mark: Sendable, Hashable {
    public let id: String
    public let label: LocalizedText
    public let value: Double

    public init(id: String, label: LocalizedText, value: Double) {
      (self.id, self.label, self.value) = (id, label, value)
    }
  }

  public let id: String
  public let title: LocalizedText
  public let notes: [LocalizedText]
  public let isSynthetic: Bool
  let unit: DisplayUnit
  let decimals: Int
  let marks: [Mark]
  private let bins: [Bin]

  private struct Bin: Sendable {
    let from: Double
    let to: Double
    /// Of all draws.
    let share: Double
  }

  private static let binCount = 40
  /// The last bins end here, so that one draw does not press all others to the axis.
  private static let shownPart = 0.995

  /// - Parameters:
  ///   - draws: In base units; nil where they are all the same number.
  ///   - unit: Of display.
  public init?(
    id: String, title: LocalizedText, unit: DisplayUnit, decimals: Int, draws: [Double], marks: [Mark],
    notes: [LocalizedText] = [], isSynthetic: Bool
  ) {
    let ascending = draws.sorted()
    guard let low = ascending.first, let high = ascending.last, high - low > 1e-9 * abs(high) else { return nil }
    let end = ascending[min(ascending.count - 1, Int(Self.shownPart * Double(ascending.count)))]
    let last = end > low ? end : high
    let beyond = ascending.count { $0 > last }
    (self.id, self.title, self.unit, self.decimals, self.marks) = (id, title, unit, decimals, marks)
    self.isSynthetic = isSynthetic
    self.notes = notes + (beyond > 0 ? [Self.note(beyond, of: ascending.count)] : [])
    bins = Self.bins(ascending, from: low, to: last)
  }

  private static func bins(_ draws: [Double], from low: Double, to high: Double) -> [Bin] {
    let width = (high - low) / Double(binCount)
    var counts = [Int](repeating: 0, count: binCount)
    for draw in draws where draw <= high { counts[min(binCount - 1, Int((draw - low) / width))] += 1 }
    return counts.enumerated().map { place, count in
      Bin(
        from: low + Double(place) * width, to: low + Double(place + 1) * width,
        share: Double(count) / Double(draws.count))
    }
  }

  private static func note(_ beyond: Int, of count: Int) -> LocalizedText {
    let share = DecimalText(Double(beyond) / Double(count)).moved(by: 2).text(decimals: 1)
    return LocalizedText(
      zh: "图中未显示最高的 \(share)% 模拟结果；表中各数均包括这些结果。",
      en: "The highest \(share)% of the draws are beyond the figure; all numbers of the tables count them.")
  }

  // MARK: Words

  public var caption: LocalizedText {
    let unit = FigureText.unit(unit) ?? LocalizedText(zh: "", en: "")
    return LocalizedText(zh: "\(unit.zh)；纵轴：模拟结果占比", en: "\(unit.en); height: share of the draws")
  }

  public var table: ReportTable {
    ReportTable(
      id: "figure-\(id)", title: title, rowLabel: LocalizedText(zh: "图中竖线", en: "Line of the figure"),
      isSynthetic: false,
      rows: marks.map { .init(code: $0.id, label: $0.label) },
      columns: [
        .init(
          code: "value", label: LocalizedText(zh: "数值", en: "Value"), measure: "value", unit: unit, decimals: decimals)
      ],
      cells: marks.map { [Cell(value: $0.value, method: "figure")] })
  }

  // MARK: Drawing

  private func name(_ mark: Mark, _ language: Language) -> String { "\(mark.label[language]) \(text(mark.value))" }

  public func content(_ language: Language) -> SpecificationContent {
    SpecificationContent(
      height: 300, legendColumns: 2, rows: rows(language), layers: [columns(language), lines(language)])
  }

  private func rows(_ language: Language) -> JSONValue {
    let drawn: [JSONValue] = bins.map { bin in
      [
        "part": "bin", "from": .double(shown(bin.from).double), "to": .double(shown(bin.to).double),
        "share": .double(100 * bin.share),
        "range": .string("\(text(bin.from)) – \(text(bin.to))"),
        "digits": .string(DecimalText(bin.share).moved(by: 2).text(decimals: 1) + "%"),
      ]
    }
    let named: [JSONValue] = marks.map { mark in
      ["part": "mark", "at": .double(shown(mark.value).double), "name": .string(name(mark, language))]
    }
    return .array(drawn + named)
  }

  private func position(_ field: String) -> JSONValue {
    [
      "field": .string(field), "type": "quantitative", "scale": ["zero": false, "nice": false],
      "axis": ["title": nil, "grid": false, "tickCount": 8],
    ]
  }

  private func columns(_ language: Language) -> JSONValue {
    let range = LocalizedText(zh: "区间", en: "Range")
    let share = LocalizedText(zh: "模拟结果占比", en: "Share of the draws")
    return [
      "transform": [["filter": "datum.part === 'bin'"]],
      "mark": ["type": "rect", "color": .string(Palette.ordinal[1]), "stroke": "white", "strokeWidth": 0.6],
      "encoding": [
        "x": position("from"), "x2": ["field": "to"],
        "y": [
          "field": "share", "type": "quantitative",
          "axis": ["title": nil, "tickCount": 5, "labelExpr": "datum.label + '%'"],
        ],
        "y2": ["datum": 0],
        "tooltip": [
          ["field": "range", "type": "nominal", "title": .string(range[language])],
          ["field": "digits", "type": "nominal", "title": .string(share[language])],
        ],
      ],
    ]
  }

  /// For greyscale print, besides the colors.
  private static let dashes: [JSONValue] = [[1, 0], [6, 4], [6, 4], [2, 3]]
  private static let colors = [Palette.ink, Palette.nominal[0], Palette.nominal[0], Palette.nominal[4]]

  private func lines(_ language: Language) -> JSONValue {
    let names = JSONValue.strings(marks.map { name($0, language) })
    let dashes = marks.indices.map { Self.dashes[$0 % Self.dashes.count] }
    let colors = marks.indices.map { Self.colors[$0 % Self.colors.count] }
    return [
      "transform": [["filter": "datum.part === 'mark'"]], "mark": ["type": "rule", "strokeWidth": 2.2],
      "encoding": [
        "x": position("at"),
        "color": ["field": "name", "type": "nominal", "scale": ["domain": names, "range": .strings(colors)]],
        "strokeDash": ["field": "name", "type": "nominal", "scale": ["domain": names, "range": .array(dashes)]],
        "tooltip": ["field": "name", "type": "nominal"],
      ],
    ]
  }
}
