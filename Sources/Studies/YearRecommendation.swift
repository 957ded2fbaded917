import Estimation
import InfluentialUnits
import Microdata
import Replication
import Sampling
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
    let variable: String
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

  static let variables = ["direct_loss", "added_cost"]

  let rows: [Row]
  /// Levels of the register's factors without any firm in the sample: nothing can be calibrated to them.
  let levelsNotSampled: [ExportTotals.Level]

  /// - Parameter scaled: The city's amounts by all methods; nil leaves its share of exports.
  init(
    _ study: Study, _ year: Study.Year, _ rule: Study.Recommendation, _ scaled: YearScaling?, threads: Int
  ) throws(StudyError) {
    try study.requireOneStage("the recommended estimates are made")
    do {
      let totals = try RegisterTotals(study, year, rule)
      let sampled = try SampledLevels(study, year, rule.factors, threads: threads)
      levelsNotSampled = totals.levels.filter { !sampled.contains($0) }
      let source = CalibratedTotals(study, year, rule, threads: threads)
      let expansion = try source.estimates([])
      let (terms, calibrated) = try CalibrationTerms(rule, totals, sampled).independent { terms in
        try terms.counts.isEmpty && terms.exports.isEmpty ? expansion : source.estimates(terms.allSteps)
      }
      let counted =
        terms.exports.isEmpty
        ? calibrated : terms.counts.isEmpty ? expansion : try source.estimates(terms.countSteps)
      let final =
        rule.winsorises || rule.replicates != nil
        ? try source.estimates(terms.allSteps, winsorised: rule.winsorises, replicates: rule.replicates) : calibrated
      let share = try study.cityShare(year)
      var rows: [Row] = []
      for variable in Self.variables {
        for subject in source.subjects {
          guard let own = expansion(variable, subject), let first = own.value,
            let second = counted(variable, subject)?.value, let third = calibrated(variable, subject)?.value,
            let last = final(variable, subject), let fourth = last.value
          else { continue }
          let row = Row(
            variable: variable, subject: subject,
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
    let best = scaled?.measures.first { $0.variable == variable }?.result.recommended
    let proportional = share * recommended
    let value = best?.value ?? proportional
    return YearRecommendation.Row(
      variable: variable, subject: .city,
      expansion: expansion.times(share), weights: share * weights, auxiliary: share * auxiliary,
      outliers: share * outliers, scaling: value - proportional, recommended: value,
      standardError: best.map(\.rootMeanSquaredError) ?? standardError.map { share * $0 })
  }
}

extension Study {
  /// The city's part of its parent's exports; nil where the study scales to none or the totals do not have both.
  fileprivate func cityShare(_ year: Year) throws -> Double? {
    guard let scaling, let totals = try exportTotals(of: year) else { return nil }
    let city = totals[.init(kind: "city", code: scaling.region)] ?? totals[.init(kind: "region", code: scaling.region)]
    guard let city, let parent = totals[.init(kind: "region", code: scaling.parent)], parent > 0 else { return nil }
    return city / parent
  }
}

// MARK: Known totals

/// The register's firms and exports by the factors of the rule.
private struct RegisterTotals {
  private let firms: ExportTotals
  private let exports: ExportTotals
  /// Levels of all factors of the rule.
  let levels: [ExportTotals.Level]

  init(_ study: Study, _ year: Study.Year, _ rule: Study.Recommendation) throws {
    guard let file = year.totals, let exports = try study.exportTotals(of: year) else {
      throw StudyError(
        message:
          "\(study.path): recommended: known totals are needed; add the file of totals of \(year.year) under years")
    }
    self.exports = exports
    firms = try ExportTotals(
      reading: CSVFile(path: study.path(of: file)), auxiliary: "firms", unit: .yuan, year: year.year)
    for factor in rule.factors where exports.levels(of: factor).isEmpty {
      throw StudyError(
        message: "\(study.path(of: file)): no row of kind \(factor), to which the study calibrates; add its levels")
    }
    levels = rule.factors.flatMap { factor in
      exports.levels(of: factor).map { ExportTotals.Level(kind: factor, code: $0.code) }
    }
  }

  func counts(of factor: String) -> [(code: String, total: Double)] {
    firms.levels(of: factor).map { ($0.code, $0.yuan) }
  }

  func exports(of factor: String) -> [(code: String, total: Double)] {
    exports.levels(of: factor).map { ($0.code, $0.yuan) }
  }

  var allExports: Double? { exports[.everything] }
}

/// Levels of factors that have a firm in the sample.
private struct SampledLevels {
  private let codes: [String: Set<String>]

  init(_ study: Study, _ year: Study.Year, _ factors: [String], threads: Int) throws {
    let (_, columns) = try study.answers(
      of: year, [], and: (["firm_id"] + factors).map { .init(name: $0, role: .factor) }, threads: threads)
    var codes: [String: Set<String>] = [:]
    for (place, factor) in factors.enumerated() {
      guard case .factor(let own, let levels) = columns[place + 1] else { preconditionFailure("asked for as factors") }
      codes[factor] = Set(Set(own).filter { $0 >= 0 }.map { levels[Int($0)] })
    }
    self.codes = codes
  }

  func contains(_ level: ExportTotals.Level) -> Bool { codes[level.kind]!.contains(level.code) }
}

/// What weights are calibrated to.
private struct CalibrationTerms {
  private(set) var counts: [CalibrationColumns.Term]
  private(set) var exports: [CalibrationColumns.Term]
  private let estimator: Study.Recommendation.Estimator

  init(_ rule: Study.Recommendation, _ totals: RegisterTotals, _ sampled: SampledLevels) {
    func known(_ factor: String, _ levels: [(code: String, total: Double)]) -> [(code: String, total: Double)] {
      levels.filter { $0.total > 0 && sampled.contains(.init(kind: factor, code: $0.code)) }
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
        let implied = dependences.filter { one in
          guard let total = one.total, let implied = one.impliedTotal else { return false }
          return abs(total - implied) <= 1e-6 * abs(total)
        }
        guard implied.count == dependences.count, !implied.isEmpty else {
          throw EstimationError.weighting(.collinearTerms(dependences))
        }
        let names = Set(implied.map(\.term))
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

// MARK: Estimates

/// Totals of a year's sample under some weighting.
private struct CalibratedTotals {
  private let study: Study
  private let year: Study.Year
  private let rule: Study.Recommendation
  private let threads: Int

  init(_ study: Study, _ year: Study.Year, _ rule: Study.Recommendation, threads: Int) {
    (self.study, self.year, self.rule, self.threads) = (study, year, rule, threads)
  }

  var subjects: [YearRecommendation.Subject] {
    study.classifications.sector.codes.map { .sector($0) } + [.nation] + (study.scaling == nil ? [] : [.parent])
  }

  private var requests: [StatisticRequest] {
    let total = Statistic.total(YearRecommendation.variables.map { .number($0) })
    var requests = [StatisticRequest]()
    requests.append(StatisticRequest(total, level: study.level, covariance: false))
    requests.append(StatisticRequest(total, by: ["sector"], level: study.level, covariance: false))
    if let scaling = study.scaling {
      let parent = DomainCondition.level(column: "region", isOneOf: [scaling.parent], negated: false)
      requests.append(StatisticRequest(total, domain: [parent], level: study.level, covariance: false))
    }
    return requests
  }

  /// The estimate of a variable for a subject.
  /// - Parameter replicates: Of a bootstrap that repeats the weighting in each; nil: linearised residuals.
  func estimates(
    _ weighting: [WeightingColumns], winsorised: Bool = false, replicates: Int? = nil
  ) throws -> (String, YearRecommendation.Subject) -> Estimate? {
    var design = study.design
    var variance = VarianceMethod.linearised
    if let replicates {
      let method = ReplicateMethod.raoWuYue(replicates: replicates)
      variance = .builtReplicates(method, seed: UInt64(bitPattern: Int64(study.seed)), centersOnFullSample: true)
      // A stratum with one answer has no spread to resample: it adds none.
      if design.singletons == .adjust { design.singletons = .certainty }
    }
    let plan = EstimationPlan(design: design, variance: variance, weighting: weighting, requests: requests)
    let others: [EstimationPlan.Column] = [
      .init(name: "firm_id", role: .factor), .init(name: study.design.strata[0], role: .factor),
      .init(name: study.design.corrections[0].column, role: .number),
    ]
    var (block, columns) = try study.answers(of: year, plan.columns, and: others, threads: threads)
    if winsorised { block = try self.winsorised(block, plan, columns) }
    let found = try plan.answers(from: block, threads: threads).map { try $0.get() }
    return { variable, subject in
      let (place, label) =
        switch subject {
        case .nation: (0, variable)
        case .sector(let code): (1, "sector=\(code)|\(variable)")
        case .parent, .city: (2, variable)
        }
      guard found.indices.contains(place), case .estimates(let estimates) = found[place] else { return nil }
      return estimates[label]
    }
  }

  /// Amounts beyond their cut-offs replaced, as the design's weights see them.
  private func winsorised(_ block: RowBlock, _ plan: EstimationPlan, _ others: [BlockColumn]) throws -> RowBlock {
    guard case .factor(let strata, let names) = others[1], case .number(let sizes) = others[2] else {
      preconditionFailure("columns come in the order in which they are asked for")
    }
    var populations = [Double](repeating: 0, count: names.count)
    for (row, h) in strata.enumerated() { populations[Int(h)] = sizes[row] }
    var columns = block.columns
    for variable in YearRecommendation.variables {
      let place = plan.columns.firstIndex(of: .init(name: variable, role: .number))!
      let amounts = try StratifiedAmounts(
        values: block.numbers(place), stratumOfUnit: strata.map(Int.init), populationSizes: populations)
      columns[place] = .number(try Winsorisation(of: amounts).values)
    }
    return block.replacing(columns: columns)
  }
}
