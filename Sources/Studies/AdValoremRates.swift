import Estimation
import Figures
import Reporting
import TradeImpact

/// What foreign measures cost over exports, by sector and market, as one year's survey estimates it: a "rates file".
///
/// ```
/// added cost rate = Ĉ_s / X̂_s        loss rate = L̂_s / X̂_s        both from the survey, with the error of their ratio
/// loss rate in market m = L̂_sm / X_sm      X_sm from trade statistics, taken as exact
/// ```
/// The survey asks losses by market, costs by kind, and exports in all. So there is no rate by market without trade statistics, and no
/// added cost rate by market at all: rows of markets leave it empty, and who reads them takes that of all markets.
public struct AdValoremRates: Sendable, Hashable {
  public struct Rate: Sendable, Hashable {
    /// A fraction of exports.
    public let value: Double
    public let standardError: Double
  }

  public struct Row: Sendable, Hashable {
    /// A code, or ``AdValoremRates/all``.
    public let sector: String
    public let market: String
    /// nil in rows of markets.
    public let addedCost: Rate?
    public let loss: Rate
    /// `synthetic` where the data are made, as trade files mark them.
    public let source: String
  }

  /// In the column of a code: every sector, every market.
  public static let all = "*"
  public static let columns = [
    "sector", "market", "added_cost_rate", "added_cost_rate_se", "loss_rate", "loss_rate_se", "year", "source",
  ]

  public let year: Int
  /// All sectors and markets first, then sectors, then markets.
  public let rows: [Row]
  /// What has no rate, and why.
  public let notes: [String]

  /// - Parameters:
  ///   - trade: Exports by partner and product whose codes are those of markets and sectors, and whose exports, as the trade file names
  ///     it; nil: no rates by market.
  /// - Throws: ``StudyError``, also for studies with release rules, which rows of rates would go round.
  public init(
    _ study: Study, _ year: Study.Year, trade: (statistics: TradeStatistics, region: String)? = nil, threads: Int = 1
  ) throws(StudyError) {
    guard study.release == nil else {
      throw StudyError(
        message:
          "\(study.path): release: a rates file cannot withhold what the release rules would; take release out of a copy "
          + "of the study and keep the rates to yourself")
    }
    let survey = try SurveyedRates(study, year, byMarket: trade != nil, threads: threads)
    let market = try trade.map { trade throws(StudyError) in
      try MarketRates(survey, trade.statistics, region: trade.region)
    }
    self.year = year.year
    rows = survey.rows + (market?.rows ?? [])
    notes = survey.notes + (market?.notes ?? [])
  }

  public var csv: String {
    CSVText.text(
      [Self.columns]
        + rows.map { row in
          let numbers = [row.addedCost, row.loss].flatMap { [$0?.value, $0?.standardError] }.map(CSVText.number)
          return [row.sector, row.market] + numbers + ["\(year)", row.source]
        })
  }
}

/// Rates over exports to all markets, by sector.
private struct SurveyedRates {
  let study: Study
  let year: Study.Year
  private let estimates: YearEstimates
  private(set) var rows: [AdValoremRates.Row] = []
  private(set) var notes: [String] = []

  private static let rates: [ImpactMeasure] = [.addedCostRate, .directLossRate]

  /// - Parameter byMarket: Whether losses are wanted by market, too, of which a survey may know nothing.
  init(_ study: Study, _ year: Study.Year, byMarket: Bool, threads: Int) throws(StudyError) {
    (self.study, self.year) = (study, year)
    let requests = Self.rates.flatMap { rate in
      [[], ["sector"]].map { rate.request(by: $0, classifications: study.classifications) }
    }
    let losses = byMarket ? [[], ["sector"]].map { Self.lossRequest(study, by: $0) } : []
    estimates = try YearEstimates(study, year, of: requests + losses, threads: threads, chunkBytes: nil)
    for sector in sectors {
      guard let cost = rate(.addedCostRate, sector), let loss = rate(.directLossRate, sector) else {
        notes.append("\(sector): no firm with exports in the sample, so no rate")
        continue
      }
      rows.append(.init(sector: sector, market: AdValoremRates.all, addedCost: cost, loss: loss, source: source))
    }
  }

  /// `*`, and the codes of sectors; firms of none are in `*` alone.
  var sectors: [String] { [AdValoremRates.all] + study.classifications.sector.categories.map(\.code) }

  private var source: String {
    study.isSynthetic ? "synthetic" : "\(study.name): survey, over exports to all markets"
  }

  private static func lossRequest(_ study: Study, by factors: [String]) -> StatisticRequest {
    StatisticRequest(
      .total(StandardNames(study.classifications).losses.map(Measure.number)), by: factors, covariance: false)
  }

  private func rate(_ measure: ImpactMeasure, _ sector: String) -> AdValoremRates.Rate? {
    let factors = sector == AdValoremRates.all ? [] : ["sector"]
    let numerator = measure == .addedCostRate ? "added_cost" : "direct_loss"
    return rate(
      measure.request(by: factors, classifications: study.classifications), prefix(sector) + "\(numerator)/exports")
  }

  /// Yuan lost in a market, with its error; nil where it is not defined.
  func loss(_ sector: String, in market: String) -> AdValoremRates.Rate? {
    rate(Self.lossRequest(study, by: sector == AdValoremRates.all ? [] : ["sector"]), prefix(sector) + "loss_\(market)")
  }

  private func rate(_ request: StatisticRequest, _ label: String) -> AdValoremRates.Rate? {
    guard let estimate = estimates.estimate(request, label), let value = estimate.value,
      let error = estimate.standardError
    else { return nil }
    return AdValoremRates.Rate(value: value, standardError: error)
  }

  private func prefix(_ sector: String) -> String { sector == AdValoremRates.all ? "" : "sector=\(sector)|" }
}

/// Losses in a market over the exports to it.
private struct MarketRates {
  private(set) var rows: [AdValoremRates.Row] = []
  private(set) var notes: [String] = []

  init(_ survey: SurveyedRates, _ trade: TradeStatistics, region: String) throws(StudyError) {
    let source = Self.source(survey, trade, region)
    var missing: [String] = []
    for sector in survey.sectors {
      guard survey.rows.contains(where: { $0.sector == sector }) else { continue }
      for market in survey.study.classifications.market.codes {
        guard let exports = try Self.exports(sector, market, survey, trade, region), exports > 0 else {
          missing.append("\(sector) to \(market)")
          continue
        }
        guard let loss = survey.loss(sector, in: market) else { continue }
        rows.append(
          .init(
            sector: sector, market: market, addedCost: nil,
            loss: .init(value: loss.value / exports, standardError: loss.standardError / exports), source: source))
      }
    }
    guard !missing.isEmpty else { return }
    notes = [
      "no exports of \(region) in the trade file in \(survey.year.year), so no rates of their own: "
        + missing.joined(separator: ", ")
    ]
  }

  private static func source(_ survey: SurveyedRates, _ trade: TradeStatistics, _ region: String) -> String {
    survey.study.isSynthetic || trade.isSynthetic
      ? "synthetic" : "\(survey.study.name): loss of the survey over \(region)'s exports of the trade file"
  }

  /// Yuan; nil where the file does not say.
  private static func exports(
    _ sector: String, _ market: String, _ survey: SurveyedRates, _ trade: TradeStatistics, _ region: String
  ) throws(StudyError) -> Double? {
    let product = sector == AdValoremRates.all ? TradeSlice.all : sector
    let slice = TradeSlice(region: region, partner: market, product: product, year: survey.year.year)
    guard let found = trade.given(.exports, slice) else { return nil }
    guard found.base == "CNY" else {
      throw StudyError(
        message:
          "exports of \(sector) to \(market) in the trade file are in \(found.base) and losses in CNY; give them in CNY"
      )
    }
    return found.value
  }
}
