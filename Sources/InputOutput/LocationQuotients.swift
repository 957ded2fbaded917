import Glibc
import LinearAlgebra

/// National coefficients brought to a region by its specialization, where no regional table exists.
///
/// ```
/// SLQ_i = (x_i^R / x^R) / (x_i^N / x^N)        CILQ_ij = SLQ_i / SLQ_j        FLQ_ij = λ CILQ_ij
/// λ = [log2(1 + x^R / x^N)]^δ                  a_ij^R = a_ij min(1, LQ_ij)
/// ```
/// > Source: Miller and Blair (2009), section 8.2; Flegg and Webber (1997), Regional Studies 31, 795-805.
public struct LocationQuotients: Sendable, Hashable {
  public enum Method: Sendable, Hashable {
    /// SLQ_i for every buyer.
    case simple
    /// CILQ_ij, and SLQ_i on the diagonal, where the quotient of a sector with itself would always be 1.
    case crossIndustry
    /// FLQ_ij, which also shrinks with the region's size; δ about 0.2 to 0.4. On the diagonal λ SLQ_i.
    case flegg(delta: Double)
    /// FLQ_ij times log2(1 + SLQ_j) where the buyer is overrepresented. Flegg and Webber (2000), Regional Studies 34, 563.
    case augmentedFlegg(delta: Double)
  }

  /// n names.
  public let sectors: [String]
  /// SLQ_i, n values; 0 where the region has none of the sector.
  public let simple: [Double]
  /// x^R / x^N.
  public let relativeSize: Double

  /// - Parameters:
  ///   - regional: Output or employment by sector in the region, n values, not negative.
  ///   - national: The same for the nation, n positive values.
  /// - Throws: ``InputOutputError`` where lengths differ or a value cannot be.
  public init(sectors: [String], regional: [Double], national: [Double]) throws(InputOutputError) {
    for (what, values) in [("regional sizes", regional), ("national sizes", national)]
    where values.count != sectors.count {
      throw .shapesDiffer(what: what, expected: sectors.count, found: values.count)
    }
    for (i, sector) in sectors.enumerated() {
      guard national[i] > 0, national[i].isFinite else {
        throw .notPositive(what: "the national size of sector \(sector)", value: national[i])
      }
      guard regional[i] >= 0, regional[i] <= national[i] else {
        throw .shareOutside(sector: sector, what: "the region's share", value: regional[i] / national[i])
      }
    }
    let size = regional.reduce(0, +) / national.reduce(0, +)
    guard size > 0 else { throw .notPositive(what: "the size of the region", value: size) }
    self.sectors = sectors
    relativeSize = size
    simple = zip(regional, national).map { $0 / $1 / size }
  }

  /// λ, in (0, 1].
  public func sizeFactor(delta: Double) -> Double { pow(log2(1 + relativeSize), delta) }

  /// LQ_ij, n × n, before it is cut at 1; infinite where the region has no buyer j.
  public func quotients(_ method: Method) -> Matrix {
    Matrix(rows: sectors.count, columns: sectors.count) { i, j in
      switch method {
      case .simple: simple[i]
      case .crossIndustry: crossIndustry(i, j)
      case .flegg(let delta): sizeFactor(delta: delta) * crossIndustry(i, j)
      case .augmentedFlegg(let delta):
        sizeFactor(delta: delta) * crossIndustry(i, j) * (simple[j] > 1 ? log2(1 + simple[j]) : 1)
      }
    }
  }

  private func crossIndustry(_ i: Int, _ j: Int) -> Double {
    if i == j { return simple[i] }
    if simple[i] == 0 { return 0 }
    return simple[j] == 0 ? .infinity : simple[i] / simple[j]
  }

  /// A^R, n × n: inputs from within the region for a unit of output.
  public func regionalCoefficients(_ national: Matrix, _ method: Method) -> Matrix {
    precondition(national.rows == sectors.count && national.columns == sectors.count, "one row a sector")
    let quotients = quotients(method)
    return Matrix(rows: national.rows, columns: national.columns) { national[$0, $1] * min(1, quotients[$0, $1]) }
  }
}
