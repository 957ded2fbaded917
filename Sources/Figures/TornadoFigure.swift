import Documents
import Reporting
import TradeImpact

/// What each input alone does to a number: bars from its value at a low to that at a high value of the input.
public struct TornadoFigure: SpecifiedFigure, DisplayedNumbers {
  public struct Bar: Sendable, Hashable {
    public let code: String
    public let label: LocalizedText
    /// The low and the high value of the input with its unit; empty where it has none.
    public let low: LocalizedText
    public let high: LocalizedText
    public let lowOutcome: Double
    public let highOutcome: Double

    public init(
      code: String, label: LocalizedText, low: LocalizedText, high: LocalizedText, lowOutcome: Double,
      highOutcome: Double
    ) {
      (self.code, self.label, self.low, self.high) = (code, label, low, high)
      (self.lowOutcome, self.highOutcome) = (lowOutcome, highOutcome)
    }
  }

  public let id: String
  public let title: LocalizedText
  public let notes: [LocalizedText]
  public let isSynthetic: Bool
  let unit: DisplayUnit
  let decimals: Int
  /// The number with all inputs at their medians.
  let baseline: Double
  /// From the widest to the narrowest.
  let bars: [Bar]

  /// - Parameter bars: From the widest to the narrowest; nil without any.
  public init?(
    id: String, title: LocalizedText, unit: DisplayUnit, decimals: Int, baseline: Double, bars: [Bar],
    notes: [LocalizedText] = [], isSynthetic: Bool
  ) {
    guard !bars.isEmpty else { return nil }
    (self.id, self.title, self.unit, self.decimals) = (id, title, unit, decimals)
    (self.baseline, self.bars, self.notes, self.isSynthetic) = (baseline, bars, notes, isSynthetic)
  }

  // MARK: Words

  private static let low = LocalizedText(zh: "输入取低值（10%分位）", en: "input at its low value (10th percentile)")
  private static let high = LocalizedText(zh: "输入取高值（90%分位）", en: "input at its high value (90th percentile)")

  public var caption: LocalizedText {
    let unit = FigureText.unit(unit) ?? LocalizedText(zh: "", en: "")
    let middle = text(baseline)
    return LocalizedText(
      zh: "\(unit.zh)；竖线：全部输入取中位数时为 \(middle)", en: "\(unit.en); line: all inputs at their medians, \(middle)")
  }

  public var table: ReportTable {
    func column(_ code: String, _ label: LocalizedText) -> ReportTable.Column {
      ReportTable.Column(code: code, label: label, measure: code, unit: unit, decimals: decimals)
    }
    return ReportTable(
      id: "figure-\(id)", title: title, rowLabel: LocalizedText(zh: "输入", en: "Input"), isSynthetic: false,
      rows: bars.map { .init(code: $0.code, label: label($0)) },
      columns: [column("low", Self.low), column("high", Self.high)],
      cells: bars.map { [Cell(value: $0.lowOutcome, method: "figure"), Cell(value: $0.highOutcome, method: "figure")] })
  }

  /// With the range of the input.
  private func label(_ bar: Bar) -> LocalizedText {
    guard !bar.low.zh.isEmpty else { return bar.label }
    return LocalizedText(
      zh: "\(bar.label.zh)（\(bar.low.zh) 至 \(bar.high.zh)）", en: "\(bar.label.en) (\(bar.low.en) to \(bar.high.en))")
  }

  // MARK: Drawing

  private static let wrapping = LabelWrapping(width: 34)

  /// The range of the input on a line of its own.
  private func wrapped(_ bar: Bar, _ language: Language) -> String {
    let name = Self.wrapping.text(bar.label[language])
    guard !bar.low.zh.isEmpty else { return name }
    let (low, high) = (bar.low[language], bar.high[language])
    return name + (language == .zh ? "\n（\(low) 至 \(high)）" : "\n(\(low) to \(high))")
  }

  public func content(_ language: Language) -> SpecificationContent {
    let lines = bars.map { wrapped($0, language).split(separator: "\n").count }.max() ?? 1
    return SpecificationContent(
      height: bars.count * (max(26, lines * 16) + 12), legendColumns: 2, rows: rows(language), layers: layers(language))
  }

  private func rows(_ language: Language) -> JSONValue {
    .array(
      bars.flatMap { bar -> [JSONValue] in
        [
          row(bar, Self.low, bar.lowOutcome, bar.low, language),
          row(bar, Self.high, bar.highOutcome, bar.high, language),
        ]
      })
  }

  private func row(
    _ bar: Bar, _ side: LocalizedText, _ outcome: Double, _ input: LocalizedText, _ language: Language
  ) -> JSONValue {
    [
      "input": .string(wrapped(bar, language)), "label": .string(bar.label[language]), "side": .string(side[language]),
      "from": .double(shown(baseline).double), "to": .double(shown(outcome).double), "text": .string(text(outcome)),
      "value": .string(input[language]),
    ]
  }

  private func layers(_ language: Language) -> [JSONValue] {
    let texts: [JSONValue] = [("datum.to < datum.from", "right", -6), ("datum.to > datum.from", "left", 6)].map {
      filter, side, shift in
      [
        "transform": [["filter": .string(filter)]],
        "mark": [
          "type": "text", "align": .string(side), "baseline": "middle", "dx": .int(shift), "fontSize": 12,
          "color": .string(Palette.ink),
        ],
        "encoding": ["y": category(language), "x": position("to"), "text": ["field": "text", "type": "nominal"]],
      ]
    }
    let middle: JSONValue = [
      "mark": ["type": "rule", "strokeWidth": 1.6, "color": .string(Palette.ink)],
      "encoding": ["x": ["datum": .double(shown(baseline).double), "type": "quantitative"]],
    ]
    return [ranges(language), middle] + texts
  }

  private func ranges(_ language: Language) -> JSONValue {
    let sides = JSONValue.strings([Self.low[language], Self.high[language]])
    let titles = [
      ("label", LocalizedText(zh: "输入", en: "Input")), ("value", LocalizedText(zh: "取值", en: "Value of the input")),
      ("text", FigureText.value(unit)),
    ]
    return [
      "mark": ["type": "bar", "stroke": .string(Palette.ink), "strokeWidth": 0.6],
      "encoding": [
        "y": category(language), "x": position("from"), "x2": ["field": "to"],
        "color": [
          "field": "side", "type": "nominal",
          "scale": ["domain": sides, "range": .strings([Palette.nominal[3], Palette.nominal[0]])],
        ],
        "tooltip": .array(
          titles.map { field, title in
            ["field": .string(field), "type": "nominal", "title": .string(title[language])]
          }),
      ],
    ]
  }

  private func category(_ language: Language) -> JSONValue {
    [
      "field": "input", "type": "nominal", "sort": nil,
      "axis": ["title": nil, "labelExpr": "split(datum.label, '\\n')", "labelPadding": 6, "labelLimit": 300],
      "scale": ["domain": .strings(bars.map { wrapped($0, language) }), "paddingInner": 0.3, "paddingOuter": 0.2],
    ]
  }

  /// Room at both ends for the digits.
  private func position(_ field: String) -> JSONValue {
    [
      "field": .string(field), "type": "quantitative", "scale": ["zero": false, "nice": false, "padding": 44],
      "axis": ["title": nil, "tickCount": 6, "labelExpr": "format(datum.value, ',~f')"],
    ]
  }
}
