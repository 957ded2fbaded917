import Glibc

/// ψ(x) = d/dx log Γ(x), for x > 0, with an absolute error of 1e-13.
/// > Source: Abramowitz and Stegun (1964), 6.3.5 and 6.3.18.
package func digamma(_ x: Double) -> Double {
  var (x, shift) = (x, 0.0)
  while x < 8 {
    shift -= 1 / x
    x += 1
  }
  let r = 1 / (x * x)
  let series = r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r * (1.0 / 240 - r * (1.0 / 132 - r * 691 / 32_760)))))
  return shift + log(x) - 0.5 / x - series
}

/// ψ'(x), for x > 0, with a relative error of 1e-12.
/// > Source: Abramowitz and Stegun (1964), 6.4.6 and 6.4.12.
package func trigamma(_ x: Double) -> Double {
  var (x, shift) = (x, 0.0)
  while x < 8 {
    shift += 1 / (x * x)
    x += 1
  }
  let r = 1 / (x * x)
  let series = r * (1.0 / 6 - r * (1.0 / 30 - r * (1.0 / 42 - r * (1.0 / 30 - r * (5.0 / 66 - r * 691 / 2730)))))
  return shift + (1 + series) / x + 0.5 * r
}
