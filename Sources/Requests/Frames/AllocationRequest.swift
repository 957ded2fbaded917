import Documents
import Estimation
import Sampling

/// The strata of a frame: a study variable by a stratum column.
struct StratumSource: Sendable {
  let variable: String
  let stratum: String

  var columns: [EstimationPlan.Column] {
    [.init(name: variable, role: .number), .init(name: stratum, role: .factor)]
  }

  func summary(_ data: SampleColumns) throws(Refusal) -> StratumSummary {
    do { return try StratumSummary(of: data.numbers(variable), by: data.factor(stratum)) } catch {
      throw Refusal(error)
    }
  }
}

struct StratumSummaryRequest: FrameRequest {
  let source: StratumSource
  var columns: [EstimationPlan.Column] { source.columns }

  func answer(_ data: SampleColumns) throws(Refusal) -> [(key: String, value: JSONValue)] {
    let strata = try source.summary(data)
    return [
      ("labels", .strings(strata.labels)), ("N", strata.populationSizes.jsonNumbers),
      ("mean", strata.means.jsonNumbers),
      ("S", strata.standardDeviations.jsonNumbers), ("total", .double(strata.total)),
    ]
  }
}

/// How many units to draw from each stratum.
struct AllocationRequest: FrameRequest {
  enum Method: String, Sendable, CaseIterable {
    case proportional, equal, neyman
    case neymanTakeAll = "neyman_with_take_all"
    case costOptimal = "cost_optimal"
    case exactInteger = "exact_integer_optimal"
    case power
  }
  private enum Size: Sendable {
    case units(Double)
    case budget(Double)
  }

  let source: StratumSource
  private let method: Method
  private let size: Size
  private let minimum: Int?
  private let maximum: Int?
  private let exponent: Double
  private let unitCosts: UnitCosts

  var columns: [EstimationPlan.Column] { source.columns }

  init(decoding node: DocumentNode, _ source: StratumSource) throws {
    let known = [
      "statistic", "method", "n", "budget", "unit_costs", "minimum_per_stratum", "maximum_per_stratum", "exponent",
    ]
    let keyed = try KeyedDocument(node, known: known)
    self.source = source
    method = try keyed.required("method").choice(of: Method.self)
    minimum = try keyed.optional("minimum_per_stratum")?.int()
    maximum = try keyed.optional("maximum_per_stratum")?.int()
    exponent = try keyed.optional("exponent")?.double() ?? 0.5
    unitCosts = try UnitCosts(decoding: keyed.optional("unit_costs"))
    if let budget = keyed.optional("budget") {
      size = .budget(try budget.double())
    } else {
      size = .units(try keyed.required("n").double())
    }
  }

  func answer(_ data: SampleColumns) throws(Refusal) -> [(key: String, value: JSONValue)] {
    let strata = try source.summary(data)
    do {
      let costs = try unitCosts.values(strata.labels)
      let allocation = try allocation(strata, costs)
      return try fields(allocation, strata, costs)
    } catch let error as SamplingPlanError {
      throw Refusal(error)
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw .badInput("allocation", "\(error)")
    }
  }

  private func allocation(_ strata: StratumSummary, _ costs: [Double]) throws -> Allocation {
    let limits = AllocationLimits(
      minimum: minimum.map(Double.init) ?? 0, maximum: maximum.map(Double.init) ?? .infinity,
      capsAtPopulation: method == .neymanTakeAll || method == .exactInteger)
    if case .budget(let budget) = size {
      return try strata.allocation(budget: budget, unitCosts: costs, within: limits)
    }
    guard case .units(let n) = size else { preconditionFailure("a size is units or a budget") }
    switch method {
    case .proportional: return try strata.allocation(.proportional, sampleSize: n, within: limits)
    case .equal: return try strata.allocation(.equal, sampleSize: n, within: limits)
    case .neyman, .neymanTakeAll: return try strata.allocation(.neyman, sampleSize: n, within: limits)
    case .costOptimal: return try strata.allocation(.costOptimal(unitCosts: costs), sampleSize: n, within: limits)
    case .power:
      return try strata.allocation(.power(exponent: exponent, sizes: nil), sampleSize: n, within: limits)
    case .exactInteger:
      return try strata.integerAllocation(
        sampleSize: Int(n),
        within: AllocationLimits(minimum: Double(minimum ?? 1), maximum: maximum.map(Double.init) ?? .infinity))
    }
  }

  private func fields(
    _ allocation: Allocation, _ strata: StratumSummary, _ costs: [Double]
  ) throws -> [(key: String, value: JSONValue)] {
    let variance = allocation.varianceOfTotal
    var fields: [(key: String, value: JSONValue)] = [
      ("labels", .strings(strata.labels)), ("n", allocation.sampleSizes.jsonNumbers),
      ("variance_of_total", .double(orNull: variance)),
      ("cv_of_total", .double(orNull: allocation.coefficientOfVariationOfTotal)),
    ]
    if !unitCosts.isEmpty { fields.append(("cost", .double(try allocation.cost(unitCosts: costs)))) }
    return fields
  }
}

/// What one unit of each stratum costs.
private struct UnitCosts: Sendable {
  private enum Form: Sendable {
    case none
    /// 1, 2, 3, … in the sorted order of the strata.
    case counting
    case list([Double], location: String)
    case byLabel([(label: String, cost: Double)], location: String)
  }
  private let form: Form

  init(decoding node: DocumentNode?) throws {
    guard let node else {
      form = .none
      return
    }
    switch node.value {
    case .string(let text):
      guard text.hasPrefix("1,2,3,...") else {
        throw node.invalid(expected: "a list, a map by stratum, or \"1,2,3,...\"")
      }
      form = .counting
    case .mapping(let pairs):
      form = .byLabel(try pairs.map { ($0.key, try $0.value.double()) }, location: "\(node.location)")
    default: form = .list(try node.doubles(), location: "\(node.location)")
    }
  }

  var isEmpty: Bool { if case .none = form { true } else { false } }

  func values(_ labels: [String]) throws(Refusal) -> [Double] {
    switch form {
    case .none: return labels.map { _ in 1 }
    case .counting: return labels.indices.map { Double($0 + 1) }
    case .list(let costs, let location):
      guard costs.count == labels.count else {
        throw .badInput(
          "unit_costs", "\(location): \(costs.count) unit costs for \(labels.count) strata; give one a stratum")
      }
      return costs
    case .byLabel(let pairs, let location):
      return try labels.map { label throws(Refusal) in
        guard let pair = pairs.first(where: { $0.label.utf8.elementsEqual(label.utf8) }) else {
          throw .badInput("unit_costs", "\(location): no unit cost for stratum \(label)")
        }
        return pair.cost
      }
    }
  }
}

/// The sample size that meets a coefficient of variation.
struct SampleSizeRequest: FrameRequest {
  let source: StratumSource
  private let method: String
  private let targetCV: Double

  var columns: [EstimationPlan.Column] { source.columns }

  init(decoding node: DocumentNode, _ source: StratumSource) throws {
    let keyed = try KeyedDocument(node, known: ["statistic", "method", "target_cv"])
    self.source = source
    method = try keyed.required("method").choice(of: ["srs", "proportional", "neyman", "neyman_with_take_all"])
    targetCV = try keyed.required("target_cv").double()
  }

  func answer(_ data: SampleColumns) throws(Refusal) -> [(key: String, value: JSONValue)] {
    let strata = try source.summary(data)
    do {
      let size =
        switch method {
        case "srs": try strata.simpleRandomSampleSize(targetCV: targetCV)
        case "proportional": try strata.sampleSize(targetCV: targetCV, .proportional)
        default: try strata.sampleSize(targetCV: targetCV, .neyman, takesAll: method == "neyman_with_take_all")
        }
      return [("n_real", .double(size.real)), ("n_ceiling", .int(size.ceiling))]
    } catch { throw Refusal(error) }
  }
}

extension Refusal {
  init(_ error: SamplingPlanError) { self = .badInput("sampling_plan", error.description) }
}
