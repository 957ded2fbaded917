import Documents
import Reporting
import TradeImpact

/// A number over years with what is not known of it: bands between quantiles, the median and the mean.
public struct FanFigure: SpecifiedFigure, DisplayedNumbers {
  public struct Year: Sendable, Hashable {
    public let year: Int
    /// 5, 25, 50, 75 and 95 %.
    public let quantiles: [Double]
    public let mean: Double

    public init(year: Int, quantiles: [Double], mean: Double) {
      precondition(quantiles.count == 5, "five quantiles a year")
      (self.year, self.quantiles, self.mean) = (year, quantiles, mean)
    }
  }

  public let id: String
  public let title: LocalizedText
  public let notes: [LocalizedText]
  public let isSynthetic: Bool
  let unit: DisplayUnit
  let decimals: Int
  let years: [Year]

  /// - Parameter years: nil for fewer than two.
  public init?(
    id: String, title: LocalizedText, unit: DisplayUnit, decimals: Int, years: [Year], notes: [LocalizedText] = [],
    isSynthetic: Bool
  ) {
    guard years.count > 1 else { return nil }
    (self.id, self.title, self.unit, self.decimals) = (id, title, unit, decimals)
    (self.years, self.notes, self.isSynthetic) = (years, notes, isSynthetic)
  }

  // MARK: Words

  private enum Line: Int, CaseIterable {
    case outer, inner, median, mean

    var name: LocalizedText {
      switch self {
      case .outer: LocalizedText(zh: "5%–95%", en: "5 to 95%")
      case .inner: LocalizedText(zh: "25%–75%", en: "25 to 75%")
      case .median: LocalizedText(zh: "中位数", en: "median")
      case .mean: LocalizedText(zh: "均值", en: "mean")
      }
    }
  }

  public var caption: LocalizedText { FigureText.unit(unit) ?? LocalizedText(zh: "", en: "") }

  public var table: ReportTable {
    let labels = ["5%", "25%", "50%", "75%", "95%"].map { LocalizedText(zh: $0, en: $0) } + [Line.mean.name]
    return ReportTable(
      id: "figure-\(id)", title: title, rowLabel: FigureText.year, isSynthetic: false,
      rows: years.map { .init(code: "\($0.year)", label: LocalizedText(zh: "\($0.year)年", en: "\($0.year)")) },
      columns: zip(["q05", "q25", "q50", "q75", "q95", "mean"], labels).map { code, label in
        .init(code: code, label: label, measure: code, unit: unit, decimals: decimals)
      },
      cells: years.map { year in (year.quantiles + [year.mean]).map { Cell(value: $0, method: "figure") } })
  }

  // MARK: Drawing

  private func number(_ value: Double) -> JSONValue { .double(shown(value).double) }

  public func content(_ language: Language) -> SpecificationContent {
    SpecificationContent(
      height: 300, legendColumns: 4, rows: .array(years.map { row($0, language) }),
      layers: [
        band("q05", "q95", .outer, language), band("q25", "q75", .inner, language),
        line("q50", .median, [1, 0], language), line("mean", .mean, [5, 4], language),
      ])
  }

  private func row(_ year: Year, _ language: Language) -> JSONValue {
    let q = year.quantiles
    return [
      "year": .string(language == .zh ? "\(year.year)年" : "\(year.year)"), "q05": number(q[0]), "q25": number(q[1]),
      "q50": number(q[2]), "q75": number(q[3]), "q95": number(q[4]), "mean": number(year.mean),
      "wide": .string("\(text(q[0])) – \(text(q[4]))"), "narrow": .string("\(text(q[1])) – \(text(q[3]))"),
      "middle": .string(text(q[2])), "average": .string(text(year.mean)),
    ]
  }

  private func band(_ low: String, _ high: String, _ line: Line, _ language: Language) -> JSONValue {
    [
      "mark": ["type": "area", "line": false],
      "encoding": [
        "x": place, "y": value(low), "y2": ["field": .string(high)], "color": color(line, language),
        "tooltip": tooltip(language),
      ],
    ]
  }

  private func line(_ field: String, _ line: Line, _ dash: JSONValue, _ language: Language) -> JSONValue {
    [
      "mark": [
        "type": "line", "strokeWidth": 2.2, "strokeDash": dash,
        "point": ["filled": true, "size": 45, "color": .string(Self.colors[line.rawValue])],
      ],
      "encoding": ["x": place, "y": value(field), "color": color(line, language), "tooltip": tooltip(language)],
    ]
  }

  private var place: JSONValue {
    [
      "field": "year", "type": "ordinal", "sort": nil,
      "axis": ["title": nil, "labelAngle": 0, "labelOverlap": true], "scale": ["padding": 0.25],
    ]
  }

  private func value(_ field: String) -> JSONValue {
    [
      "field": .string(field), "type": "quantitative", "scale": ["zero": true, "nice": true],
      "axis": ["title": nil, "tickCount": 6, "labelExpr": "format(datum.value, ',~f')"],
    ]
  }

  private static let colors = [Palette.ordinal[0], Palette.ordinal[2], Palette.ordinal[5], Palette.nominal[4]]

  private func color(_ line: Line, _ language: Language) -> JSONValue {
    let names = Line.allCases.map { $0.name[language] }
    return [
      "datum": .string(line.name[language]), "type": "nominal",
      "scale": ["domain": .strings(names), "range": .strings(Self.colors)],
    ]
  }

  private func tooltip(_ language: Language) -> JSONValue {
    let fields = [
      ("year", FigureText.year), ("wide", Line.outer.name), ("narrow", Line.inner.name), ("middle", Line.median.name),
      ("average", Line.mean.name),
    ]
    return .array(
      fields.map { field, title in ["field": .string(field), "type": "nominal", "title": .string(title[language])] })
  }
}
