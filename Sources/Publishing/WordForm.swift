import Reporting
import TradeImpact

/// A filled form as the HTML that pandoc reads: a table of two columns a part, as such forms are laid out.
package struct WordForm {
  package let text: String

  package init(_ form: FilledForm, _ language: Language) {
    let parts = FormParts(form: form, language: language)
    let head = HTMLText.block(
      "head", parts: ["<meta charset=\"utf-8\">", HTMLText.element("title", text: form.title[language])])
    let body = HTMLText.block("body", parts: parts.front + form.parts.flatMap(parts.part))
    let code = language == .zh ? "zh-CN" : "en"
    text = "<!DOCTYPE html>\n" + HTMLText.block("html", [("lang", code)], parts: [head, body]) + "\n"
  }
}

private struct FormParts {
  let form: FilledForm
  let language: Language

  var front: [String] {
    let banner = form.isSynthetic ? [styled("Banner", Wording.syntheticFormBanner[language])] : []
    return banner + form.introduction.map { HTMLText.element("p", text: $0[language]) }
  }

  private func styled(_ style: String, _ text: String) -> String {
    HTMLText.element("div", [("custom-style", style)], html: HTMLText.element("p", text: text))
  }

  func part(_ part: FilledForm.Part) -> [String] {
    let columns = "<colgroup><col style=\"width: 20%\"><col style=\"width: 80%\"></colgroup>"
    let rows = part.fields.map { field in
      // Paragraphs throughout: pandoc keeps the lines of tight lists and bare cells with the next, which suits rows of numbers and would
      // keep a form of several pages in one piece.
      let label = HTMLText.element("p", html: HTMLText.element("strong", text: field.label[language]))
      let answers = field.runs.map { $0.html(language, isLoose: true) }.joined()
      return HTMLText.element(
        "tr", html: HTMLText.element("td", html: label) + HTMLText.element("td", html: answers))
    }
    let body = HTMLText.block("tbody", parts: rows)
    return [HTMLText.element("h1", text: part.title[language]), HTMLText.block("table", parts: [columns, body])]
  }
}
