/// A notification with everything that followed it, as of the last document.
///
/// A class, because rankings move and copy tens of thousands of them; it never changes.
public final class Notification: Sendable {
  /// How its codes are known.
  public enum Basis: String, Sendable, Hashable, CaseIterable {
    /// From the column of codes.
    case codes
    /// From codes in the words for products.
    case codesInText = "codes_in_text"
    /// From the words for products and the table of keywords.
    case words
    case none
  }

  /// A value, and the document that it is from.
  public struct Stated<Value: Sendable>: Sendable {
    public let value: Value
    public let document: NotificationSymbol
  }

  public struct Deadline: Sendable {
    public let day: CivilDay
    /// No document states one: sixty days from the notification or its last revision, as the TBT Committee recommends.
    public let isAssumed: Bool
    public let document: NotificationSymbol
  }

  public static let assumedDays = 60

  /// The symbol of the notification itself.
  public let symbol: NotificationSymbol
  /// In the order of distribution.
  public let documents: [NotificationDocument]
  /// Place among the members; nil: unknown.
  let member: Int?
  public let codes: HSList
  public let basis: Basis
  /// The document that the codes are from.
  public let codesDocument: NotificationSymbol?
  public let deadline: Deadline?
  public let adoption: Stated<StatedDate>?
  public let entryIntoForce: Stated<StatedDate>?
  /// The document that withdraws it.
  public let withdrawnBy: NotificationSymbol?

  /// - Precondition: the documents have one root, and are at least one.
  init(_ documents: [NotificationDocument]) {
    let ordered = Self.ordered(documents)
    self.documents = ordered
    symbol = ordered[0].symbol.root
    member = Self.member(symbol, ordered)
    (codes, basis, codesDocument) = Self.codes(ordered)
    deadline = Self.deadline(ordered)
    adoption = Self.last(ordered, \.adoption)
    entryIntoForce = Self.last(ordered, \.entryIntoForce)
    withdrawnBy = Self.withdrawal(ordered)
  }

  /// By distribution where all documents have a date, else by symbol.
  private static func ordered(_ documents: [NotificationDocument]) -> [NotificationDocument] {
    let isDated = documents.allSatisfy { $0.distribution != nil }
    return documents.sorted { a, b in
      if isDated, a.distribution != b.distribution { return a.distribution! < b.distribution! }
      return a.symbol < b.symbol
    }
  }

  /// The symbol decides; the name where the symbol has no member, or one that is not known.
  private static func member(_ symbol: NotificationSymbol, _ documents: [NotificationDocument]) -> Int? {
    let names = [symbol.member].compactMap(\.self) + documents.map(\.memberName)
    return names.lazy.compactMap { Members.bundled.place(of: $0) }.first
  }

  /// Of the last document that says something of it.
  private static func last<Value: Sendable>(
    _ documents: [NotificationDocument], _ value: (NotificationDocument) -> Value?
  ) -> Stated<Value>? {
    for document in documents.reversed() {
      if let value = value(document) { return Stated(value: value, document: document.symbol) }
    }
    return nil
  }

  private static func codes(_ documents: [NotificationDocument]) -> (HSList, Basis, NotificationSymbol?) {
    for basis in [Basis.codes, .codesInText] {
      let given = documents.last { !$0.codes.codes.isEmpty && $0.hasCodesInColumn == (basis == .codes) }
      if let given { return (given.codes, basis, given.symbol) }
    }
    for document in documents.reversed() {
      for text in [document.products, document.title] {
        if let codes = ProductKeywords.bundled.codes(in: text) { return (codes, .words, document.symbol) }
      }
    }
    return (HSList(text: ""), .none, nil)
  }

  /// Of the documents from the last revision on: it opens a new period for comments.
  private static func deadline(_ documents: [NotificationDocument]) -> Deadline? {
    let base = documents.lastIndex { [.new, .revision].contains($0.symbol.kind) }
    if let stated = last(Array(documents[(base ?? 0)...]), \.statedDeadline) {
      return Deadline(day: stated.value, isAssumed: false, document: stated.document)
    }
    guard let base, let day = documents[base].distribution else { return nil }
    return Deadline(day: day.adding(days: assumedDays), isAssumed: true, document: documents[base].symbol)
  }

  /// A revision behind it notifies the measure again.
  private static func withdrawal(_ documents: [NotificationDocument]) -> NotificationSymbol? {
    guard let place = documents.lastIndex(where: \.withdraws) else { return nil }
    return documents[(place + 1)...].contains { $0.symbol.kind == .revision } ? nil : documents[place].symbol
  }
}

extension Notification {
  /// Whether the notification itself is in the list, and not only what followed it.
  public var hasParent: Bool { documents.contains { $0.symbol.parts.isEmpty } }

  /// That of the last document that has one, the notification and its revisions before others.
  public var title: String {
    let titled = documents.filter { !$0.title.isEmpty }
    return (titled.last { [.new, .revision].contains($0.symbol.kind) } ?? titled.last)?.title ?? ""
  }

  public var products: String { documents.last { !$0.products.isEmpty }?.products ?? "" }
  public var objectives: String { documents.last { !$0.objectives.isEmpty }?.objectives ?? "" }
  public var link: String { documents.last { !$0.link.isEmpty }?.link ?? "" }
  public var memberInfo: Member? { member.map { Members.bundled.all[$0] } }

  /// Whether comments are taken on a day; nil where no day is known.
  public func isOpen(on day: CivilDay) -> Bool? {
    if withdrawnBy != nil { return false }
    return deadline.map { $0.day >= day }
  }

  /// The documents of a list as notifications, in the order of symbols; a symbol that comes twice counts once.
  static func all(_ documents: [NotificationDocument]) -> (
    notifications: [Notification], repeated: [NotificationSymbol]
  ) {
    var (seen, repeated) = (Set<NotificationSymbol>(), [NotificationSymbol]())
    var chains: [NotificationSymbol: [NotificationDocument]] = [:]
    for document in documents {
      if seen.insert(document.symbol).inserted {
        chains[document.symbol.root, default: []].append(document)
      } else {
        repeated.append(document.symbol)
      }
    }
    return (chains.keys.sorted().map { Notification(chains[$0]!) }, repeated.sorted())
  }
}
