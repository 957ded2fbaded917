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
    guard mayOccur(in: text) else { return false }
    let words = Folding.words(text)
    return phrases.contains { phrase in words.indices.contains { words[$0...].starts(with: phrase) } }
  }

  /// Whether a text has the beginning of one of the words; most texts have none, and need not be divided into words.
  private static func mayOccur(in text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.indices.contains { place in
        switch bytes[place] {
        case UInt8(ascii: "w"), UInt8(ascii: "W"): matches(bytes, place, "withdr")
        case UInt8(ascii: "r"), UInt8(ascii: "R"): matches(bytes, place, "retir") || matches(bytes, place, "retra")
        case 0xE6: matches(bytes, place, "撤")
        case 0xE5: matches(bytes, place, "废")
        default: false
        }
      }
    }
  }

  private static func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ word: StaticString) -> Bool {
    guard place + word.utf8CodeUnitCount <= bytes.count else { return false }
    return (0..<word.utf8CodeUnitCount).allSatisfy { offset in
      let (byte, wanted) = (bytes[place + offset], word.utf8Start[offset])
      return byte == wanted || (wanted < 0x80 && byte | 0x20 == wanted)
    }
  }
}
