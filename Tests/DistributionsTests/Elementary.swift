import Glibc

extension Double {
  func power(_ exponent: Double) -> Double { pow(self, exponent) }
  var exponential: Double { exp(self) }
}
