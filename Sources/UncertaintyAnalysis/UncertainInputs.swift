import Distributions
import LinearAlgebra

/// A named input of a model.
public struct UncertainInput: Sendable, Hashable {
  public let name: String
  public let distribution: InputDistribution

  public init(_ name: String, _ distribution: InputDistribution) {
    (self.name, self.distribution) = (name, distribution)
  }
}

/// Spearman's rank correlation of two inputs, in (-1, 1).
public struct RankCorrelation: Sendable, Hashable {
  public let first: String
  public let second: String
  public let value: Double

  public init(_ first: String, _ second: String, _ value: Double) {
    (self.first, self.second, self.value) = (first, second, value)
  }
}

/// k inputs and how they go together: a Gaussian copula with given rank correlations.
///
/// ```
/// r = 2 sin(π ρ_S / 6)        z = Φ⁻¹(u)        x_i = Q_i(Φ(Σ_j l_ij z_j))        LL' = (r_ij)
/// ```
/// An input without correlations is `Q_i(u_i)`. Between continuous inputs the rank correlation is exactly the one given; between
/// empirical ones with ties it is nearer to 0.
/// > Source: Pearson (1907), for r; Nelsen (2006), An Introduction to Copulas, section 2.3; Iman and Conover (1982),
/// > Communications in Statistics B 11, 311-334, for why ranks.
public struct UncertainInputs: Sendable {
  public let inputs: [UncertainInput]
  public let correlations: [RankCorrelation]
  /// Row by row of L, what is not zero; nil where an input is correlated with none before it.
  private let factorRows: [[(column: Int, value: Double)]?]
  let correlatedPairs: [(first: Int, second: Int)]

  /// - Throws: ``UncertaintyError`` naming the inputs.
  public init(_ inputs: [UncertainInput], correlations: [RankCorrelation] = []) throws(UncertaintyError) {
    guard !inputs.isEmpty else { throw .noInputs }
    let positions = try Self.positions(inputs.map(\.name))
    let pairs = try Self.pairs(correlations, positions, known: inputs.map(\.name))
    (self.inputs, self.correlations) = (inputs, correlations)
    correlatedPairs = pairs
    factorRows = try Self.factorRows(correlations, pairs, names: inputs.map(\.name))
  }

  public var count: Int { inputs.count }
  public var names: [String] { inputs.map(\.name) }

  /// The inputs at a point of the unit cube, in their own units.
  /// - Precondition: k coordinates in (0, 1).
  public func values(at point: [Double]) -> [Double] {
    precondition(point.count == count, "one coordinate an input")
    guard !correlatedPairs.isEmpty else { return zip(inputs, point).map { $0.distribution.quantile($1) } }
    let normal = point.map { Normal.standard.quantile($0) }
    return inputs.indices.map { i in
      inputs[i].distribution.quantile(factorRows[i].map { correlated($0, normal) } ?? point[i])
    }
  }

  private func correlated(_ row: [(column: Int, value: Double)], _ normal: [Double]) -> Double {
    var sum = 0.0
    for (column, value) in row { sum += value * normal[column] }
    // Below 1, where a distribution without a maximum has no quantile.
    return min(Normal.standard.cdf(sum), 1.0.nextDown)
  }

  public var medians: [Double] { quantiles(0.5) }

  /// Every input at one quantile: its median for 0.5.
  func quantiles(_ p: Double) -> [Double] { inputs.map { $0.distribution.quantile(p) } }
}

extension UncertainInputs {
  private static func positions(_ names: [String]) throws(UncertaintyError) -> [String: Int] {
    var positions: [String: Int] = [:]
    for (i, name) in names.enumerated() where positions.updateValue(i, forKey: name) != nil {
      throw .repeatedInput(name)
    }
    return positions
  }

  private static func pairs(
    _ correlations: [RankCorrelation], _ positions: [String: Int], known: [String]
  ) throws(UncertaintyError) -> [(first: Int, second: Int)] {
    var seen = Set<[Int]>()
    var pairs: [(first: Int, second: Int)] = []
    for correlation in correlations {
      let (first, second, value) = (correlation.first, correlation.second, correlation.value)
      guard let i = positions[first] else { throw .unknownInput(first, known: known) }
      guard let j = positions[second] else { throw .unknownInput(second, known: known) }
      guard abs(value) < 1 else { throw .correlationOutside(first: first, second: second, value: value) }
      guard i != j, seen.insert([min(i, j), max(i, j)]).inserted else {
        throw .correlatedTwice(first: first, second: second)
      }
      pairs.append((i, j))
    }
    return pairs
  }

  private static func factorRows(
    _ correlations: [RankCorrelation], _ pairs: [(first: Int, second: Int)], names: [String]
  ) throws(UncertaintyError) -> [[(column: Int, value: Double)]?] {
    // Without correlations there is no matrix, and no library of matrices is opened.
    guard !pairs.isEmpty else { return names.map { _ in nil } }
    let factor = try factor(GaussianCorrelations(correlations, pairs, count: names.count).matrix, names: names)
    return (0..<names.count).map { i in
      let row = (0...i).filter { factor[i, $0] != 0 }.map { (column: $0, value: factor[i, $0]) }
      return row.count == 1 ? nil : row
    }
  }

  private static func factor(_ matrix: Matrix, names: [String]) throws(UncertaintyError) -> Matrix {
    do { return try Cholesky(matrix, columnNames: names).factor } catch {
      switch error {
      case .singular(let column, _, _), .notPositiveDefinite(_, let column, _):
        let others = names.indices.filter { $0 < column.index && matrix[column.index, $0] != 0 }
        throw .correlationsContradict(input: names[column.index], with: others.map { names[$0] })
      default: throw .linearAlgebra(error)
      }
    }
  }
}
