import LinearAlgebra
import Microdata
import Sampling
import TradeImpact
import Weighting

/// Totals from the firms that answered, weighted to stand for those that did not.
///
/// ```
/// total     Σ_r w y        w = d / p̂, d = N_h / (firms drawn)
/// variance  that of Σ_s e under the design, e what the weighting step leaves of w y, plus the part of who would answer
/// ```
/// > Source: ``NonresponseAdjustment``, ``PropensityAdjustment``, ``ResponseVariance``.
struct ResponseWeighting {
  /// All firms drawn.
  private let units: StratifiedUnits
  private let step: AdjustedWeights

  /// Within classes, answers stand for the firms of the class that gave none.
  /// - Parameter answered: Flags by firm drawn.
  init(_ units: StratifiedUnits, answered: [Bool], classes: FirmClasses) throws(WeightingError) {
    self.units = units
    step = try NonresponseAdjustment(responded: answered, classes: classes.factor).adjusted(units.weights)
  }

  /// Every answer stands for as many firms as the inverse of its fitted probability.
  init(_ units: StratifiedUnits, answered: [Bool], model: ResponseModel) throws(WeightingError) {
    self.units = units
    step = try PropensityAdjustment(model.terms, responded: answered).adjusted(units.weights)
  }

  /// - Parameters:
  ///   - amounts: By firm; those of firms that did not answer are not used.
  ///   - domain: Flags by firm.
  func total(of amounts: [Double], in domain: [Bool]) -> RespondentTotal {
    let scores = amounts.indices.map { step.weights[$0] > 0 && domain[$0] ? step.weights[$0] * amounts[$0] : 0 }
    let residuals = step.projection.residuals(of: Matrix(columnMajor: scores, rows: scores.count, columns: 1)).elements
    let sampling = units.variance(ofTotal: zip(residuals, units.weights).map(/))
    let response = ResponseVariance(before: units.weights, after: step.weights)
      .variance(scores: scores, residuals: residuals)
    return RespondentTotal(value: scores.reduce(0, +), variance: sampling + response)
  }
}

/// A total with its error.
struct RespondentTotal {
  let value: Double
  let variance: Double

  var standardError: Double { variance.squareRoot() }
}

/// The terms of a logistic model of who answers: a constant, and of every factor all levels but the one with most firms.
struct ResponseModel {
  private(set) var terms: [AuxiliaryTerm]
  /// Levels whose firms all answered, or all did not, so that no coefficient fits: they count with the level with most firms.
  private(set) var merged: [String]
  private static let constant = "constant"

  /// - Parameter answered: Flags by firm.
  /// - Precondition: A need of the answers has the factors; no firm lacks a level.
  init(_ answers: YearAnswers, _ factors: [String], answered: [Bool]) {
    terms = [AuxiliaryTerm(name: Self.constant, values: .constant)]
    merged = []
    for name in factors {
      let factor = FirmClasses(answers, [name]).factor
      let counts = ResponseCounts(factor, answered)
      let mixed = factor.levels.indices.filter { counts.all[$0] > counts.answered[$0] && counts.answered[$0] > 0 }
      let largest = mixed.max { counts.all[$0] < counts.all[$1] }
      merged += factor.levels.indices.filter { !mixed.contains($0) }.map { "\(name) \(factor.levels[$0])" }
      for code in mixed where code != largest {
        terms.append(
          AuxiliaryTerm(
            name: "\(name) \(factor.levels[code])", values: .level(codes: factor.codes, code: Int32(code))))
      }
    }
  }

  /// What `fit` makes of the model without the terms that follow from others or that no coefficient fits.
  mutating func fitted<Found>(
    _ fit: (ResponseModel) throws(WeightingError) -> Found
  ) throws(WeightingError) -> Found {
    while true {
      do { return try fit(self) } catch {
        switch error {
        case .collinearTerms(let dependences) where !dependences.contains { $0.term == Self.constant }:
          terms.removeAll { term in dependences.contains { $0.term == term.name } }
        case .separation(let term, _) where term != Self.constant:
          terms.removeAll { $0.name == term }
          merged.append(term)
        default: throw error
        }
      }
    }
  }
}

/// Firms by level of a factor.
private struct ResponseCounts {
  let all: [Int]
  let answered: [Int]

  init(_ factor: Factor, _ answered: [Bool]) {
    var (all, own) = ([Int](repeating: 0, count: factor.levels.count), [Int](repeating: 0, count: factor.levels.count))
    for (firm, code) in factor.codes.enumerated() {
      all[Int(code)] += 1
      if answered[firm] { own[Int(code)] += 1 }
    }
    (self.all, self.answered) = (all, own)
  }
}
