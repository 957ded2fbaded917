import Distributions
import Glibc

extension LawFit {
  static let shapeClasses = 15

  /// Shapes at the midpoints of equally probable classes of a normal law for log(shape).
  func plausibleShapes(effectiveCount m: Double) -> [Double] {
    let error = law.relativeError(shape: shape, count: m)
    return (0..<Self.shapeClasses).map { i in
      shape * exp(error * Normal.standard.quantile((Double(i) + 0.5) / Double(Self.shapeClasses)))
    }
  }
}
