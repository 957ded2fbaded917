/// A number with so many decimals.
public func decimal(_ value: Double, _ decimals: Int) -> String {
  let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
  let scaled = Int((abs(value) * Double(scale)).rounded())
  let fraction = String(scaled % scale)
  let padded = String(repeating: "0", count: max(0, decimals - fraction.count)) + fraction
  return (value < 0 && scaled > 0 ? "−" : "") + "\(scaled / scale)" + (decimals > 0 ? "." + padded : "")
}

/// Yuan in 亿元.
public func hundredMillion(_ yuan: Double) -> String { decimal(yuan / 1e8, 1) }

/// A fraction in percent.
public func percent(_ fraction: Double) -> String { decimal(100 * fraction, 1) }
