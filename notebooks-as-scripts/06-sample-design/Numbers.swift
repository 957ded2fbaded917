/// A number with so many decimals.
func fixed(_ value: Double, _ decimals: Int) -> String {
  guard value.isFinite else { return "…" }
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let scaled = Int((abs(value) * scale).rounded())
  let sign = value < 0 && scaled > 0 ? "-" : ""
  guard decimals > 0 else { return sign + "\(scaled)" }
  let fraction = String(scaled % Int(scale))
  return sign + "\(scaled / Int(scale))." + String(repeating: "0", count: decimals - fraction.count) + fraction
}

/// A fraction in percent.
func percent(_ value: Double, _ decimals: Int = 1) -> String { fixed(100 * value, decimals) }

/// Yuan in 亿元.
func yi(_ value: Double, _ decimals: Int = 2) -> String { fixed(value * 1e-8, decimals) }
