import NotificationScreening
import TestSupport

/// Small files of a screening.
struct ScreeningFiles {
  static let head =
    "Document symbol,Notifying Member,Distribution date,Title,Products covered,HS code(s),Final date for comments"
  static let example = Fixtures.package + "/datasets/notifications-example/"

  /// A list with the rows given, under the usual header.
  static func list(
    _ rows: [String], head: String = Self.head, _ options: NotificationList.Options = .init()
  ) throws -> NotificationList {
    let file = csv(([head] + rows).joined(separator: "\n") + "\n")
    return try withExtendedLifetime(file) { try NotificationList(path: file.path, options) }
  }

  static func exports(_ text: String, _ options: ExportLines.Options = .init()) throws -> ExportLines {
    let file = csv(text)
    return try withExtendedLifetime(file) { try ExportLines(path: file.path, options) }
  }

  static func rates(_ text: String) throws -> CostRates {
    let file = csv(text)
    return try withExtendedLifetime(file) { try CostRates(path: file.path) }
  }

  static func csv(_ text: String) -> ScratchFile { ScratchFile(text.utf8, ending: ".csv") }

  /// What an error says, without the place of the temporary file.
  static func message(_ body: () throws -> Void) -> String? {
    do { try body() } catch {
      return "\(error)".replacing(#/[^ \n]*trade-impact-[A-Za-z0-9]+\.csv/#, with: "FILE")
    }
    return nil
  }
}

extension Screening {
  subscript(symbol: String) -> Entry? { ranking.first { "\($0.notification.symbol)" == symbol } }

  func kinds(of kind: String) -> [String] { findings.filter { $0.kind == kind }.map(\.subject) }
}
