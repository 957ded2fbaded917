import Reporting
import TradeImpact

extension ImpactMeasure {
  /// What the study estimates of every firm in money.
  static let amounts = [ImpactMeasure.directLoss, .addedCost]

  /// As it stands within a sentence.
  var nameInText: LocalizedText { LocalizedText(zh: label.zh, en: label.en.lowercased()) }
}

extension ReportTable.Column {
  /// An amount of money, in 亿元 with two decimals.
  init(_ measure: ImpactMeasure, _ code: String, zh: String, en: String, beside: Set<Companion> = []) {
    self.init(
      code: code, label: LocalizedText(zh: zh, en: en), measure: measure.rawValue, unit: .hundredMillionYuan,
      decimals: 2,
      companions: beside)
  }
}

extension Study {
  /// The name of a region; its code where no classification has it.
  func name(ofRegion code: String) -> LocalizedText {
    classifications["region"]?[code]?.label ?? LocalizedText(zh: code, en: code)
  }

  /// That of the study's scaling, else of its regions.
  func nameOfCity(_ code: String) -> LocalizedText {
    guard let scaling, scaling.region == code else { return name(ofRegion: code) }
    return cityName(scaling)
  }

  /// The name of the city that amounts are scaled to.
  func cityName(_ scaling: Scaling) -> LocalizedText { scaling.label ?? name(ofRegion: scaling.region) }
}

extension Study.Scaling {
  /// The known exports of the region and of its parent; nil where the totals do not have both.
  func exports(in totals: ExportTotals?) -> (region: Double, parent: Double)? {
    guard let totals, let parent = totals[.init(kind: "region", code: parent)],
      let own = totals[.init(kind: "city", code: region)] ?? totals[.init(kind: "region", code: region)]
    else { return nil }
    return (own, parent)
  }
}
