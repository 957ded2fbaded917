import Documents
import Reporting
import TradeImpact

/// The layers of a figure, from back to front: columns, lines, error bars, published values, digits.
struct FigureLayers {
  let figure: Figure
  let language: Language
  let data: FigureData

  init(_ figure: Figure, _ language: Language) {
    (self.figure, self.language) = (figure, language)
    let isHorizontal = figure.kind == .bars || figure.kind == .groupedBars
    data = FigureData(figure: figure, language: language, wrapping: LabelWrapping(width: isHorizontal ? 26 : 14))
  }

  var all: [JSONValue] {
    let layers = [columns, lines] + errorBars + published + [digits]
    return layers.compactMap(\.self)
  }

  /// Pixels; bars grow with their number and with the lines of their labels.
  var height: Int {
    guard isHorizontal else { return 320 }
    let lines = figure.categories.map { data.label($0).split(separator: "\n").count }.max() ?? 1
    let bars = slots.count > 1 ? slots.count * 13 : 26
    return figure.categories.count * (max(bars, lines * 16) + 12)
  }

  /// Entries of the legend in a row, by the width of the longest.
  var legendColumns: Int {
    let named = figure.series.filter { $0.mark == .point || $0.beside == nil }
    let longest = named.map { LabelWrapping.width(of: $0.label[language]) }.max() ?? 1
    return max(1, min(6, 620 / (longest * 7 + 42)))
  }

  // MARK: Channels

  private var isHorizontal: Bool { figure.kind == .bars || figure.kind == .groupedBars }
  private var isStacked: Bool { figure.kind == .stackedColumns }
  private var category: String { isHorizontal ? "y" : "x" }
  private var offset: String { isHorizontal ? "yOffset" : "xOffset" }
  private var measure: String { isHorizontal ? "x" : "y" }
  private var labels: [String] { figure.colored.map { $0.label[language] } }

  /// Places beside each other within a category.
  private var slots: [String] {
    isStacked ? [] : figure.series.filter { $0.mark == .column && $0.beside == nil }.map { $0.label[language] }
  }

  private typealias Channel = (key: String, value: JSONValue)

  private func categoryChannels(isOffset: Bool) -> [Channel] {
    let axis: JSONValue = [
      "title": nil, "labelAngle": 0, "labelExpr": "split(datum.label, '\\n')", "labelPadding": 6,
    ]
    let place: JSONValue = [
      "field": "category", "type": "nominal", "sort": nil, "axis": axis,
      "scale": [
        "domain": .strings(figure.categories.map(data.label)), "paddingInner": 0.25, "paddingOuter": 0.15,
      ],
    ]
    return [(category, place)] + (isOffset && slots.count > 1 ? [(offset, slotChannel)] : [])
  }

  private var slotChannel: JSONValue {
    ["field": "slot", "type": "nominal", "sort": nil, "scale": ["domain": .strings(slots)]]
  }

  private func value(_ field: String) -> JSONValue {
    [
      "field": .string(field), "type": "quantitative", "stack": isStacked ? "zero" : nil,
      "axis": ["title": nil, "tickCount": 6, "labelExpr": .string(axisLabel)],
      "scale": .object([("zero", .bool(figure.kind != .line || figure.hasOneValue)), ("nice", true)] + limit),
    ]
  }

  private var limit: [Channel] { (data.limit ?? roomForDigits).map { [("domainMax", .double($0))] } ?? [] }

  /// Digits stand behind the longest error bar, where a narrow page would cut them.
  private var roomForDigits: Double? {
    guard figure.kind == .groupedBars, slots.count == 1, figure.hasErrorBars else { return nil }
    let ends = figure.series.flatMap(\.points).compactMap { $0.flatMap { $0.upper ?? $0.value } }
    return ends.max().map { 1.2 * figure.shown($0).double }
  }

  /// Downward columns have their size on the axis, not a sign.
  private var axisLabel: String {
    figure.series.contains(where: \.isBelow) ? "format(abs(datum.value), ',~f')" : "format(datum.value, ',~f')"
  }

  private var color: JSONValue {
    let range = Palette.colors(labels.count, isOrdinal: figure.isOrdinal)
    let isOne = labels.count == 1 && figure.series.count == 1
    return [
      "field": "slot", "type": "nominal", "scale": ["domain": .strings(labels), "range": .strings(range)],
      "legend": isOne ? nil : ["symbolStrokeWidth": 1.2],
    ]
  }

  private var tooltip: JSONValue {
    var fields: [(String, LocalizedText)] = [("label", figure.categoryTitle)]
    if figure.series.count > 1 { fields.append(("series", FigureText.series)) }
    fields.append(("text", FigureText.value(figure.unit)))
    if figure.hasErrorBars { fields.append(("interval", figure.interval)) }
    fields.append(("origin", FigureText.source))
    return .array(
      fields.map { field, title in ["field": .string(field), "type": "nominal", "title": .string(title[language])] })
  }

  // MARK: Layers

  /// - Parameters:
  ///   - picks: Whether the layer holds the selection that the legend drives.
  ///   - isOffset: Whether series stand beside each other; lines run through the middle.
  private func layer(
    _ filter: String, _ mark: JSONValue, _ channels: [Channel], picks: Bool = false, isOffset: Bool = true
  ) -> JSONValue {
    let params: [Channel] = picks ? [("params", [Self.legendSelection])] : []
    return .object(
      params + [
        ("transform", [["filter": .string(filter)]]), ("mark", mark),
        ("encoding", .object(categoryChannels(isOffset: isOffset) + channels)),
      ])
  }

  /// A click on the legend leaves one series in full color.
  private static let legendSelection: JSONValue = [
    "name": "picked", "select": ["type": "point", "fields": ["slot"]], "bind": "legend",
  ]
  private static let picked: JSONValue = ["condition": ["param": "picked", "value": 1], "value": 0.15]

  private func has(_ mark: FigureMark) -> Bool { figure.series.contains { $0.mark == mark } }

  private var columns: JSONValue? {
    guard has(.column) else { return nil }
    let mark: JSONValue = ["type": "bar", "stroke": .string(Palette.ink), "strokeWidth": 0.6]
    var channels: [Channel] = [
      (measure, value("height")), ("color", color), ("tooltip", tooltip), ("opacity", Self.picked),
    ]
    if isStacked { channels.append(("order", ["field": "order", "type": "quantitative"])) }
    return layer("datum.mark === 'column'", mark, channels, picks: true)
  }

  private var lines: JSONValue? {
    guard has(.line) else { return nil }
    let mark: JSONValue = [
      "type": "line", "strokeWidth": 2.2,
      "point": ["filled": true, "size": 55, "stroke": .string(Palette.ink), "strokeWidth": 0.6],
    ]
    var channels: [Channel] = [
      (measure, value("value")), ("color", color), ("tooltip", tooltip), ("opacity", Self.picked),
    ]
    if figure.series.count(where: { $0.mark == .line }) > 1 { channels.append(("strokeDash", dashes)) }
    return layer("datum.mark === 'line'", mark, channels, picks: !has(.column), isOffset: false)
  }

  /// For greyscale print, besides the colors.
  private var dashes: JSONValue {
    let range: [JSONValue] = [[1, 0], [8, 3], [2, 2], [8, 3, 2, 3], [4, 4], [12, 4], [1, 3]]
    return [
      "field": "slot", "type": "nominal",
      "scale": ["domain": .strings(labels), "range": .array(Array(range.prefix(labels.count)))],
    ]
  }

  /// A dark rule on a white one, so that it is seen on columns of any color, with two caps.
  private var errorBars: [JSONValue?] {
    guard figure.hasErrorBars else { return [] }
    let filter = "datum.mark !== 'point' && isValid(datum.lower) && isValid(datum.upper)"
    let ends: [Channel] = [(measure, value("lower")), ("\(measure)2", ["field": "end"])]
    let caps: JSONValue = ["type": "tick", "size": 9, "thickness": 1.6, "color": .string(Palette.ink), "opacity": 1]
    return [
      layer(filter, ["type": "rule", "strokeWidth": 4.5, "color": "white", "opacity": 0.85], ends),
      layer(
        filter, ["type": "rule", "strokeWidth": 1.6, "color": .string(Palette.ink)], ends + [("tooltip", tooltip)]),
      layer(filter, caps, [(measure, value("lower"))]),
      layer("\(filter) && datum.end === datum.upper", caps, [(measure, value("upper"))]),
      data.limit.map { _ in layer("\(filter) && datum.end < datum.upper", arrow, [(measure, value("end"))]) },
    ]
  }

  /// The end of an error bar that leaves the figure.
  private var arrow: JSONValue {
    [
      "type": "point", "shape": .string(isHorizontal ? "triangle-right" : "triangle-up"), "filled": true, "size": 70,
      "color": .string(Palette.ink), "opacity": 1,
    ]
  }

  /// Published values; ranges without a value have a dashed rule between their ends.
  private var published: [JSONValue] {
    guard has(.point) else { return [] }
    let value = points("datum.mark === 'point' && isValid(datum.value)", at: "value")
    guard figure.series.contains(where: { $0.points.contains { $0?.isRange == true } }) else { return [value] }
    let filter = "datum.mark === 'point' && !isValid(datum.value)"
    let rule: JSONValue = ["type": "rule", "strokeWidth": 1.6, "strokeDash": [4, 3], "color": .string(Palette.ink)]
    let ends: [Channel] = [(measure, self.value("lower")), ("\(measure)2", ["field": "upper"]), ("tooltip", tooltip)]
    return [
      value, layer(filter, rule, ends, isOffset: publishedStandBeside), points(filter, at: "lower"),
      points(filter, at: "upper"),
    ]
  }

  /// Whether published values are of one series each; others lie across the place of the category.
  private var publishedStandBeside: Bool { figure.series.allSatisfy { $0.mark != .point || $0.beside != nil } }

  private func points(_ filter: String, at field: String) -> JSONValue {
    let names = figure.series.filter { $0.mark == .point }.map { $0.label[language] }
    let shapes = ["diamond", "triangle-up", "circle", "square"].prefix(names.count)
    let mark: JSONValue = ["type": "point", "strokeWidth": 1.6, "size": 75, "opacity": 1]
    let shape: JSONValue = [
      "field": "series", "type": "nominal",
      "scale": ["domain": .strings(names), "range": .strings(Array(shapes))],
      "legend": ["symbolStrokeWidth": 1.6],
    ]
    let channels: [Channel] = [
      (measure, value(field)), ("shape", shape), ("fill", ["value": "white"]),
      ("stroke", ["value": .string(Palette.ink)]), ("tooltip", tooltip),
    ]
    return layer(filter, mark, channels, isOffset: publishedStandBeside)
  }

  /// The digits above columns and beside bars, where there is room for them.
  private var digits: JSONValue? {
    guard slots.count == 1, !has(.line), figure.categories.count <= 12 else { return nil }
    let mark: JSONValue =
      isHorizontal
      ? ["type": "text", "align": "left", "baseline": "middle", "dx": 7, "fontSize": 12, "color": .string(Palette.ink)]
      : [
        "type": "text", "align": "center", "baseline": "bottom", "dy": -6, "fontSize": 12,
        "color": .string(Palette.ink),
      ]
    return layer(
      "datum.mark === 'column' && isValid(datum.value)", mark,
      [(measure, value("top")), ("text", ["field": "text", "type": "nominal"])])
  }
}

extension Figure.Point {
  fileprivate var isRange: Bool { value == nil && lower != nil }
}
