import Estimation
import Studies
import TradeImpact

/// A cell of a table, and what it would be if every firm were asked.
struct SimulatedQuestion: Sendable {
  /// `2-1`.
  let table: String
  /// The codes of row and column.
  let row: String
  let column: String
  /// Of the row.
  let label: LocalizedText
  /// In yuan, firms, or as a fraction.
  let truth: Double
  private let wanted: TableRequest
  /// What the estimate is multiplied by: the part of the region's exports that a scaled estimate is given, otherwise 1.
  private let factor: Double

  /// nil where the population has no such number: the share of causes in a class without losses.
  init?(
    _ cell: TableCell, _ study: Study, _ totals: ExportTotals?, _ population: [StatisticRequest: Estimates]
  ) throws {
    (table, row, column, wanted) = (cell.table, cell.row.code, cell.column, cell.wanted)
    label = cell.row.label
    let part = cell.requestOfThePart(study)
    factor = part == nil ? 1 : try study.exportShare(totals, method: cell.scaling!)
    guard let value = population[part ?? wanted.request]?[wanted.label]?.value else { return nil }
    truth = value
  }

  func estimate(in answers: [StatisticRequest: Estimates]) -> SimulatedEstimate? {
    answers[wanted.request]?[wanted.label].flatMap { SimulatedEstimate($0, factor: factor) }
  }
}

extension TableCell {
  /// What a scaled estimate is an estimate of: the same number of the part itself.
  func requestOfThePart(_ study: Study) -> StatisticRequest? {
    guard scaling != nil, let part = study.scaling else { return nil }
    var request = wanted.request
    request.domain = request.domain.map { condition in
      guard case .level("region", _, _) = condition else { return condition }
      return .level(column: "city", isOneOf: [part.region], negated: false)
    }
    return request
  }
}

extension Study {
  /// The part of a region's exports that its scaled part has.
  fileprivate func exportShare(_ totals: ExportTotals?, method: String) throws -> Double {
    guard let scaling, let totals, let part = totals[.init(kind: "city", code: scaling.region)],
      let whole = totals[.init(kind: "region", code: scaling.parent)]
    else { return .nan }
    let proportional = try ProportionalScaling(
      region: scaling.region, parent: scaling.parent, regionExports: part, parentExports: whole)
    return proportional.scaled(
      ParentEstimate(measure: "amount", value: 1, standardError: nil),
      ProportionalScaling.Method(rawValue: method) ?? .proportional
    ).value
  }
}

/// The estimate of one draw.
struct SimulatedEstimate: Sendable {
  let value: Double
  let standardError: Double?
  let lower: Double?
  let upper: Double?
  let sampleSize: Int

  /// nil where there is no value.
  init?(_ estimate: Estimate, factor: Double) {
    guard let value = estimate.value else { return nil }
    self.value = value * factor
    (standardError, sampleSize) = (estimate.standardError.map { $0 * factor }, estimate.sampleSize)
    (lower, upper) = (estimate.lower.map { $0 * factor }, estimate.upper.map { $0 * factor })
  }
}
