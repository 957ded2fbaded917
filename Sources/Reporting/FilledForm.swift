import TradeImpact

/// A form with its answers, ready to be edited: what a comment or a filing is written from.
public struct FilledForm: Sendable, Hashable {
  public enum Answer: Sendable, Hashable {
    /// A paragraph.
    case text(LocalizedText)
    /// A line of a list.
    case item(LocalizedText)
    /// What nobody has said yet: the words tell what belongs there.
    case blank(LocalizedText)
    /// A line of a list that nobody has filled in yet.
    case missing(LocalizedText)
  }

  public struct Field: Sendable, Hashable {
    public let label: LocalizedText
    public let answers: [Answer]

    public init(label: LocalizedText, answers: [Answer]) {
      (self.label, self.answers) = (label, answers)
    }
  }

  public struct Part: Sendable, Hashable {
    public let title: LocalizedText
    public let fields: [Field]

    public init(title: LocalizedText, fields: [Field]) {
      (self.title, self.fields) = (title, fields)
    }
  }

  /// Also the name of its files and its place on a page.
  public let id: String
  public let title: LocalizedText
  public let introduction: [LocalizedText]
  public let parts: [Part]
  /// Every rendering says so.
  public let isSynthetic: Bool

  public init(id: String, title: LocalizedText, introduction: [LocalizedText], parts: [Part], isSynthetic: Bool) {
    (self.id, self.title, self.introduction) = (id, title, introduction)
    (self.parts, self.isSynthetic) = (parts, isSynthetic)
  }
}

extension FilledForm.Answer {
  package func text(_ language: Language) -> String {
    switch self {
    case .text(let text), .item(let text): text[language]
    case .missing(let label): language == .zh ? "\(label.zh)：（待填写）" : "\(label.en): [to be completed]"
    case .blank(let what): language == .zh ? "（待填写：\(what.zh)）" : "[to be completed: \(what.en)]"
    }
  }

  package var isItem: Bool {
    switch self {
    case .item, .missing: true
    case .text, .blank: false
    }
  }

  package var isBlank: Bool {
    switch self {
    case .blank, .missing: true
    case .text, .item: false
    }
  }
}

extension FilledForm.Field {
  /// Answers with the lines of a list together.
  package var runs: [[FilledForm.Answer]] {
    answers.reduce(into: []) { runs, answer in
      if answer.isItem, runs.last?.last?.isItem == true {
        runs[runs.count - 1].append(answer)
      } else {
        runs.append([answer])
      }
    }
  }
}
