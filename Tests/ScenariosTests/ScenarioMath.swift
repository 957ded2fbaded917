import Glibc

enum ScenarioMath {
  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}
