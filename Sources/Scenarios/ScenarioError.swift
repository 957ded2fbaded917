import UncertaintyAnalysis

/// A scenario that cannot be read or computed; the message names file, line, value and the way out.
public struct ScenarioError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String
  /// Whether a file is wrong, or what it asks for cannot be computed.
  public let isBadInput: Bool

  public init(_ description: String, isBadInput: Bool = true) {
    (self.description, self.isBadInput) = (description, isBadInput)
  }
}
