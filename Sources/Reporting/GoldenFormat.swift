/// How a comparison is written.
public enum GoldenFormat: String, Sendable, Hashable, CaseIterable {
  case text
  case json
  case junit

  public func text(_ check: GoldenCheck) -> String {
    switch self {
    case .text: check.text
    case .json: GoldenJSON.text(check)
    case .junit: GoldenJUnit(check: check).text
    }
  }

  /// What an update has changed; as JUnit there is nothing to show, because an update cannot fail.
  public func text(_ changes: GoldenChanges) -> String {
    self == .json ? GoldenJSON.text(changes) : changes.text
  }
}
