import Documents
import NotificationScreening
import TradeImpact

extension CivilDay {
  /// Reads `2013-01-11`.
  init(decoding node: DocumentNode) throws(DocumentError) {
    guard let day = CivilDay(try node.text()) else {
      throw node.invalid(expected: "a day of the calendar as 2013-01-11")
    }
    self = day
  }
}

extension DocumentNode {
  /// Who says a number: one text for all languages, or `{zh: ..., en: ...}`.
  func source() throws(DocumentError) -> LocalizedText {
    guard case .mapping = value else {
      let text = try nonEmptyText()
      return LocalizedText(zh: text, en: text)
    }
    return try LocalizedText(decoding: self)
  }

  /// A text that says something: sources and names must not be blank.
  func nonEmptyText() throws(DocumentError) -> String {
    let text = try text()
    guard text.contains(where: { !$0.isWhitespace }) else { throw invalid(expected: "a text that is not blank") }
    return text
  }
}
