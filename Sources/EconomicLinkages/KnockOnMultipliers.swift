import LinearAlgebra
import TradeImpact

/// Output, value added, jobs and leakage for a yuan of lost exports of each trade sector.
///
/// Effects are linear: `values x` for lost exports x, so that draws of a simulation are products.
public struct KnockOnMultipliers: Sendable, Hashable {
  /// t codes.
  public let tradeSectors: [String]
  /// n names.
  public let tableSectors: [String]
  public let labels: [LocalizedText?]
  /// q quantities.
  public let quantities: [KnockOnQuantity]
  /// q × t: yuan a yuan, persons a yuan.
  public let values: Matrix
  /// n × t: output of each table sector.
  public let outputBySector: Matrix
  /// What the numbers rest on.
  public let notes: [LocalizedText]

  /// For a unit of lost exports of each trade sector, t values; nil where the definition does not ask for the quantity.
  public subscript(quantity: KnockOnQuantity) -> [Double]? {
    quantities.firstIndex(of: quantity).map(values.row)
  }

  /// - Parameters:
  ///   - lostExports: t values, yuan, positive where exports are lost.
  ///   - covariance: t × t, yuan².
  public func effect(ofLostExports lostExports: [Double], covariance: Matrix? = nil) -> KnockOnEffect {
    precondition(lostExports.count == tradeSectors.count, "one amount a trade sector")
    return KnockOnEffect(
      quantities: quantities, values: values * lostExports, covariance: covariance.map(propagated),
      tableSectors: tableSectors, labels: labels, outputBySector: outputBySector * lostExports, notes: notes)
  }

  /// M V M', q × q.
  private func propagated(_ covariance: Matrix) -> Matrix {
    precondition(covariance.rows == tradeSectors.count && covariance.columns == tradeSectors.count, "t × t")
    return values * covariance * values.transposed()
  }

  /// - Parameter draws: Draws × t, yuan.
  /// - Returns: Draws × q.
  public func effects(ofDraws draws: Matrix) -> Matrix {
    precondition(draws.columns == tradeSectors.count, "one column a trade sector")
    return draws * values.transposed()
  }
}

/// What lost exports take with them in the whole economy, or in the region.
public struct KnockOnEffect: Sendable, Hashable {
  /// q quantities.
  public let quantities: [KnockOnQuantity]
  /// q values: yuan, persons; positive where they are lost.
  public let values: [Double]
  /// q × q, where that of the lost exports is known.
  public let covariance: Matrix?
  public let tableSectors: [String]
  public let labels: [LocalizedText?]
  /// n values, yuan: output that each table sector loses.
  public let outputBySector: [Double]
  public let notes: [LocalizedText]

  public subscript(quantity: KnockOnQuantity) -> Double? {
    quantities.firstIndex(of: quantity).map { values[$0] }
  }

  /// q values; nil where the covariance of the lost exports is not known.
  public var standardErrors: [Double]? { covariance?.diagonal.map { max($0, 0).squareRoot() } }
}
