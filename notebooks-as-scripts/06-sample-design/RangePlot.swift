/// Ranges and points by row, against one horizontal axis, as SVG.
struct RangePlot {
  struct Row {
    let label: String
    /// A thick bar.
    var range: ClosedRange<Double>?
    /// A thin line with a ring on it.
    var interval: (value: Double, ClosedRange<Double>)?
    /// A dot.
    let point: Double
  }
  let title: String
  let note: [String]
  let axis: (range: ClosedRange<Double>, step: Double, decimals: Int)
  /// A line across all rows.
  let reference: Double?
  let rows: [Row]

  private static let (left, width, top, pitch) = (250.0, 520.0, 74.0, 24.0)

  var svg: String {
    let height = Self.top + Self.pitch * Double(rows.count) + 34 + 17 * Double(note.count)
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"810\" height=\"\(fixed(height, 0))\" font-family=\"'Noto Sans CJK SC', "
        + "'WenQuanYi Micro Hei', 'Microsoft YaHei', sans-serif\" font-size=\"13\">",
      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
      "<text x=\"16\" y=\"28\" font-size=\"16\" font-weight=\"600\" fill=\"#1b2a38\">\(title)</text>",
      "<text x=\"16\" y=\"48\" fill=\"#a03c2c\">SYNTHETIC DATA 合成数据</text>",
    ]
    lines += grid
    for (place, row) in rows.enumerated() { lines += draw(row, y: Self.top + Self.pitch * (Double(place) + 0.5)) }
    let below = Self.top + Self.pitch * Double(rows.count) + 38
    for (place, text) in note.enumerated() {
      lines.append("<text x=\"16\" y=\"\(fixed(below + 17 * Double(place), 0))\" fill=\"#4a5a68\">\(text)</text>")
    }
    return (lines + ["</svg>", ""]).joined(separator: "\n")
  }

  private func x(_ value: Double) -> String {
    let part = (value - axis.range.lowerBound) / (axis.range.upperBound - axis.range.lowerBound)
    return fixed(Self.left + Self.width * min(max(part, 0), 1), 1)
  }

  private var grid: [String] {
    let bottom = fixed(Self.top + Self.pitch * Double(rows.count), 0)
    var lines: [String] = []
    for tick in 0...Int(((axis.range.upperBound - axis.range.lowerBound) / axis.step).rounded()) {
      let value = axis.range.lowerBound + Double(tick) * axis.step
      lines.append(line(x(value), fixed(Self.top, 0), x(value), bottom, "#e3e8ec", 1))
      lines.append(
        "<text x=\"\(x(value))\" y=\"\(fixed(Self.top - 8, 0))\" text-anchor=\"middle\" fill=\"#6a7885\">"
          + "\(fixed(value, axis.decimals))</text>")
    }
    if let reference { lines.append(line(x(reference), fixed(Self.top, 0), x(reference), bottom, "#1b2a38", 1.5)) }
    return lines
  }

  private func draw(_ row: Row, y: Double) -> [String] {
    let height = fixed(y, 1)
    var lines = [
      "<text x=\"\(fixed(Self.left - 12, 0))\" y=\"\(fixed(y + 4.5, 1))\" text-anchor=\"end\" fill=\"#1b2a38\">\(row.label)</text>"
    ]
    if let range = row.range {
      lines.append(line(x(range.lowerBound), height, x(range.upperBound), height, "#9fc3dd", 11))
    }
    if let (value, ends) = row.interval {
      lines.append(line(x(ends.lowerBound), height, x(ends.upperBound), height, "#b5651d", 1.6))
      lines.append(circle(x(value), height, 4.2, "#ffffff", "#b5651d"))
    }
    lines.append(circle(x(row.point), height, 4, "#1b4f7a", "#1b4f7a"))
    return lines
  }

  private func line(_ x1: String, _ y1: String, _ x2: String, _ y2: String, _ color: String, _ width: Double) -> String
  {
    "<line x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\" stroke=\"\(color)\" stroke-width=\"\(fixed(width, 1))\"/>"
  }

  private func circle(_ x: String, _ y: String, _ radius: Double, _ fill: String, _ stroke: String) -> String {
    "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"\(fixed(radius, 1))\" fill=\"\(fill)\" stroke=\"\(stroke)\" stroke-width=\"1.6\"/>"
  }
}
