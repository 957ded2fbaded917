import Distributions
import LinearAlgebra

/// An estimate of each year with the covariance of all years: changes, an index, and whether the series falls.
public struct YearSeries: Sendable {
  public let years: [Int]
  /// T values.
  public let values: [Double]
  /// T × T.
  public let covariance: Matrix

  /// - Throws: ``PanelError/tooFewYears(_:)``.
  public init(years: [Int], values: [Double], covariance: Matrix) throws(PanelError) {
    precondition(values.count == years.count && covariance.rows == years.count && covariance.columns == years.count)
    guard years.count > 1 else { throw .tooFewYears(years.count) }
    (self.years, self.values, self.covariance) = (years, values, covariance)
  }

  public struct Change: Sendable, Hashable {
    public let from: Int
    public let to: Int
    public let value: Double
    public let standardError: Double
    /// P(Z <= value / se): how likely a fall at least as large is where nothing falls.
    public let pValueOfFall: Double
  }

  /// From each year to the next.
  public var changes: [Change] {
    (1..<years.count).map { t in
      var gradient = [Double](repeating: 0, count: years.count)
      (gradient[t - 1], gradient[t]) = (-1, 1)
      let (value, error) = (values[t] - values[t - 1], covariance.standardError(of: gradient))
      return Change(
        from: years[t - 1], to: years[t], value: value, standardError: error,
        pValueOfFall: error > 0 ? Normal.standard.cdf(value / error) : (value < 0 ? 0 : 1))
    }
  }

  /// The p-value of "falling year by year": every change is negative.
  ///
  /// The claim holds only where each of its parts does, so the least supported decides, at its own level and without correction for
  /// several tests.
  /// > Source: Berger (1982), Technometrics 24, 295-300, the intersection-union test.
  public var pValueOfFallingThroughout: Double { changes.map(\.pValueOfFall).max() ?? 1 }

  public struct IndexValue: Sendable, Hashable {
    public let year: Int
    /// 100 in the base year.
    public let value: Double
    public let standardError: Double
  }

  /// Each year in per cent of the first one, errors by the delta method.
  /// - Throws: ``PanelError/notPositive(what:year:value:)`` where the base is not positive.
  public func index() throws(PanelError) -> [IndexValue] {
    let base = values[0]
    guard base > 0 else { throw .notPositive(what: "the estimate", year: years[0], value: base) }
    return years.indices.map { t in
      var gradient = [Double](repeating: 0, count: years.count)
      gradient[t] += 100 / base
      gradient[0] -= 100 * values[t] / (base * base)
      return IndexValue(
        year: years[t], value: 100 * values[t] / base,
        standardError: t == 0 ? 0 : covariance.standardError(of: gradient))
    }
  }
}
