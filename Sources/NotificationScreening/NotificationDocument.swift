/// A date that a document states: a day, or words where it gives none.
public enum StatedDate: Sendable, Hashable, CustomStringConvertible {
  case day(CivilDay)
  /// `2013-10`
  case month(String)
  /// `six months after publication`
  case words(String)

  public var description: String {
    switch self {
    case .day(let day): day.description
    case .month(let text), .words(let text): text
    }
  }
}

/// One row of the list: a notification, or a document that follows one.
public struct NotificationDocument: Sendable, Hashable {
  public let symbol: NotificationSymbol
  /// Counted from 0, without the header.
  public let row: Int
  /// The member as the list names it; empty where it does not.
  public let memberName: String
  public let distribution: CivilDay?
  public let title: String
  public let products: String
  public let objectives: String
  public let link: String
  /// Codes of the column of codes, else of the words for products and of the title.
  public let codes: HSList
  public let hasCodesInColumn: Bool
  /// The last day for comments where a day is stated.
  public let commentDeadline: CivilDay?
  /// Days from the distribution where these are stated instead.
  public let commentDays: Int?
  public let adoption: StatedDate?
  public let entryIntoForce: StatedDate?
  /// Whether its words withdraw the notification.
  public let withdraws: Bool

  /// The day of the deadline that the document states.
  var statedDeadline: CivilDay? {
    commentDeadline ?? commentDays.flatMap { days in distribution?.adding(days: days) }
  }
}

/// Words that withdraw a notified measure.
enum WithdrawalWords {
  private static let phrases: [[String]] = [
    "withdrawn", "withdraws", "is withdrawing", "withdrawal of notification", "withdrawal of the notification",
    "withdrawal of the draft",
    "withdrawal of the measure", "withdrawn or revoked", "a été retirée", "a été retiré", "retrait de la notification",
    "ha sido retirada",
    "ha sido retirado", "se retira", "retiro de la notificación", "撤回", "撤销", "予以废止",
  ].map(Folding.words)

  static func occur(in text: String) -> Bool {
    let words = Folding.words(text)
    return phrases.contains { phrase in words.indices.contains { words[$0...].starts(with: phrase) } }
  }
}
