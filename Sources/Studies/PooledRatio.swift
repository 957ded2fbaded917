import Estimation
import Reporting

/// A number over all years of a study together.
///
/// ```
/// R = Σ_t Y_t / Σ_t X_t        V(R) = (V_yy - 2 R V_yx + R² V_xx) / (Σ_t X_t)²        V_yx = Σ_s Σ_t C(Ŷ_s, X̂_t)
/// ```
/// Firms that are in the samples of two years make the covariances between them. Without a denominator it is the sum.
/// > Source: Särndal, Swensson and Wretman (1992), result 5.6.2, for the ratio; `OverlapCovariance` of module `PanelChange`.
struct PooledRatio {
  let value: Double
  let variance: Double
  let sampleSize: Int

  init(_ parts: RatioOfTotals, in panel: YearPanel) {
    let numerator = YearPanel.Question.total(parts.numerator)
    let own = panel.pooled(numerator, numerator)
    sampleSize = panel.answers(numerator)
    guard let denominator = parts.denominator.map(YearPanel.Question.total) else {
      (value, variance) = (own.sum, own.covariance)
      return
    }
    let other = panel.pooled(denominator, denominator)
    let between = panel.pooled(numerator, denominator).covariance
    let ratio = own.sum / other.sum
    value = ratio
    variance =
      (own.covariance - 2 * ratio * between + ratio * ratio * other.covariance) / (other.sum * other.sum)
  }
}

/// A number of a table as a total over another.
struct RatioOfTotals {
  let numerator: TableRequest
  /// nil: the numerator itself.
  let denominator: TableRequest?

  /// nil for numbers that are no ratio of totals.
  init?(_ wanted: TableRequest) {
    switch wanted.request.statistic {
    case .total(let variables) where variables.count == 1: (numerator, denominator) = (wanted, nil)
    case .mean(let variables) where variables.count == 1:
      numerator = wanted.total(of: variables[0].column)
      denominator = wanted.total(of: "firms")
    case .ratio(let above, let below) where above.count == 1 && below.count == 1:
      (numerator, denominator) = (wanted.total(of: above[0]), wanted.total(of: below[0]))
    case .share(let variables) where variables.count == 1:
      numerator = wanted.total(of: variables[0])
      denominator = wanted.total(of: variables[0], inAllGroups: true)
    default: return nil
    }
  }

  var totals: [TableRequest] { [numerator] + (denominator.map { [$0] } ?? []) }
}

extension TableRequest {
  /// The total of a variable in the same group and domain.
  fileprivate func total(of variable: String, inAllGroups: Bool = false) -> TableRequest {
    var total = StatisticRequest(
      .total([.number(variable)]), by: inAllGroups ? [] : request.by, level: request.level, covariance: false)
    total.domain = request.domain
    let group = label.lastIndex(of: "|").map { String(label[...$0]) } ?? ""
    return TableRequest(request: total, label: (inAllGroups ? "" : group) + variable)
  }
}

extension Study {
  /// The totals that pooled columns are made from, each once.
  var pooledTotals: [TableRequest] {
    var seen = Set<TableRequest>()
    return studyTables.flatMap { table in
      cells(of: table, totals: nil) { column, _ in column.period == .pooled }
        .compactMap { RatioOfTotals($0.wanted) }.flatMap(\.totals)
    }.filter { seen.insert($0).inserted }
  }
}

extension YearPanel {
  /// A cell over all years together; nil for numbers that are no ratio of totals.
  func pooled(_ wanted: TableRequest, level: Double) -> Cell? {
    guard let parts = RatioOfTotals(wanted) else { return nil }
    guard parts.totals.allSatisfy({ has(.total($0)) }) else { return .absent(.undefined, method: "pooled") }
    let found = PooledRatio(parts, in: self)
    guard found.value.isFinite, found.variance.isFinite else {
      return .absent(.undefined, method: "pooled", n: found.sampleSize)
    }
    let error = max(found.variance, 0).squareRoot()
    let reach = ChangeCell.quantile(level: level) * error
    return Cell(
      value: found.value, standardError: error,
      coefficientOfVariation: found.value > 0 ? error / found.value : nil, lower: found.value - reach,
      upper: found.value + reach, n: found.sampleSize, method: "pooled")
  }
}
