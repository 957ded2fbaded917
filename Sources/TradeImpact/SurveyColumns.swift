import Documents

/// How a survey file names its columns, and in which unit its amounts are.
///
/// A standard name that is not mapped is the file's own. No amount is read without a declared unit.
public struct SurveyColumns: Sendable, Hashable {
  private let names: [String: String]
  private let units: [String: AmountUnit]
  private let generalUnit: AmountUnit?

  /// - Parameters:
  ///   - names: The file's own names by standard name.
  ///   - units: Units by standard name, such as `exports` or `loss_US`.
  ///   - generalUnit: The unit of every other amount.
  public init(names: [String: String] = [:], units: [String: AmountUnit] = [:], generalUnit: AmountUnit? = nil) {
    self.names = names
    self.units = units
    self.generalUnit = generalUnit
  }

  public func fileName(of name: String) -> String { names[name] ?? name }

  /// Standard names that are mapped, with the file's own, in byte order.
  package var mappings: [(name: String, fileName: String)] {
    names.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { ($0, names[$0]!) }
  }

  public func unit(of amount: String) -> AmountUnit? { units[amount] ?? generalUnit }
}

extension SurveyColumns {
  /// Reads the parts `columns` and `units` of a study file.
  ///
  /// `columns: {firm_id: 企业编号, loss_US: 美国损失}` maps standard names to the file's; `units` is one unit for all
  /// amounts, `万元`, or `{default: 万元, exports: 亿元, loss_US: {USD: 6.8985}}`.
  public init(
    columns: DocumentNode?, units: DocumentNode?, classifications: Classifications = .bundled
  ) throws(DocumentError) {
    let standard = StandardNames(classifications)
    var names: [String: String] = [:]
    if let columns {
      let keyed = try KeyedDocument(columns, known: standard.columns)
      for key in keyed.keys { names[key] = try keyed.required(key).text() }
    }
    let (byName, general) = try Self.units(units, amounts: standard.amounts)
    self.init(names: names, units: byName, generalUnit: general)
  }

  private static func units(
    _ node: DocumentNode?, amounts: [String]
  ) throws(DocumentError) -> (byName: [String: AmountUnit], general: AmountUnit?) {
    guard let node else { return ([:], nil) }
    guard case .mapping(let pairs) = node.value, !pairs.contains(where: { $0.key == "USD" }) else {
      return ([:], try AmountUnit(decoding: node))
    }
    let keyed = try KeyedDocument(node, known: ["default"] + amounts)
    var units: [String: AmountUnit] = [:]
    for key in keyed.keys { units[key] = try AmountUnit(decoding: keyed.required(key)) }
    let general = units.removeValue(forKey: "default")
    return (units, general)
  }
}
