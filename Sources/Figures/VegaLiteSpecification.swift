import Documents
import Reporting
import TradeImpact

/// A figure as a Vega-Lite specification in one language; all values stand in it.
///
/// The same figure gives the same bytes.
public struct VegaLiteSpecification: Sendable {
  public let figure: any SpecifiedFigure
  public let language: Language

  public init(_ figure: any SpecifiedFigure, _ language: Language) {
    self.figure = figure
    self.language = language
  }

  public func text(_ layout: JSONWriter.Layout = .pretty) -> String {
    do {
      return try JSONWriter(layout).text(value)
    } catch {
      preconditionFailure("cells of tables are finite: \(error)")
    }
  }

  /// The specification; its title and caption can be taken off where a page has them in text.
  public var value: JSONValue {
    let content = figure.content(language)
    return [
      "$schema": "https://vega.github.io/schema/vega-lite/v6.json", "title": title,
      "width": .int(Self.width), "height": .int(content.height),
      "autosize": ["type": "fit-x", "contains": "padding"],
      "background": "white", "padding": 8,
      "data": ["values": content.rows], "layer": .array(content.layers), "config": Self.config(content.legendColumns),
    ]
  }

  static let width = 680

  private var title: JSONValue {
    let lines = LabelWrapping(width: 84).text(figure.title[language]).split(separator: "\n").map(String.init)
    let below = [figure.caption] + (figure.isSynthetic ? [FigureText.synthetic] : [])
    return [
      "text": .strings(lines), "subtitle": .strings(below.map { $0[language] }.filter { !$0.isEmpty }),
      "anchor": "start", "frame": "bounds", "offset": 14,
    ]
  }

  /// The families of the pages, so that Chinese is drawn wherever one of them is installed.
  static let fonts = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, WenQuanYi Micro Hei, sans-serif"

  private static func config(_ legendColumns: Int) -> JSONValue {
    [
      "font": .string(fonts),
      "view": ["stroke": nil],
      "title": [
        "fontSize": 15, "subtitleFontSize": 12, "subtitleColor": "#5B6675", "subtitlePadding": 6,
        "color": .string(Palette.ink),
      ],
      "axis": [
        "labelFontSize": 12, "titleFontSize": 12, "labelColor": .string(Palette.ink),
        "gridColor": .string(Palette.grid),
        "domainColor": "#8A94A0", "tickColor": "#8A94A0", "labelLimit": 240,
      ],
      "legend": [
        "orient": "top", "direction": "horizontal", "columns": .int(legendColumns), "labelFontSize": 12,
        "labelLimit": 320, "title": nil,
        "symbolSize": 110, "labelColor": .string(Palette.ink), "columnPadding": 16, "rowPadding": 4,
      ],
    ]
  }
}
