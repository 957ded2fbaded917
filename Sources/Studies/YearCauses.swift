import Reporting
import Sampling
import TradeImpact

/// Direct losses of a year by cause, market and sector, under every way of counting several causes.
struct YearCauses {
  /// One amount; nil stands for all.
  struct Amount {
    let counting: CauseCounting
    let market: String?
    let cause: String?
    let sector: String?
    let value: Double
    let standardError: Double
    /// Firms that answered with an amount above zero.
    let firms: Int
  }

  let amounts: [Amount]
  /// Codes of causes, and last that of none stated.
  let causes: [String]

  init(_ study: Study, _ answers: YearAnswers) {
    let known = study.classifications.cause.codes
    let causes = known + [StandardNames.unstated]
    let losses = LossCells(
      answers, markets: study.classifications.market.codes, sectors: study.classifications.sector.codes)
    amounts = CauseCounting.allCases.flatMap { counting in
      losses.amounts(counting, Self.parts(answers, known, counting), causes)
    }
    self.causes = causes
  }

  static func need(_ study: Study) -> AnswerNeed {
    let names = StandardNames(study.classifications)
    return AnswerNeed(
      "causes are counted", numbers: names.losses + names.causes, factors: ["sector", "primary_cause"])
  }

  /// The part of each firm's loss at each cause, firms × causes.
  private static func parts(_ answers: YearAnswers, _ causes: [String], _ counting: CauseCounting) -> [[Double]] {
    let flags = causes.map { answers.numbers("cause_\($0)") }
    let primary = answers.places("primary_cause", among: causes)
    return (0..<answers.count).map { row in
      counting.parts(named: flags.map { $0[row] != 0 && !$0[row].isNaN }, primary: primary[row])
    }
  }
}

/// Sums of losses over markets and sectors, from the firms that have any.
private struct LossCells {
  private let units: StratifiedUnits
  private let markets: [String]
  private let sectors: [String]
  /// Firms that answered with a loss, or left one blank.
  private let firms: [Int]
  /// Markets × those firms.
  private let losses: [[Double]]
  private let all: [Double]
  private let sectorOfFirm: [Int?]

  init(_ answers: YearAnswers, markets: [String], sectors: [String]) {
    (units, self.markets, self.sectors) = (answers.units, markets, sectors)
    let losses = markets.map { answers.numbers("loss_\($0)") }
    let all = (0..<answers.count).map { row in losses.reduce(0) { $0 + $1[row] } }
    let firms = all.indices.filter { all[$0] != 0 }
    let sectorOfFirm = answers.places("sector", among: sectors)
    self.firms = firms
    self.losses = losses.map { loss in firms.map { loss[$0] } }
    self.all = firms.map { all[$0] }
    self.sectorOfFirm = firms.map { sectorOfFirm[$0] }
  }

  /// Every cell of market x cause x sector, and every margin of it.
  /// - Parameter parts: Of each answer's loss at each cause, firms × causes.
  func amounts(_ counting: CauseCounting, _ parts: [[Double]], _ causes: [String]) -> [YearCauses.Amount] {
    let parts = firms.map { parts[$0] }
    var amounts: [YearCauses.Amount] = []
    for market in [nil] + markets.indices.map({ $0 }) {
      let loss = market.map { losses[$0] } ?? all
      for cause in [nil] + causes.indices.map({ $0 }) {
        let part = cause.map { cause in parts.map { $0[cause] } }
        // A blank loss is unknown at every cause, zero times a part is not.
        let values = part.map { zip(loss, $0).map { $0 == 0 ? 0 : $0 * $1 } } ?? loss
        for sector in [nil] + sectors.indices.map({ $0 }) {
          let own = values.indices.filter { values[$0] != 0 && (sector == nil || sectorOfFirm[$0] == sector) }
          let total = NonzeroTotal(of: own.map { values[$0] }, at: own.map { firms[$0] }, in: units)
          amounts.append(
            YearCauses.Amount(
              counting: counting, market: market.map { markets[$0] }, cause: cause.map { causes[$0] },
              sector: sector.map { sectors[$0] }, value: total.value, standardError: total.standardError,
              firms: own.count { values[$0] > 0 }))
        }
      }
    }
    return amounts
  }
}

// MARK: Table and list

extension YearCauses {
  /// Causes by way of counting.
  func table(_ study: Study, _ year: Int) -> ReportTable {
    let classification = study.classifications.cause
    let rows =
      causes.map { code in
        ReportTable.Row(code: code, label: classification[code]?.label ?? CauseText.unstated)
      } + [ReportTable.Row(code: TableDefinition.totalCode, label: CauseText.total, kind: .total)]
    let cells = rows.map { row in
      CauseCounting.allCases.map { counting -> Cell in
        let isTotal = row.kind == .total
        guard !isTotal || counting.isAdditive else { return .absent(.notAsked, method: counting.rawValue) }
        return cell(counting, cause: isTotal ? nil : row.code)
      }
    }
    return ReportTable(
      id: "cause-counting", title: CauseText.title(year), rowLabel: CauseText.cause, notes: CauseText.notes,
      isSynthetic: study.isSynthetic, confidenceLevel: study.level, rows: rows,
      columns: CauseCounting.allCases.map(CauseText.column), cells: cells)
  }

  private func cell(_ counting: CauseCounting, cause: String?) -> Cell {
    let one = amounts.first {
      $0.counting == counting && $0.cause == cause && $0.market == nil && $0.sector == nil
    }!
    guard one.value.isFinite, one.standardError.isFinite else {
      return .absent(.undefined, method: counting.rawValue, n: one.firms)
    }
    return Cell(
      value: one.value, standardError: one.standardError,
      coefficientOfVariation: one.value > 0 ? one.standardError / one.value : nil, n: one.firms,
      method: counting.rawValue)
  }

  /// Every cell and margin of market x cause x sector.
  func list(isSynthetic: Bool) -> String {
    let head = ["counting", "additive", "market", "cause", "sector", "value", "se", "firms", "synthetic"]
    let rows = amounts.map { one in
      [one.counting.rawValue, one.counting.isAdditive ? "1" : "0"]
        + [one.market, one.cause, one.sector].map { $0 ?? TableDefinition.totalCode }
        + [CSVText.number(one.value), CSVText.number(one.standardError), String(one.firms), isSynthetic ? "1" : "0"]
    }
    return CSVText.text([head] + rows)
  }
}

/// The words of the table of causes.
private enum CauseText {
  static let cause = LocalizedText(zh: "受损原因", en: "Cause of loss")
  static let unstated = LocalizedText(zh: "未说明原因", en: "No cause stated")
  static let total = LocalizedText(zh: "合计", en: "Total")

  static func title(_ year: Int) -> LocalizedText {
    LocalizedText(zh: "\(year)年直接损失的原因：三种计数方法", en: "Causes of direct loss by way of counting, \(year)")
  }

  static func column(_ counting: CauseCounting) -> ReportTable.Column {
    ReportTable.Column(
      .directLoss, counting.rawValue, zh: counting.label.zh, en: counting.label.en,
      beside: [.standardError, .coefficientOfVariation, .n])
  }

  static let notes = [
    LocalizedText(
      zh: "前两种计数中每一元损失只计一次，各原因之和等于合计；第三种是列出该原因的企业的全部损失，各原因之和大于合计，不可相加。",
      en:
        "The first two count every yuan once, and causes add to the total. The third is all that firms naming the cause lost: it counts a "
        + "yuan at every cause and must not be added."),
    LocalizedText(
      zh: "causes.csv 列出市场、原因、行业交叉的各单元及其边际。",
      en: "causes.csv has every cell of market, cause and sector, and its margins."),
  ]
}
