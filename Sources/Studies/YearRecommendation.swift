import Estimation
import TradeImpact

/// The report's own method beside the recommended one, and what each step from one to the other changes.
///
/// ```
/// expansion  Σ w y           w = N_h / n_h
/// weights    Σ (w_1 - w) y   w_1 adds up to the register's counts of firms
/// auxiliary  Σ (w_2 - w_1) y w_2 adds up to the register's exports too
/// outliers   Σ w_2 (y* - y)  y* winsorised
/// scaling    of a city: what another method than the share of exports changes
/// ```
/// The steps add to the gap between the two, because each starts where the last one ended.
struct YearRecommendation {
  /// What an amount is of.
  enum Subject: Hashable {
    case nation
    case sector(String)
    case parent
    case city
  }
  /// An estimate that may be part of another.
  struct Amount {
    let value: Double
    let standardError: Double?
    let lower: Double?
    let upper: Double?
    let sampleSize: Int

    func times(_ share: Double) -> Amount {
      Amount(
        value: share * value, standardError: standardError.map { share * $0 }, lower: lower.map { share * $0 },
        upper: upper.map { share * $0 }, sampleSize: sampleSize)
    }
  }
  struct Row {
    let measure: ImpactMeasure
    let subject: Subject
    let expansion: Amount
    let weights: Double
    let auxiliary: Double
    let outliers: Double
    let scaling: Double
    let recommended: Double
    /// nil where the recommended estimate has none.
    let standardError: Double?
  }

  let rows: [Row]
  /// Levels of the register's factors without any firm in the sample: nothing can be calibrated to them.
  let levelsNotSampled: [ExportTotals.Level]

  /// - Parameters:
  ///   - answers: With the columns of ``CalibratedTotals/need(_:_:)``.
  ///   - scaled: The city's amounts by all methods; nil leaves its share of exports.
  init(
    _ study: Study, _ year: Study.Year, _ answers: YearAnswers, _ rule: Study.Recommendation, _ scaled: YearScaling?,
    threads: Int
  ) throws(StudyError) {
    do {
      let totals = try RegisterTotals(study, year, rule)
      levelsNotSampled = totals.levels.filter { !answers.levels($0.kind).contains($0.code) }
      let source = CalibratedTotals(study, answers, threads: threads)
      let expansion = try source.estimates([])
      let (terms, calibrated) = try CalibrationTerms(rule, totals, answers).independent { terms in
        try terms.counts.isEmpty && terms.exports.isEmpty ? expansion : source.estimates(terms.allSteps)
      }
      let counted =
        terms.exports.isEmpty
        ? calibrated : terms.counts.isEmpty ? expansion : try source.estimates(terms.countSteps)
      let final =
        rule.winsorises || rule.replicates != nil
        ? try source.estimates(terms.allSteps, winsorised: rule.winsorises, replicates: rule.replicates) : calibrated
      let exports = try study.scaling?.exports(in: study.exportTotals(of: year))
      let share = exports.map { $0.region / $0.parent }
      var rows: [Row] = []
      for measure in ImpactMeasure.amounts {
        for subject in source.subjects {
          guard let own = expansion(measure, subject), let first = own.value,
            let second = counted(measure, subject)?.value, let third = calibrated(measure, subject)?.value,
            let last = final(measure, subject), let fourth = last.value
          else { continue }
          let row = Row(
            measure: measure, subject: subject,
            expansion: Amount(
              value: first, standardError: own.standardError, lower: own.lower, upper: own.upper,
              sampleSize: own.sampleSize), weights: second - first, auxiliary: third - second,
            outliers: fourth - third, scaling: 0, recommended: fourth, standardError: last.standardError)
          rows.append(row)
          if subject == .parent, let share { rows.append(row.city(share: share, scaled)) }
        }
      }
      self.rows = rows
    } catch { throw StudyError(error) }
  }
}

extension YearRecommendation.Row {
  /// The city's: its share of every step, and what the recommended way of scaling changes.
  fileprivate func city(share: Double, _ scaled: YearScaling?) -> YearRecommendation.Row {
    let best = scaled?.measures.first { $0.measure == measure }?.result.recommended
    let proportional = share * recommended
    let value = best?.value ?? proportional
    return YearRecommendation.Row(
      measure: measure, subject: .city,
      expansion: expansion.times(share), weights: share * weights, auxiliary: share * auxiliary,
      outliers: share * outliers, scaling: value - proportional, recommended: value,
      standardError: best.map(\.rootMeanSquaredError) ?? standardError.map { share * $0 })
  }
}
