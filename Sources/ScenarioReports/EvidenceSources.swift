import Reporting
import Scenarios
import TradeImpact

/// Method, the source of every assumption, and limits.
extension EvidenceSheet {
  var sources: FilledForm.Part {
    FilledForm.Part(
      title: LocalizedText(zh: "三、方法与来源", en: "3. Method and sources"),
      fields: [
        field("计算方法", "Method", words.methodsOfModel.map { .text($0) }),
        field("假设及其来源", "Assumptions and their sources", assumptions + rates),
        field("不确定性的来源", "Where the uncertainty comes from", uncertainty),
      ] + published)
  }

  private var assumptions: [FilledForm.Answer] {
    scenario.quantities.map { quantity in
      let (label, known) = (tables.inputTableLabel(quantity, isOfTable: false), QuantityWords(quantity).knowledge)
      return item(
        "\(label.zh)：\(known.zh)。来源：\(quantity.source.zh)",
        "\(label.en.uppercasedFirst): \(known.en). Source: \(quantity.source.en)")
    }
  }

  private var rates: [FilledForm.Answer] { tables.rates.map { .item($0) } }

  private var uncertainty: [FilledForm.Answer] {
    let survey = result.sensitivities.filter { $0.measure != .oneOffCost }.compactMap(tables.surveyOrKnowledge)
    let all = [words.drivers].compactMap(\.self) + survey
    let none = LocalizedText(zh: "各输入均按已知处理，结果没有区间。", en: "All inputs are taken as known, so results have no interval.")
    return all.isEmpty ? [.text(none)] : all.map { .item($0) }
  }

  private var published: [FilledForm.Field] {
    guard !scenario.reported.isEmpty else { return [] }
    return [field("与已公布数字对照", "Beside published figures", scenario.reported.map(compared))]
  }

  private func compared(_ figure: ReportedFigure) -> FilledForm.Answer {
    let (value, name) = (text(figure.value, of: figure), figure.measure?.shortLabel ?? figure.label)
    let product = figure.computed.map { text($0, of: figure) }
    let mean = tables.outcome(figure).map { outcome in
      figure.measure?.isAmount == true ? number.amount(outcome) : number.firms(outcome)
    }
    let note = figure.note.map(ScenarioWords.sentence)
    return item(
      "\(name.zh)：公布\(value.zh)（\(figure.source.zh)）" + (product.map { "，按其算式为\($0.zh)" } ?? "")
        + (mean.map { "；本情景\($0.zh)" } ?? "") + "。" + (note?.zh ?? ""),
      "\(name.en.uppercasedFirst): published \(value.en) (\(figure.source.en))"
        + (product.map { ", by its own arithmetic \($0.en)" } ?? "") + (mean.map { "; this scenario \($0.en)" } ?? "")
        + "."
        + (note.map { " \($0.en)" } ?? ""))
  }

  private func text(_ value: Double, of figure: ReportedFigure) -> LocalizedText {
    let digits = RoundedText.plain(figure.inUnit(value))
    switch figure.unit {
    case "firms": return LocalizedText(zh: "\(digits)家", en: "\(digits) firms")
    case "percent": return LocalizedText(zh: "\(digits)%", en: "\(digits)%")
    default: return number.amount(value)
    }
  }

  // MARK: Limits

  var limits: FilledForm.Part {
    let notes =
      result.populationNotes.map(ScenarioWords.sentence) + tables.notModelled
      + scenario.notes.map(ScenarioWords.sentence)
    return FilledForm.Part(
      title: LocalizedText(zh: "四、局限", en: "4. Limits"),
      fields: [field("使用时须说明", "To be said with the numbers", notes.map { .item($0) })])
  }
}
