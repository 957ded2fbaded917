import LinearAlgebra
import Microdata
import TestSupport
import Weighting

/// A random sample with three factors, two numeric variables and weights, for properties that hold for all samples.
struct RandomTerms {
  let weights: [Double]
  let a: Factor
  let b: Factor
  let c: Factor
  let x: [Double]
  let y: [Double]
  let inside: [Bool]

  init(seed: UInt64, rowCount: Int = 400) {
    var random = SeededGenerator(seed: seed)
    func factor(_ count: Int32) -> Factor {
      // Every level occurs.
      Factor(
        levels: (0..<count).map { "l\($0)" },
        codes: (0..<Int32(rowCount)).map { $0 < count ? $0 : Int32.random(in: 0..<count, using: &random) })
    }
    (a, b, c) = (factor(4), factor(3), factor(5))
    weights = (0..<rowCount).map { _ in Double.random(in: 1..<9, using: &random) }
    x = (0..<rowCount).map { _ in Double.random(in: 5..<50, using: &random) }
    y = x.map { $0 * Double.random(in: 0..<3, using: &random) }
    inside = (0..<rowCount).map { _ in Bool.random(using: &random) }
  }

  var rowCount: Int { weights.count }

  /// A constant, all levels but the first of two factors, x, and x within a domain.
  func terms(totals: [Double?] = []) -> [AuxiliaryTerm] {
    let levels = [a, b].enumerated().flatMap { f, factor in
      factor.levels.indices.dropFirst().map {
        ("f\(f)=\(factor.levels[$0])", AuxiliaryTerm.Values.level(codes: factor.codes, code: Int32($0)), [Bool]?.none)
      }
    }
    let all =
      [("one", .constant, nil)] + levels + [("x", .numeric(x), nil), ("x inside", .numeric(x), inside)]
    return all.enumerated().map { place, term in
      AuxiliaryTerm(
        name: term.0, values: term.1, domain: term.2, total: place < totals.count ? totals[place] : nil)
    }
  }

  /// The terms with their sample totals changed by a few per cent, differently by term.
  func reachableTerms(_ change: Double = 0.02, weights: [Double]? = nil) throws -> [AuxiliaryTerm] {
    let sums = try Auxiliaries(terms(), rowCount: rowCount).transposeTimes(weights ?? self.weights)
    return terms(totals: sums.enumerated().map { $1 * (1.05 + change * Double($0 % 3 - 1)) })
  }

  /// Margins of the three factors whose counts have one sum.
  func margins() -> [Margin] {
    [a, b, c].enumerated().map { number, factor in
      let shares = factor.levels.indices.map { Double(3 + ($0 * (number + 2)) % 4) }
      let sum = shares.reduce(0, +)
      return Margin(name: "margin \(number)", factor: factor, counts: shares.map { 2400 * $0 / sum })
    }
  }

  /// The n × p matrix of terms, made in the plainest way.
  static func dense(_ terms: [AuxiliaryTerm], rowCount: Int) -> Matrix {
    Matrix(rows: rowCount, columns: terms.count) { row, j in
      guard terms[j].domain?[row] ?? true else { return 0 }
      switch terms[j].values {
      case .constant: return 1
      case .numeric(let values): return values[row]
      case .level(let codes, let code): return codes[row] == code ? 1 : 0
      }
    }
  }
}

/// Indicators of all levels of a factor, with totals.
func indicators(_ margin: Margin, from first: Int = 0) -> [AuxiliaryTerm] {
  margin.factor.levels.indices.dropFirst(first).map {
    AuxiliaryTerm(
      name: "\(margin.name)=\(margin.factor.levels[$0])",
      values: .level(codes: margin.factor.codes, code: Int32($0)), total: margin.counts[$0])
  }
}
