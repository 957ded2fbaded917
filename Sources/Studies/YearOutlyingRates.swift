import Estimation
import Glibc
import Reporting
import TradeImpact

/// Firms whose loss as a part of their exports is far from that of their sector: to be asked again, and left as they are.
///
/// ```
/// M = (r - median) / (1.4826 MAD)      r = log(loss / exports) of the sector's firms with a loss
/// ```
/// A rate is outlying where |M| is above the limit; 3.5 is usual. Rates are skewed, so their logarithms are compared, and median
/// and MAD are not moved by the firms that are looked for. Sectors with fewer than ten losses are not judged.
/// > Source: Hampel (1974), JASA 69, 383-393; Iglewicz and Hoaglin (1993), How to detect and handle outliers, section 3.3.
struct YearOutlyingRates {
  struct Firm {
    let firm: String
    let sector: String
    let loss: Double
    let exports: Double
    let weight: Double
    /// M.
    let deviation: Double
    /// exp(median) of the sector.
    let usualRate: Double

    var isAboveExports: Bool { loss > exports }
  }

  let firms: [Firm]
  private let limit: Double
  private static let fewest = 10

  static let need = AnswerNeed(
    "outlying loss rates are found", numbers: ["direct_loss", "exports"], factors: ["sector"])

  init(_ study: Study, _ answers: YearAnswers, _ limit: Double) {
    let (losses, exports) = (answers.numbers("direct_loss"), answers.numbers("exports"))
    let sectors = study.classifications.sector.codes
    let ofFirm = answers.places("sector", among: sectors)
    var firms: [Firm] = []
    for (place, sector) in sectors.enumerated() {
      let own = losses.indices.filter { ofFirm[$0] == place && losses[$0] > 0 && exports[$0] > 0 }
      guard own.count >= Self.fewest else { continue }
      let rates = own.map { log(losses[$0] / exports[$0]) }
      let middle = Self.median(rates)
      let spread = 1.4826 * Self.median(rates.map { abs($0 - middle) })
      guard spread > 0 else { continue }
      for (unit, rate) in zip(own, rates) where abs(rate - middle) > limit * spread {
        firms.append(
          Firm(
            firm: answers.firm(unit), sector: sector, loss: losses[unit], exports: exports[unit],
            weight: answers.units.weights[unit], deviation: (rate - middle) / spread, usualRate: exp(middle)))
      }
    }
    (self.firms, self.limit) = (firms, limit)
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// One row a firm.
  func list(isSynthetic: Bool) -> String {
    let head = [
      "firm_id", "sector", "direct_loss", "exports", "rate", "usual_rate", "deviation", "weight", "above_exports",
      "action",
      "synthetic",
    ]
    let lines = firms.map { one in
      [one.firm, one.sector]
        + [one.loss, one.exports, one.loss / one.exports, one.usualRate, one.deviation, one.weight].map(CSVText.number)
        + [one.isAboveExports ? "1" : "0", "listed", isSynthetic ? "1" : "0"]
    }
    return CSVText.text([head] + lines)
  }

  var findings: [Finding] {
    guard !firms.isEmpty else { return [] }
    let high = firms.count { $0.deviation > 0 }
    return [
      Finding(
        kind: "outlying_loss_rate", subject: "direct_loss",
        zh:
          "\(firms.count) 家企业的损失率偏离所在行业超过 \(CSVText.number(limit)) 个离差，其中 \(high) 家偏高；清单见 outlying-rates.csv，答卷未作改动",
        en:
          "\(firms.count) firms have a loss rate more than \(CSVText.number(limit)) deviations from their sector's, \(high) of them above it; "
          + "outlying-rates.csv lists them, and none was changed")
    ]
  }
}
