/// `1 / (b₁ + a₂ / (b₂ + a₃ / (b₃ + …)))` by the modified Lentz method, until a factor differs from 1 by rounding only.
///
/// - Parameter term: a and b of the given index, from 1 on; a₁ is 1.
/// > Source: Lentz (1976), Applied Optics 15, 668-671; Thompson and Barnett (1986), J. Comput. Phys. 64, 490-509.
func continuedFraction(_ term: (Double) -> (a: Double, b: Double)) -> Double {
  let tiny = 1e-300
  var c = 1 / tiny
  var d = 1 / nonzero(term(1).b, tiny)
  var value = d
  var n = 1.0
  while n < 1e8 {
    n += 1
    let (a, b) = term(n)
    d = 1 / nonzero(b + a * d, tiny)
    c = nonzero(b + a / c, tiny)
    let factor = c * d
    value *= factor
    if abs(factor - 1) <= 0x1p-52 { break }
  }
  return value
}

private func nonzero(_ value: Double, _ tiny: Double) -> Double { value == 0 ? tiny : value }
