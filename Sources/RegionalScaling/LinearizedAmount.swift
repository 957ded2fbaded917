/// An estimate with what each firm of the sample adds to its error: `z_k = a_k y_k + b_k x_k`, of whose total the error is that.
struct LinearizedAmount: Sendable {
  var value: Double
  /// a_k, of the amount.
  var amountFactors: [Double]
  /// b_k, of the register exports.
  var exportFactors: [Double]

  func scaled(by factor: Double) -> LinearizedAmount {
    LinearizedAmount(
      value: value * factor, amountFactors: amountFactors.map { $0 * factor },
      exportFactors: exportFactors.map { $0 * factor })
  }

  static func + (left: LinearizedAmount, right: LinearizedAmount) -> LinearizedAmount {
    LinearizedAmount(
      value: left.value + right.value,
      amountFactors: zip(left.amountFactors, right.amountFactors).map { $0 + $1 },
      exportFactors: zip(left.exportFactors, right.exportFactors).map { $0 + $1 })
  }

  static func - (left: LinearizedAmount, right: LinearizedAmount) -> LinearizedAmount { left + right.scaled(by: -1) }

  /// z.
  func scores(_ sample: RegionalSample) -> [Double] {
    (0..<sample.count).map { amountFactors[$0] * sample.amounts[$0] + exportFactors[$0] * sample.exports[$0] }
  }
}
