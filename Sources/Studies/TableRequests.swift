import Estimation
import Reporting
import TradeImpact

/// One number of a table: the request that estimates it, and the label it has among the request's estimates.
package struct TableRequest: Hashable, Sendable {
  package let request: StatisticRequest
  package let label: String
}

/// A cell of a table that is an estimate.
package struct TableCell: Sendable {
  /// The id of the table: `2-1`.
  package let table: String
  package let row: ReportTable.Row
  /// The id of the column.
  package let column: String
  package let wanted: TableRequest
  /// How the estimate is scaled to a part of its region; nil for an estimate that stands as it is.
  package let scaling: String?
}

/// Turns the cells of a table definition into requests.
///
/// Cells that differ in their row alone share a request, so a column by sector is one request with one estimate a sector.
struct TableRequests {
  let definition: TableDefinition
  /// nil where the year has no known totals.
  let totals: ExportTotals?
  let level: Double

  /// - Returns: nil where the question does not apply to the row, such as the share of causes in a total.
  func request(_ estimate: EstimateDefinition, row: ReportTable.Row) -> TableRequest? {
    guard let measure = estimate.measure else { return nil }
    let place = RowPlace(definition.rows, row, crossing: estimate.crossing)
    let variable = place.variable ?? estimate.variable
    guard let (statistic, tail) = statistic(measure, variable, estimate, place) else { return nil }
    // Tables show every number with its own error, so covariances are not worth their time.
    var request = StatisticRequest(statistic, by: place.factors, level: level, covariance: false)
    request.domain = estimate.domain.map { .level(column: $0.factor, isOneOf: [$0.code], negated: false) }
    if measure == .causeShare { request.domain.append(.number(column: "affected", .equal, [1])) }
    return TableRequest(request: request, label: place.prefix + tail)
  }

  private func statistic(
    _ measure: TableMeasure, _ variable: String?, _ estimate: EstimateDefinition, _ place: RowPlace
  ) -> (Statistic, label: String)? {
    guard estimate.estimator ?? .expansion == .expansion else {
      return ratioTotal(measure, variable, estimate.estimator!, place)
    }
    switch (measure, variable) {
    case (.amount, let name?): return (.total([.number(name)]), name)
    case (.mean, let name?): return (.mean([.number(name)]), name)
    case (.share, let name?): return share(name, place)
    case (.lossRate, let name?): return (.ratio(numerators: [name], denominators: ["exports"]), "\(name)/exports")
    case (.affectedShare, _): return (.mean([.number("affected")]), "affected")
    case (.causeShare, _): return place.cause.map { (.mean([.number("cause_\($0)")]), "cause_\($0)") }
    case (.count, _): return (.total([.number("firms")]), "firms")
    case (.affectedCount, _): return (.total([.number("affected")]), "affected")
    default: return nil
    }
  }

  /// A category's part of the whole: among the groups of a factor, or of a family's sum.
  private func share(_ name: String, _ place: RowPlace) -> (Statistic, label: String) {
    if let whole = place.familyTotal { return (.ratio(numerators: [name], denominators: [whole]), "\(name)/\(whole)") }
    return (.share([name]), "share:\(name)")
  }

  /// Ratio estimators are for national totals of amounts; for anything else there is no such estimate.
  private func ratioTotal(
    _ measure: TableMeasure, _ variable: String?, _ estimator: Estimator, _ place: RowPlace
  ) -> (Statistic, label: String)? {
    guard measure == .amount, let variable, place.factors.isEmpty, let totals else { return nil }
    let method: TotalEstimator = estimator == .combinedRatio ? .combinedRatio : .separateRatioBySector
    guard let request = try? method.request(forTotalOf: variable, totals: totals) else { return nil }
    return (request.statistic, "total:\(variable)")
  }
}

/// What a row of a table is about.
struct RowPlace {
  /// Factors that the request groups by.
  private(set) var factors: [String] = []
  /// `sector=agri_food|`
  private(set) var prefix = ""
  /// The variable of the row, in a family of variables.
  private(set) var variable: String?
  /// The sum of the family: `direct_loss`.
  private(set) var familyTotal: String?
  /// The cause that the row is about.
  private(set) var cause: String?

  /// - Parameter crossing: The level of another classification that the column is about.
  init(_ rows: RowsDefinition, _ row: ReportTable.Row, crossing: EstimateDefinition.Level? = nil) {
    var (names, codes) = ([String](), [String]())
    switch rows {
    case .factor(let factor):
      (names, codes) = ([factor], row.kind == .total ? [] : [row.code])
    case .nested(let outer, let inner, _):
      (names, codes) = ([outer, inner], row.kind == .total ? [] : row.keys.filter { $0 != TableDefinition.totalCode })
    case .family(let family):
      familyTotal = family.total
      variable = row.kind == .total ? family.total : family.prefix + row.code
      if family == .lossCause, row.kind != .total { cause = row.code }
    case .list, .years, .facts:
      break
    }
    group(
      Array(names.prefix(codes.count)) + (crossing.map { [$0.factor] } ?? []),
      codes + (crossing.map { [$0.code] } ?? []))
  }

  private mutating func group(_ names: [String], _ codes: [String]) {
    factors = names
    let pairs = zip(names, codes).map { "\($0)=\($1)" }
    prefix = pairs.isEmpty ? "" : pairs.joined(separator: ",") + "|"
  }
}
