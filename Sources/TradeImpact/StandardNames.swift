/// The names of the columns of a survey record, as the classifications in force make them.
package struct StandardNames: Sendable {
  /// By market, in the order of the classification.
  package let losses: [String]
  /// By kind of cost.
  package let costs: [String]
  /// Flags by cause.
  package let causes: [String]
  /// Amounts of the direct loss by cause, that of firms that name none last.
  let lossesByCause: [String]

  package static let unstated = "unstated"
  /// What a file may say outright about a firm, apart from amounts.
  private static let firm = [
    "firm_id", "year", "region", "city", "hs_chapter", "sector", "product_group", "size_class", "ownership",
    "business_type",
    "stratum", "population", "probability", "weight", "response", "affected", "primary_cause",
  ]

  package init(_ classifications: Classifications) {
    losses = classifications.market.codes.map { "loss_\($0)" }
    costs = classifications.costKind.codes.map { "cost_\($0)" }
    causes = classifications.cause.codes.map { "cause_\($0)" }
    lossesByCause = (classifications.cause.codes + [Self.unstated]).map { "loss_cause_\($0)" }
  }

  /// Amounts that a file holds.
  var amounts: [String] { ["frame_exports", "exports", "direct_loss", "added_cost"] + losses + costs }

  /// Everything that a file holds.
  var columns: [String] { Self.firm + amounts + causes }

  /// Properties that divide firms into groups, and never numbers.
  static let factors = [
    "firm_id", "region", "city", "sector", "product_group", "size_class", "ownership", "business_type", "stratum",
    "response",
    "primary_cause",
  ]

  /// Everything that an estimate may ask for by name; `firms` is 1 in every row, so that its total counts them.
  var all: [String] { columns + ["firms"] + lossesByCause }
}
