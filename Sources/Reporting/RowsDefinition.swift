import TradeImpact

/// What the rows of a table are.
public enum RowsDefinition: Sendable, Hashable {
  /// The levels of a classification: `rows: sector`.
  case factor(String)
  /// The levels of one within those of another, with a subtotal after each group where it has a label.
  ///
  /// `{group}` in the label stands for that of the group.
  case nested(group: String, within: String, subtotal: LocalizedText?)
  /// A variable for each level of a classification: `rows: {measures: loss_market}`.
  case family(VariableFamily)
  case list([ListedRow])
}

/// Variables of the survey that exist once for every level of a classification.
///
/// Raw values are the words of a definition file.
public enum VariableFamily: String, Sendable, Hashable, CaseIterable {
  /// Direct loss in each market.
  case lossMarket = "loss_market"
  /// Direct loss by cause, a firm's loss divided equally among the causes it names.
  case lossCause = "loss_cause"
  /// Added cost of each kind.
  case costKind = "cost_kind"

  /// The id of the classification that labels the rows.
  public var classification: String {
    switch self {
    case .lossMarket: "market"
    case .lossCause: "cause"
    case .costKind: "cost_kind"
    }
  }
}

/// A row written out in a definition. What a column leaves open, the row says.
public struct ListedRow: Sendable, Hashable {
  public let code: String
  public let label: LocalizedText
  public let depth: Int
  public let measure: TableMeasure?
  public let variable: String?
  public let unit: DisplayUnit?
  public let decimals: Int?

  public init(
    code: String, label: LocalizedText, depth: Int = 0, measure: TableMeasure? = nil, variable: String? = nil,
    unit: DisplayUnit? = nil, decimals: Int? = nil
  ) {
    (self.code, self.label, self.depth) = (code, label, depth)
    (self.measure, self.variable, self.unit, self.decimals) = (measure, variable, unit, decimals)
  }
}
