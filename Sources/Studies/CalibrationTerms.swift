import Estimation
import TradeImpact

/// What weights are calibrated to.
struct CalibrationTerms {
  private(set) var counts: [CalibrationColumns.Term]
  private(set) var exports: [CalibrationColumns.Term]
  private let estimator: Study.Recommendation.Estimator

  init(_ rule: Study.Recommendation, _ totals: RegisterTotals, _ answers: YearAnswers) {
    func known(_ factor: String, _ levels: [(code: String, total: Double)]) -> [(code: String, total: Double)] {
      let sampled = answers.levels(factor)
      return levels.filter { $0.total > 0 && sampled.contains($0.code) }
    }
    counts = Self.independent(
      rule.counts.map { factor in
        known(factor, totals.counts(of: factor)).map { level in
          .init(
            name: "firms of \(factor) \(level.code)", kind: .indicator(factor, level: level.code), total: level.total)
        }
      })
    exports =
      rule.estimator == .combinedRatio
      ? totals.allExports.map { [.init(name: "exports", kind: .numeric("frame_exports"), total: $0)] } ?? []
      : Self.independent(
        rule.exports.map { factor in
          known(factor, totals.exports(of: factor)).map { level in
            .init(
              name: "exports of \(factor) \(level.code)", kind: .numeric("frame_exports"), total: level.total,
              domain: [.level(column: factor, isOneOf: [level.code], negated: false)])
          }
        })
    estimator = rule.estimator
  }

  /// The levels of every factor add to the same total, so of all factors but the first the largest level follows from the rest.
  private static func independent(_ factors: [[CalibrationColumns.Term]]) -> [CalibrationColumns.Term] {
    factors.enumerated().flatMap { place, terms in
      guard place > 0, let largest = terms.indices.max(by: { terms[$0].total < terms[$1].total }) else { return terms }
      return terms.indices.filter { $0 != largest }.map { terms[$0] }
    }
  }

  /// Estimates by terms of which none follows from others: those that do, with the totals that the others imply, are left out,
  /// as classes that lie within others do. A total that contradicts the others stays an error.
  func independent<Found>(
    _ estimates: (CalibrationTerms) throws -> Found
  ) throws -> (CalibrationTerms, Found) {
    var terms = self
    while true {
      do { return (terms, try estimates(terms)) } catch EstimationError.weighting(.collinearTerms(let dependences)) {
        guard dependences.allSatisfy(\.agrees) else {
          throw EstimationError.weighting(.collinearTerms(dependences))
        }
        let names = Set(dependences.map(\.term))
        terms.counts.removeAll { names.contains($0.name) }
        terms.exports.removeAll { names.contains($0.name) }
      }
    }
  }

  var countSteps: [WeightingColumns] {
    counts.isEmpty ? [] : [.calibrate(.init(distance: distance, terms: counts))]
  }

  /// Ratios follow the counts; the others meet counts and exports at once.
  var allSteps: [WeightingColumns] {
    guard !exports.isEmpty else { return countSteps }
    if estimator.isRatio {
      return countSteps + [.calibrate(.init(distance: .linear, terms: exports, variance: "frame_exports"))]
    }
    return [.calibrate(.init(distance: distance, terms: counts + exports))]
  }

  /// The linear distance is that of the regression estimator; weights of the other stay above zero.
  private var distance: CalibrationColumns.Distance { estimator == .calibration ? .raking : .linear }
}
