import Glibc

/// log abs(Γ(x)); no global sign is touched.
package func logGamma(_ x: Double) -> Double {
  var sign: Int32 = 0
  return lgamma_r(x, &sign)
}

/// The error of Stirling's formula, `δ(n) = log Γ(n + 1) - (n + 1/2) log n + n - log √(2π)`, for n > 0.
///
/// Densities are written with δ instead of with log Γ: the latter's terms grow like n log n and cancel.
/// - Postcondition: absolute error below 1e-14 for n < 10, relative error of 1e-16 · n above.
/// > Source: Loader (2000), Fast and accurate computation of binomial probabilities; the series is Abramowitz and Stegun
/// > (1964), 6.1.40.
func stirlingError(_ n: Double) -> Double {
  guard n >= 10 else { return logGamma(n + 1) - (n + 0.5) * log(n) + n - halfLogTwoPi }
  let r = 1 / (n * n)
  let tail = 1.0 / 1188 - r * (691.0 / 360_360 - r / 156)
  return (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r * tail)))) / n
}

let halfLogTwoPi = 0.918938533204672741780329736406

/// `log(ratio) - u` for `ratio = 1 + u`, given both because either may be the accurate one.
///
/// Near u = 0, with `r = u / (2 + u)`, `log(1 + u) = 2 atanh r`, and the term linear in u cancels by algebra.
/// - Postcondition: relative error of a few units in the last place, when u is exact.
func logRatioLessDifference(_ ratio: Double, _ u: Double) -> Double {
  guard abs(u) < 0.4 else { return log(ratio) - u }
  let r = u / (2 + u)
  let square = r * r
  var sum = 0.0
  for k in stride(from: 27.0, through: 3, by: -2) { sum = sum * square + 1 / k }
  return r * (2 * square * sum - u)
}
