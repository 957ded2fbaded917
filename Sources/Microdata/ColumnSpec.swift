/// A column to be read, and what its fields are taken for.
public struct ColumnSpec: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// A number; `thousands` is the separator of groups of three digits, if the column has one.
    case number(thousands: UInt8?)
    /// Text, each distinct value a level.
    case factor
    /// A number used as a level: `0413` and `413.0` are both the level `413`.
    case numericFactor(thousands: UInt8?)
  }
  public let name: String
  public let kind: Kind

  public init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// Names are compared by code point, as everywhere in this module.
  public static func == (a: ColumnSpec, b: ColumnSpec) -> Bool { a.kind == b.kind && a.name.isSameText(as: b.name) }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    name.hashText(into: &hasher)
  }
}
