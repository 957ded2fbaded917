// Logarithm and exponential in plain IEEE arithmetic. The C library picks among variants by CPU and version, and
// their last bits differ; with these the files are the same bytes on every machine.

private let logarithmOf2High = 0x1.62e42fee00000p-1
private let logarithmOf2Low = 0x1.a39ef35793c76p-33

/// The natural logarithm of a positive normal number, to a few units in the last place.
///
/// ```
/// x = m 2^e, √½ <= m < √2      ln m = 2 (s + s³/3 + s⁵/5 + ...), s = (m - 1) / (m + 1)
/// ```
public func logarithm(_ x: Double) -> Double {
  precondition(x.isNormal && x > 0)
  var exponent = Double(x.exponent)
  var mantissa = x.significand
  if mantissa > 1.4142135623730951 {
    mantissa /= 2
    exponent += 1
  }
  let s = (mantissa - 1) / (mantissa + 1)
  let square = s * s
  var series = 0.0
  for odd in stride(from: 23.0, through: 3.0, by: -2.0) { series = (series + 1 / odd) * square }
  return exponent * logarithmOf2High + (2 * s + (2 * s * series + exponent * logarithmOf2Low))
}

/// e to the power of x, for moderate x, to a few units in the last place.
///
/// ```
/// x = k ln 2 + r, abs(r) <= ½ ln 2      e^x = 2^k (1 + r + r²/2! + ...)
/// ```
public func exponential(_ x: Double) -> Double {
  precondition(abs(x) < 700)
  let k = (x / (logarithmOf2High + logarithmOf2Low)).rounded()
  let r = (x - k * logarithmOf2High) - k * logarithmOf2Low
  var series = 1.0
  for term in stride(from: 15.0, through: 1.0, by: -1.0) { series = 1 + series * r / term }
  return Double(sign: .plus, exponent: Int(k), significand: series)
}

/// A positive number to any power.
public func power(_ base: Double, _ exponent: Double) -> Double {
  exponential(exponent * logarithm(base))
}
