import TradeImpact

/// A filled form on a page: its parts, each a list of fields and answers.
struct HTMLFormRenderer {
  let form: FilledForm
  let language: Language

  var parts: [String] {
    introduction
      + form.parts.flatMap { part in
        [HTMLText.element("h3", text: part.title[language]), fields(part)]
      }
  }

  private var introduction: [String] { form.introduction.map { HTMLText.element("p", text: $0[language]) } }

  private func fields(_ part: FilledForm.Part) -> String {
    HTMLText.block(
      "dl", [("class", "form")],
      parts: part.fields.map { field in
        HTMLText.element("dt", text: field.label[language])
          + HTMLText.element("dd", html: field.runs.map { $0.html(language) }.joined())
      })
  }
}

extension [FilledForm.Answer] {
  /// A list, or the one paragraph that there is.
  /// - Parameter isLoose: Whether the items of a list are paragraphs.
  package func html(_ language: Language, isLoose: Bool = false) -> String {
    let isList = allSatisfy(\.isItem)
    let lines = map { answer in
      let attributes = answer.isBlank ? [("class", "blank")] : []
      let paragraph = HTMLText.element("p", attributes, text: answer.text(language))
      guard isList else { return paragraph }
      return isLoose
        ? HTMLText.element("li", html: paragraph) : HTMLText.element("li", attributes, text: answer.text(language))
    }.joined()
    return isList ? HTMLText.element("ul", html: lines) : lines
  }
}
