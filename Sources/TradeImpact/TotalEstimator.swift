import Estimation

/// How the total of an amount is estimated from the sample.
///
/// ```
/// expansion         t̂_y = Σ_k w_k y_k
/// combined-ratio    X t̂_y / t̂_x
/// separate-ratio    Σ_g X_g t̂_yg / t̂_xg
/// ```
/// y is the amount, x the exports of the firm, X the known exports of all firms and X_g those of a sector or size class; all
/// in yuan. Where loss follows exports, the ratio estimators have the smaller error; the separate one is biased where a
/// group has few firms.
/// > Source: Cochran (1977), sections 6.1, 6.10 and 6.11.
public enum TotalEstimator: String, Sendable, Hashable, CaseIterable {
  case expansion
  case combinedRatio = "combined-ratio"
  case separateRatioBySector = "separate-ratio-by-sector"
  case separateRatioBySize = "separate-ratio-by-size"

  public var label: LocalizedText {
    switch self {
    case .expansion: LocalizedText(zh: "扩张估计", en: "Expansion")
    case .combinedRatio: LocalizedText(zh: "联合比率估计", en: "Combined ratio to exports")
    case .separateRatioBySector: LocalizedText(zh: "分行业比率估计", en: "Separate ratio to exports by sector")
    case .separateRatioBySize: LocalizedText(zh: "分规模比率估计", en: "Separate ratio to exports by size class")
    }
  }

  /// The factor whose levels have ratios of their own.
  public var strata: String? {
    switch self {
    case .expansion, .combinedRatio: nil
    case .separateRatioBySector: "sector"
    case .separateRatioBySize: "size_class"
    }
  }
}

extension TotalEstimator {
  /// The request for the total of one amount, over everything or in one level of a factor.
  /// - Parameters:
  ///   - amount: A column of amounts: `direct_loss`, `loss_US`.
  ///   - level: A region, a sector; its own known total is the X of a combined ratio.
  ///   - totals: Not needed for an expansion.
  /// - Throws: ``ExportTotalsError`` where the known total is missing.
  public func request(
    forTotalOf amount: String, in level: ExportTotals.Level = .everything, totals: ExportTotals
  ) throws(ExportTotalsError) -> StatisticRequest {
    StatisticRequest(try statistic(amount, level, totals), domain: level.domain)
  }

  private func statistic(
    _ amount: String, _ level: ExportTotals.Level, _ totals: ExportTotals
  ) throws(ExportTotalsError) -> Statistic {
    switch self {
    case .expansion:
      return .total([.number(amount)])
    case .combinedRatio:
      guard let total = totals[level] else {
        throw ExportTotalsError(.unknown(level, known: totals.levels(of: level.kind).map(\.code)))
      }
      return .combinedRatioTotal(numerator: amount, denominator: totals.auxiliary, denominatorTotal: total)
    case .separateRatioBySector, .separateRatioBySize:
      guard level == .everything else { throw ExportTotalsError(.notForDomain(self, level)) }
      let strata = strata!
      let known = totals.levels(of: strata)
      guard !known.isEmpty else { throw ExportTotalsError(.noLevels(kind: strata)) }
      return .separateRatioTotal(
        numerator: amount, denominator: totals.auxiliary, strata: strata,
        denominatorTotals: known.map { StratumTotal(stratum: $0.code, total: $0.yuan) })
    }
  }
}

extension ExportTotals.Level {
  /// The rows of the level: all, or those whose factor has the code.
  public var domain: [DomainCondition] {
    self == .everything ? [] : [.level(column: kind, isOneOf: [code], negated: false)]
  }
}
