import Sampling

/// Which moments a plan keeps: the columns it reads, the cells it sums in, the variables it sums, and their products.
///
/// Cells are the observed combinations of all factors and all yes-or-no conditions of all requests, the finest that any
/// request needs; every table is rolled up from them.
struct MomentLayout: Sendable {
  /// A number formed of each row before it is weighted.
  enum Variable: Sendable, Hashable {
    case one
    /// The weight itself: its weighted total is Σw².
    case weight
    case number(column: Int)
    case square(column: Int)
  }
  /// A yes-or-no property of each row that requests select by.
  enum Condition: Sendable, Hashable {
    case all([DomainCondition])
    /// None of the measures is missing.
    case complete([Measure])
  }
  struct Stage: Sendable {
    let stratum: Int?
    let unit: Int?
    let correction: Int?
  }
  struct Pair: Sendable, Hashable {
    let first: Int
    let second: Int

    init(_ a: Int, _ b: Int) {
      first = min(a, b)
      second = max(a, b)
    }
  }

  private(set) var columns: [EstimationPlan.Column] = []
  private(set) var weights: Int?
  private(set) var stages: [Stage] = []
  /// Positions in `columns` of the factors that tell cells apart.
  private(set) var factors: [Int] = []
  private(set) var conditions: [Condition] = []
  private(set) var variables: [Variable] = []
  /// Pairs whose products are summed with squared weights, for variances.
  private(set) var squaredPairs = IndexedSet<Pair>()
  /// Pairs whose products are summed with weights, for design effects.
  private(set) var weightedPairs = IndexedSet<Pair>()

  /// Linear calibration and some replicate weights go below zero; weights of a file may not.
  let acceptsNegativeWeights: Bool

  /// Every row is a unit: spread is kept as second moments, not by unit.
  var everyRowIsAUnit: Bool { stages[0].unit == nil }

  /// Variances come from moments, and need products; not so where rows or replicates give them.
  private let hasVariances: Bool

  init(
    design: DesignColumns, requests: [StatisticRequest], acceptsNegativeWeights: Bool = false,
    hasVariances: Bool = true
  ) {
    self.acceptsNegativeWeights = acceptsNegativeWeights
    self.hasVariances = hasVariances
    weights = design.weights.map { column($0, .number) }
    for s in 0..<design.stageCount {
      stages.append(
        Stage(
          stratum: design.strata.indices.contains(s) ? column(design.strata[s], .factor) : nil,
          unit: design.units.indices.contains(s) ? column(design.units[s], .factor) : nil,
          correction: design.corrections.indices.contains(s) ? column(design.corrections[s].column, .number) : nil))
    }
    // Σw and Σw² of every cell answer counts, and cost next to nothing.
    add(products: [variable(.one)], withWeightedProducts: false)
    _ = variable(.weight)
    for request in requests { add(request) }
  }

  // MARK: Look-up

  func position(_ name: String, _ role: EstimationPlan.Column.Role) -> Int {
    guard let position = columns.firstIndex(of: .init(name: name, role: role)) else {
      preconditionFailure("column \(name) is not in the plan")
    }
    return position
  }

  func factorIndex(_ name: String) -> Int {
    let column = position(name, .factor)
    guard let index = factors.firstIndex(of: column) else { preconditionFailure("factor \(name) is not in the plan") }
    return index
  }

  func conditionIndex(_ condition: Condition) -> Int {
    guard let index = conditions.firstIndex(of: condition) else { preconditionFailure("condition is not in the plan") }
    return index
  }

  func variableIndex(_ variable: Variable) -> Int {
    guard let index = variables.firstIndex(of: variable) else { preconditionFailure("variable is not in the plan") }
    return index
  }

  func number(_ name: String) -> Int { variableIndex(.number(column: position(name, .number))) }
  func square(_ name: String) -> Int { variableIndex(.square(column: position(name, .number))) }
  var one: Int { variableIndex(.one) }
  var weight: Int { variableIndex(.weight) }

  /// Positions of pairs in `squaredPairs` by their two variables; -1 where the pair is not kept.
  var squaredPairTable: [[Int]] {
    variables.indices.map { a in variables.indices.map { squaredPairs.position(of: Pair(a, $0)) ?? -1 } }
  }

  func name(ofVariable index: Int) -> String {
    switch variables[index] {
    case .one: "the weights"
    case .weight: "the squared weights"
    case .number(let column): columns[column].name
    case .square(let column): columns[column].name + " squared"
    }
  }

  // MARK: Assembly

  /// - Parameter isPart: The request is part of a contrast, which needs the covariances of its estimates.
  private mutating func add(_ request: StatisticRequest, isPart: Bool = false) {
    if case .contrast(let inner, _) = request.statistic { return add(inner, isPart: true) }
    for name in request.by { addFactor(name) }
    addCondition(.all(request.domain))
    addCondition(.complete(request.statistic.measures))
    guard !request.statistic.needsRows else { return addRowStatistic(request.statistic) }
    if case .proportion(let event, _) = request.statistic { addCondition(.all(event)) }
    if case .separateRatioTotal(_, _, let strata, _) = request.statistic { addFactor(strata) }
    let single = estimateVariables(request.statistic)
    // Variances alone need no products of variables that no estimate has together.
    for used in request.covariance == false && !isPart ? single : [single.flatMap { $0 }] {
      add(products: used, withWeightedProducts: request.designEffect != nil)
    }
  }

  /// The variables of each estimate that a group of rows has.
  private mutating func estimateVariables(_ statistic: Statistic) -> [[Int]] {
    if case .ratio(let numerators, let denominators) = statistic {
      return denominators.flatMap { x in numerators.map { y in [number(ofColumn: y), number(ofColumn: x)] } }
    }
    let size = statistic.needsWeightTotal ? [variable(.one)] : []
    switch statistic {
    case .variance(let names):
      return names.map { name in
        [number(ofColumn: name), variable(.square(column: column(name, .number)))] + size
      }
    case .combinedRatioTotal(let y, let x, _), .separateRatioTotal(let y, let x, _, _):
      return [[number(ofColumn: y), number(ofColumn: x)]]
    default:
      let own = statistic.measures.map { measure in
        switch measure {
        case .number(let name): return [number(ofColumn: name)] + size
        case .category(let name):
          addFactor(name)
          return [variable(.one)]
        }
      }
      return own.isEmpty ? [size] : own
    }
  }

  private mutating func number(ofColumn name: String) -> Int { variable(.number(column: column(name, .number))) }

  /// What looks at rows needs to know which are complete and in which cells they are.
  private mutating func addRowStatistic(_ statistic: Statistic) {
    for measure in statistic.measures {
      switch measure {
      case .number(let name): _ = column(name, .number)
      case .category(let name): addFactor(name)
      }
    }
  }

  private mutating func add(products used: [Int], withWeightedProducts: Bool) {
    for a in used {
      for b in used {
        if hasVariances { squaredPairs.insert(Pair(a, b)) }
        if withWeightedProducts { weightedPairs.insert(Pair(a, b)) }
      }
    }
  }

  private mutating func column(_ name: String, _ role: EstimationPlan.Column.Role) -> Int {
    let column = EstimationPlan.Column(name: name, role: role)
    if let position = columns.firstIndex(of: column) { return position }
    columns.append(column)
    return columns.count - 1
  }

  private mutating func addFactor(_ name: String) {
    let position = column(name, .factor)
    if !factors.contains(position) { factors.append(position) }
  }

  private mutating func variable(_ variable: Variable) -> Int {
    if let index = variables.firstIndex(of: variable) { return index }
    variables.append(variable)
    return variables.count - 1
  }

  private mutating func addCondition(_ condition: Condition) {
    guard !conditions.contains(condition) else { return }
    conditions.append(condition)
    guard case .all(let parts) = condition else { return }
    for part in parts {
      switch part {
      case .number(let name, _, _): _ = column(name, .number)
      case .level(let name, _, _): _ = column(name, .factor)
      }
    }
  }
}

extension Statistic {
  /// The measures that must be present in a row for it to count.
  var measures: [Measure] {
    switch self {
    case .total(let measures), .mean(let measures): measures
    case .ratio(let numerators, let denominators): (numerators + denominators).map(Measure.number)
    case .combinedRatioTotal(let numerator, let denominator, _),
      .separateRatioTotal(let numerator, let denominator, _, _):
      [.number(numerator), .number(denominator)]
    case .variance(let names), .share(let names), .quantile(let names, _, _, _): names.map(Measure.number)
    case .proportion(let event, _): event.map(\.measure)
    case .contrast(let inner, _): inner.statistic.measures
    case .model(let model): model.measures
    case .independence(let first, let second, _): [.category(first), .category(second)]
    case .comparison(let comparison):
      [.number(comparison.variable)] + (comparison.group.map { [.category($0)] } ?? [])
    case .count, .weights, .designInformation, .replicateWeights: []
    }
  }

  var needsWeightTotal: Bool {
    switch self {
    case .mean, .proportion, .variance, .count: true
    default: false
    }
  }
}

/// A set whose members have positions, in order of insertion.
struct IndexedSet<Element: Hashable & Sendable>: Sendable {
  private(set) var elements: [Element] = []
  private var positions: [Element: Int] = [:]

  func position(of element: Element) -> Int? { positions[element] }

  mutating func insert(_ element: Element) {
    guard positions[element] == nil else { return }
    positions[element] = elements.count
    elements.append(element)
  }
}
