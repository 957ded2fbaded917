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
  /// The years of the study: `rows: years`.
  case years
  /// The lines of a file of published facts: `rows: {facts: table-3-1, key: member_id}`.
  case facts(FactRows)
}

/// Rows that a file of facts has.
public struct FactRows: Sendable, Hashable {
  /// The name of the file without folder and extension.
  public let source: String
  /// The column with the codes of the rows; labels are in `label_zh` and `label_en`.
  public let key: String
  /// What the lines have to meet.
  public let conditions: [PublishedPlace.Condition]

  public init(source: String, key: String, conditions: [PublishedPlace.Condition] = []) {
    (self.source, self.key, self.conditions) = (source, key, conditions)
  }
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

  /// The variable that the family adds to.
  public var total: String { self == .costKind ? "added_cost" : "direct_loss" }

  /// What the variables' names begin with.
  public var prefix: String {
    switch self {
    case .lossMarket: "loss_"
    case .lossCause: "loss_cause_"
    case .costKind: "cost_"
    }
  }

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
