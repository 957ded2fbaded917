/// The symbol of a document of the WTO: `G/TBT/N/USA/867/Add.1`.
///
/// A notification and what follows it (addenda, corrigenda, revisions, supplements) share the root, `G/TBT/N/USA/867`.
public struct NotificationSymbol: Sendable, Hashable {
  /// The agreement under which it is notified.
  public enum Area: String, Sendable, Hashable, CaseIterable {
    case tbt = "TBT"
    case sps = "SPS"
  }

  /// What a document is to its notification.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case new
    case addendum
    case corrigendum
    case revision
    case supplement
  }

  public struct Part: Sendable, Hashable {
    public let kind: Kind
    public let number: Int
  }

  public let area: Area
  /// `USA`, `EU`, `EEC`; nil in symbols of the years before 2000, which do not name the member.
  public let member: String?
  /// Between member and parts: `867`, of the years before 2000 `98.123`.
  public let number: String
  /// In their order: `Rev.1/Add.2` are two.
  public let parts: [Part]
  /// Agreement, member and number as numbers: symbols are compared very often.
  private let order: Order

  private struct Order: Hashable {
    let area: Int
    /// Bytes of the member, the first one the most significant.
    let member: UInt32
    /// Before 2000 year and number.
    let series: Int
    let number: Int

    init(_ area: Area, _ member: String?, _ number: String) {
      self.area = area == .tbt ? 0 : 1
      let bytes = Array((member ?? "").utf8.prefix(4)) + [0, 0, 0, 0]
      self.member = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
      let numbers = number.split(separator: ".").map { Int($0)! }
      (series, self.number) = (numbers.count > 1 ? numbers[0] : 0, numbers.last!)
    }

    static func < (a: Order, b: Order) -> Bool {
      (a.area, a.member, a.series, a.number) < (b.area, b.member, b.series, b.number)
    }
  }

  /// - Returns: nil unless the text is a symbol of a notification under the TBT or SPS agreement.
  public init?(_ text: String) {
    let pieces = text.uppercased().split(separator: "/", omittingEmptySubsequences: false).map { $0.trimmed }
    guard pieces.count >= 4, pieces[0] == "G", let area = Area(rawValue: String(pieces[1])) else { return nil }
    self.area = area
    let rest: ArraySlice<Substring>
    if pieces[2] == "N", pieces.count >= 5, Self.isMember(pieces[3]), Self.isNumber(pieces[4]) {
      (member, number, rest) = (String(pieces[3]), Self.withoutZeros(pieces[4]), pieces[5...])
    } else if pieces[2].hasPrefix("NOTIF"), let (old, end) = Self.oldNumber(pieces) {
      (member, number, rest) = (nil, old, pieces[end...])
    } else {
      return nil
    }
    let parts = rest.map(Self.part)
    guard parts.allSatisfy({ $0 != nil }) else { return nil }
    self.parts = parts.compactMap(\.self)
    order = Order(area, member, number)
  }

  private init(area: Area, member: String?, number: String, parts: [Part]) {
    (self.area, self.member, self.number, self.parts) = (area, member, number, parts)
    order = Order(area, member, number)
  }

  // MARK: Pieces

  private static func isMember(_ text: Substring) -> Bool {
    2...4 ~= text.utf8.count && text.utf8.allSatisfy { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }
  }

  private static func isNumber(_ text: Substring) -> Bool {
    1...6 ~= text.utf8.count && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  }

  private static func withoutZeros(_ digits: Substring) -> String {
    let short = digits.drop { $0 == "0" }
    return short.isEmpty ? "0" : String(short)
  }

  /// `NOTIF.98.123` and `NOTIF.00/123`, as `98.123` and `00.123`.
  private static func oldNumber(_ pieces: [Substring]) -> (String, end: Int)? {
    let numbers = pieces[2].dropFirst(5).split(separator: ".")
    if numbers.count == 2, numbers.allSatisfy(isNumber) { return ("\(numbers[0]).\(numbers[1])", 3) }
    guard numbers.count == 1, isNumber(numbers[0]), isNumber(pieces[3]) else { return nil }
    return ("\(numbers[0]).\(pieces[3])", 4)
  }

  private static let abbreviations: KeyValuePairs<String, Kind> = [
    "ADD": .addendum, "CORR": .corrigendum, "REV": .revision, "SUPPL": .supplement, "SUPP": .supplement,
  ]

  private static func part(_ text: Substring) -> Part? {
    for (abbreviation, kind) in abbreviations where text.hasPrefix(abbreviation) {
      let number = text.dropFirst(abbreviation.utf8.count).drop { $0 == "." || $0 == " " }
      if isNumber(number), let value = Int(number) { return Part(kind: kind, number: value) }
    }
    return nil
  }

  // MARK: Meaning

  /// That of the last part.
  public var kind: Kind { parts.last?.kind ?? .new }

  /// The notification that the document belongs to.
  public var root: NotificationSymbol { NotificationSymbol(area: area, member: member, number: number, parts: []) }
}

extension NotificationSymbol: CustomStringConvertible {
  public var description: String {
    let head = member.map { "G/\(area.rawValue)/N/\($0)/\(number)" } ?? "G/\(area.rawValue)/Notif.\(number)"
    return ([head] + parts.map { "\($0.kind.abbreviation).\($0.number)" }).joined(separator: "/")
  }
}

extension NotificationSymbol.Kind {
  fileprivate var abbreviation: String {
    switch self {
    case .new: ""
    case .addendum: "Add"
    case .corrigendum: "Corr"
    case .revision: "Rev"
    case .supplement: "Suppl"
    }
  }
}

extension NotificationSymbol: Comparable {
  /// By agreement, member, number as a number, and parts: `Add.9` before `Add.10`.
  public static func < (a: NotificationSymbol, b: NotificationSymbol) -> Bool {
    if a.order != b.order { return a.order < b.order }
    return a.parts.map(\.order).lexicographicallyPrecedes(b.parts.map(\.order)) { $0.lexicographicallyPrecedes($1) }
  }
}

extension NotificationSymbol.Part {
  fileprivate var order: [Int] { [NotificationSymbol.Kind.allCases.firstIndex(of: kind)!, number] }
}

extension Substring {
  /// Without blanks at its ends.
  var trimmed: Substring {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
