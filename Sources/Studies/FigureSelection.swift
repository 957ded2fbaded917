import Documents
import Figures
import Reporting

/// Which figures stand on the pages of a study, and where trade statistics come from.
public struct FigureSelection: Sendable, Hashable {
  /// Those that the study names; nil: the bundled ones, which are read when a page asks for them.
  public let named: [FigureDefinition]?
  /// Relative to the study file; nil where there is none.
  public let trade: String?

  static let standard = FigureSelection(named: nil, trade: nil)

  var isExplicit: Bool { named != nil }

  /// Those of a page. A study of one year has one page, and on it whatever the study names.
  func definitions(_ scope: FigureDefinition.Scope, isOnlyPage: Bool) -> [FigureDefinition] {
    (named ?? FigureDefinition.bundled).filter { $0.scope == scope || (isOnlyPage && isExplicit) }
  }
}

extension FigureSelection {
  /// `[ids or files]`, or `{show: [ids or files], trade: trade.csv}`, both of which may be left out.
  /// - Parameter definition: Reads the definition file of a name.
  init(
    decoding node: DocumentNode, _ definition: (String) throws -> FigureDefinition
  ) throws {
    var (list, trade) = (Optional(node), String?.none)
    if case .mapping = node.value {
      let keyed = try KeyedDocument(node, known: ["show", "trade"])
      (list, trade) = (keyed.optional("show"), try keyed.optional("trade")?.string())
    }
    self.init(named: try list.map { try Self.definitions($0, definition) }, trade: trade)
  }

  private static func definitions(
    _ node: DocumentNode, _ definition: (String) throws -> FigureDefinition
  ) throws -> [FigureDefinition] {
    var figures: [FigureDefinition] = []
    for item in try node.sequence() {
      let found = try one(item, definition)
      guard !figures.contains(where: { $0.id == found.id }) else { throw item.invalid(expected: "each figure once") }
      figures.append(found)
    }
    return figures
  }

  private static func one(
    _ item: DocumentNode, _ definition: (String) throws -> FigureDefinition
  ) throws -> FigureDefinition {
    let name = try item.text()
    if name.hasSuffix(".yml") || name.hasSuffix(".yaml") { return try definition(name) }
    _ = try DocumentNode(.string(name), at: item.location, path: item.path).choice(of: FigureDefinition.bundledIDs)
    return FigureDefinition.bundled(name)!
  }
}
