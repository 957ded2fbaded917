import TradeImpact

/// A filled form as Markdown in one language: a heading a field, so that people can write on.
public struct MarkdownFormRenderer: Sendable {
  public let language: Language

  public init(_ language: Language) {
    self.language = language
  }

  public func text(_ form: FilledForm) -> String {
    let banner = form.isSynthetic ? ["> **\(Wording.syntheticFormBanner[language])**"] : []
    let introduction = form.introduction.map { Markdown.escaped($0[language]) }
    let parts = ["# \(Markdown.escaped(form.title[language]))"] + banner + introduction + form.parts.flatMap(blocks)
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func blocks(_ part: FilledForm.Part) -> [String] {
    ["## \(Markdown.escaped(part.title[language]))"]
      + part.fields.flatMap { field in
        ["### \(Markdown.escaped(field.label[language]))"] + field.runs.map(block)
      }
  }

  private func block(_ run: [FilledForm.Answer]) -> String { run.map(line).joined(separator: "\n") }

  private func line(_ answer: FilledForm.Answer) -> String {
    let text = Markdown.escaped(answer.text(language))
    let shown = answer.isBlank ? "**\(text)**" : text
    return answer.isItem ? "- \(shown)" : shown
  }
}
