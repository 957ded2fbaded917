import EconomicLinkages

/// How markets and competitors answer to the cost rise, by the model that `trade_response` asks for.
///
/// Its flows are the exposed exports of each sector to each market, and the cost rise that of a sector if all its firms comply, both at the
/// means of the inputs. It stands beside the response of firms and takes nothing from it: the two answer different questions.
public struct MarketResponse: Sendable {
  public let kind: TradeResponseDefinition.Kind
  /// In yuan.
  public let outcome: TradeOutcome
}

extension MarketResponse {
  init?(_ scenario: Scenario, _ firms: FirmPopulation, _ model: ImpactModel, _ runs: ScenarioRuns) throws(ScenarioError)
  {
    guard let definition = scenario.tradeResponse else { return nil }
    guard firms.isSurveyed else {
      throw ScenarioError(
        "\(scenario.path): trade_response needs exposure: survey, which divides exports among sectors")
    }
    do throws(LinkageError) {
      let flows = Self.flows(scenario, firms, model, runs)
      (kind, outcome) = (definition.kind, try TradeResponse(definition).outcome(of: flows))
    } catch { throw ScenarioError("\(error)", isBadInput: error.isBadInput) }
  }

  private static func flows(
    _ scenario: Scenario, _ firms: FirmPopulation, _ model: ImpactModel, _ runs: ScenarioRuns
  ) -> [ExportFlow] {
    let markets = scenario.exposure.markets
    let all = runs.atMeans[model.place(.exposedExports, group: 0)]
    let shares: [(market: String, share: Double)] =
      markets.isEmpty
      ? [(scenario.measure.market, 1)]
      : markets.enumerated().map { m, market in (market.code, runs.atMeans[model.placeOfMarket(m)] / all) }
    return firms.sectors.enumerated().flatMap { s, sector in
      let exports = runs.atMeans[model.place(.exposedExports, group: 1 + s)]
      let rise = runs.atMeans[model.place(.fullCompliance, group: 1 + s)] / exports
      return shares.map { market, share in
        ExportFlow(sector: sector.code, market: market, exports: exports * share * scenario.yuan, costRise: rise)
      }
    }
  }
}
