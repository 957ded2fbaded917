// The columns that a plan needs beside those of its tables.

extension VarianceMethod {
  var columns: [EstimationPlan.Column] {
    guard case .twoPhase(let plan) = self else { return [] }
    let first = plan.first
    let numbers = [first.weights].compactMap { $0 } + first.corrections.map(\.column)
    let factors = first.units + first.strata + plan.secondUnits + plan.secondStrata + [plan.membership]
    return numbers.map { .init(name: $0, role: .number) } + factors.map { .init(name: $0, role: .factor) }
  }
}

extension WeightingColumns {
  var columns: [EstimationPlan.Column] {
    switch self {
    case .poststratify(let margin): margin.columns
    case .rake(let margins, _): margins.flatMap(\.columns)
    case .calibrate(let calibration): calibration.columns
    case .trim: []
    case .nonresponse(let response, let classes): ([response] + classes).map { .init(name: $0, role: .factor) }
    case .propensity(let response, let terms): [.init(name: response, role: .factor)] + terms.flatMap(\.columns)
    }
  }
}

extension WeightingColumns.Margin {
  fileprivate var columns: [EstimationPlan.Column] { factors.map { .init(name: $0, role: .factor) } }
}

extension CalibrationColumns {
  fileprivate var columns: [EstimationPlan.Column] {
    var numbers = [variance].compactMap { $0 }
    if case .columns(let lower, let upper) = bounds { numbers += [lower, upper] }
    return terms.flatMap(\.columns) + numbers.map { .init(name: $0, role: .number) }
  }
}

extension CalibrationColumns.Term {
  fileprivate var columns: [EstimationPlan.Column] {
    let own: [EstimationPlan.Column] =
      switch kind {
      case .intercept: []
      case .numeric(let name): [.init(name: name, role: .number)]
      case .indicator(let name, _): [.init(name: name, role: .factor)]
      }
    return own + domain.map(\.measure.planColumn)
  }
}

extension Measure {
  /// The column, in the role that the measure takes it for.
  fileprivate var planColumn: EstimationPlan.Column {
    switch self {
    case .number(let name): .init(name: name, role: .number)
    case .category(let name): .init(name: name, role: .factor)
    }
  }
}

extension StatisticRequest {
  /// Columns that a statistic of the rows reads.
  var rowColumns: [EstimationPlan.Column] {
    guard statistic.needsRows else { return [] }
    if case .contrast(let inner, _) = statistic { return inner.rowColumns }
    return statistic.measures.map(\.planColumn)
  }
}
