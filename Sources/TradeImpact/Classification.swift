/// The categories of one property of firms or amounts, as a file defines them.
///
/// The order of categories is the order of table rows and of factor levels.
public struct Classification: Sendable, Hashable {
  public struct Category: Sendable, Hashable {
    public let code: String
    public let label: LocalizedText
    /// nil where the data name the category themselves.
    public let rule: Rule?

    public init(code: String, label: LocalizedText, rule: Rule? = nil) {
      self.code = code
      self.label = label
      self.rule = rule
    }
  }

  /// Which firms a category holds, where that follows from other properties.
  public enum Rule: Sendable, Hashable {
    /// Of the classification `sector`.
    case chapters(ChapterRanges)
    /// Of the classification `product_group`: codes of sectors.
    case sectors([String])
    /// Of the classification `size_class`: a product group, and the exports of the year in the register.
    case exports(ExportsInterval, productGroup: String)
  }

  public let id: String
  public let label: LocalizedText
  /// Who defined it, and where.
  public let source: String
  public let categories: [Category]
  /// What belongs to no category; it counts in totals and has a row of its own.
  public let unclassified: Category?
  private let table: CodeTable

  init(id: String, label: LocalizedText, source: String, categories: [Category], unclassified: Category?) {
    self.id = id
    self.label = label
    self.source = source
    self.categories = categories
    self.unclassified = unclassified
    table = CodeTable((categories + [unclassified].compactMap(\.self)).map(\.code))
  }

  /// Codes in order, that of `unclassified` last: the levels of the factor.
  public var codes: [String] { allCategories.map(\.code) }

  var allCategories: [Category] { categories + [unclassified].compactMap(\.self) }

  /// The place of a code in ``codes``.
  public func position(of code: String) -> Int32? { table[code] }

  public subscript(code: String) -> Category? { position(of: code).map { allCategories[Int($0)] } }

  var unclassifiedPosition: Int32? { unclassified.map { _ in Int32(categories.count) } }
}
