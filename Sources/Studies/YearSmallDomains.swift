import Reporting
import Sampling
import SmallArea
import TradeImpact

/// Direct losses of a year by sector, size and market: cells that are too thin for their own firms alone.
///
/// The synthetic estimate gives a sector's firms of every size the sector's markets:
/// `Y_s = Ŷ_ij Ŷ_im / Ŷ_i` for sector i, size j and market m.
struct YearSmallDomains {
  struct Domain {
    let sector: String
    let size: String
    let market: String
    /// Firms that answered with a loss in it.
    let firms: Int
    let direct: Double
    let directStandardError: Double
    let synthetic: Double
    let estimate: CompositeDomains.Estimate

    /// √mse over the estimate; nil where that is zero.
    var relativeError: Double? {
      estimate.value > 0 ? estimate.meanSquaredError.squareRoot() / estimate.value : nil
    }
  }

  let domains: [Domain]
  let relativeBias: Double
  private let rule: Study.SmallDomains

  init(_ study: Study, _ answers: YearAnswers, _ rule: Study.SmallDomains) throws(StudyError) {
    do {
      let cells = ThinCells(study, answers)
      let composite = try CompositeDomains(cells.domains)
      relativeBias = composite.relativeBias
      domains = zip(cells.places, zip(composite.domains, composite.estimates)).map { place, found in
        Domain(
          sector: place.sector, size: place.size, market: place.market, firms: place.firms, direct: found.0.direct,
          directStandardError: found.0.directVariance.squareRoot(), synthetic: found.0.synthetic, estimate: found.1)
      }
      self.rule = rule
    } catch { throw StudyError(error) }
  }

  static func need(_ study: Study) -> AnswerNeed {
    AnswerNeed(
      "small domains are estimated", numbers: StandardNames(study.classifications).losses,
      factors: ["sector", "size_class"])
  }

  /// nil: to be used; `E`: with caution; `F`: not at all.
  /// > Source: Statistics Canada's guideline by coefficient of variation, 16.5 and 33.3 %, applied to the root of the mean
  /// > squared error.
  func grade(_ one: Domain) -> Grade? {
    guard one.firms >= rule.contributors, let error = one.relativeError else { return .unusable }
    if error > rule.largestError { return .unusable }
    return error > rule.largestError / 2 ? .caution : nil
  }

  enum Grade: String {
    case caution = "E"
    case unusable = "F"
  }
}

/// Estimates of all cells and their linearised errors.
private struct ThinCells {
  struct Place {
    let sector: String
    let size: String
    let market: String
    let firms: Int
  }
  private(set) var domains: [CompositeDomains.Domain] = []
  private(set) var places: [Place] = []

  init(_ study: Study, _ answers: YearAnswers) {
    let markets = study.classifications.market.codes
    let sizes = study.classifications.sizeClass.codes
    let sectors = study.classifications.sector.codes
    let losses = markets.map { answers.numbers("loss_\($0)") }
    let all = (0..<answers.count).map { row in losses.reduce(0) { $0 + $1[row] } }
    let sectorOfFirm = answers.places("sector", among: sectors)
    let sizeOfFirm = answers.places("size_class", among: sizes)
    for (i, sector) in sectors.enumerated() {
      // Firms without a loss are zero in every estimate and every score.
      let firms = all.indices.filter { sectorOfFirm[$0] == i && all[$0] != 0 }
      let own = SectorLosses(
        firms: firms, all: firms.map { all[$0] }, markets: losses.map { loss in firms.map { loss[$0] } },
        units: answers.units)
      for (j, size) in sizes.enumerated() {
        for (m, market) in markets.enumerated() {
          let isInCell = firms.map { sizeOfFirm[$0] == j }
          guard let cell = own.cell(isInCell, market: m) else { continue }
          places.append(Place(sector: sector, size: size, market: market, firms: cell.firms))
          domains.append(
            CompositeDomains.Domain(
              name: "\(sector) \(size) \(market)", direct: cell.direct.value, directVariance: cell.direct.variance,
              synthetic: cell.synthetic, syntheticVariance: cell.syntheticVariance,
              differenceVariance: cell.differenceVariance, varianceClass: j, margin: i * sizes.count + j))
        }
      }
    }
  }
}

/// The losses of a sector's firms that have any.
private struct SectorLosses {
  private let firms: [Int]
  private let all: [Double]
  /// Markets × firms.
  private let markets: [[Double]]
  private let units: StratifiedUnits
  /// Y_i.
  private let whole: Double
  /// Y_im, by market.
  private let ofMarket: [Double]

  struct Cell {
    let firms: Int
    let direct: NonzeroTotal
    let synthetic: Double
    let syntheticVariance: Double
    let differenceVariance: Double
  }

  init(firms: [Int], all: [Double], markets: [[Double]], units: StratifiedUnits) {
    (self.firms, self.all, self.markets, self.units) = (firms, all, markets, units)
    whole = NonzeroTotal(of: all, at: firms, in: units).value
    ofMarket = markets.map { NonzeroTotal(of: $0, at: firms, in: units).value }
  }

  /// One size class's losses in one market; nil where the class has none in any.
  func cell(_ isInCell: [Bool], market m: Int) -> Cell? {
    let part = total(zip(isInCell, all).map { $0 ? $1 : 0 }).value
    guard part > 0 else { return nil }
    let own = zip(isInCell, markets[m]).map { $0 ? $1 : 0 }
    let share = ofMarket[m] / whole
    // dY_s = (Y_im/Y_i) dY_ij + (Y_ij/Y_i) (dY_im - (Y_im/Y_i) dY_i)
    let scores = all.indices.map { row in
      (isInCell[row] ? share * all[row] : 0) + part / whole * (markets[m][row] - share * all[row])
    }
    return Cell(
      firms: own.count { $0 > 0 }, direct: total(own), synthetic: part * share,
      syntheticVariance: total(scores).variance, differenceVariance: total(zip(own, scores).map(-)).variance)
  }

  private func total(_ values: [Double]) -> NonzeroTotal { NonzeroTotal(of: values, at: firms, in: units) }
}

// MARK: Table and list

extension YearSmallDomains {
  /// Rows are sector x size, columns markets; cells are composites with a flag.
  func table(_ study: Study, _ year: Int) -> ReportTable {
    let markets = study.classifications.market.codes
    var (rows, cells) = ([ReportTable.Row](), [[Cell]]())
    for sector in study.classifications.sector.codes {
      for size in study.classifications.sizeClass.codes {
        let own = domains.filter { $0.sector == sector && $0.size == size }
        guard !own.isEmpty else { continue }
        rows.append(
          ReportTable.Row(
            code: "\(sector).\(size)", label: DomainText.row(study.classifications, sector, size), keys: [sector, size])
        )
        cells.append(markets.map { market in cell(own.first { $0.market == market }!) })
      }
    }
    return ReportTable(
      id: "small-domains", title: DomainText.title(year), rowLabel: DomainText.rowLabel,
      notes: DomainText.notes(relativeBias: relativeBias, rule), footnotes: DomainText.footnotes,
      isSynthetic: study.isSynthetic, confidenceLevel: study.level, rows: rows,
      columns: markets.map { DomainText.column($0, study.classifications) }, cells: cells)
  }

  private func cell(_ one: Domain) -> Cell {
    Cell(
      value: one.estimate.value, standardError: one.estimate.meanSquaredError.squareRoot(),
      coefficientOfVariation: one.relativeError, n: one.firms, method: "composite",
      footnotes: grade(one).map { [$0.rawValue] } ?? [])
  }

  func list(isSynthetic: Bool) -> String {
    let head = [
      "sector", "size_class", "market", "firms", "direct", "direct_se", "direct_se_smoothed", "predicted",
      "predicted_rmse",
      "weight_of_direct", "composite", "value", "rmse", "relative_error", "flag", "synthetic",
    ]
    let rows = domains.map { one -> [String] in
      let found = one.estimate
      let numbers = [
        one.direct, one.directStandardError, found.smoothedVariance.squareRoot(), one.synthetic,
        found.syntheticError.squareRoot(), found.weight, found.unadjusted, found.value,
        found.meanSquaredError.squareRoot(), one.relativeError,
      ]
      return [one.sector, one.size, one.market, String(one.firms)] + numbers.map(CSVText.number)
        + [grade(one)?.rawValue ?? "", isSynthetic ? "1" : "0"]
    }
    return CSVText.text([head] + rows)
  }
}

/// The words of the table of small domains.
private enum DomainText {
  static let rowLabel = LocalizedText(zh: "行业、规模", en: "Sector, size")

  static func title(_ year: Int) -> LocalizedText {
    LocalizedText(
      zh: "\(year)年分行业、规模、市场的直接损失（组合估计）", en: "Direct loss by sector, size and market, composite estimates, \(year)")
  }

  static func row(_ classifications: Classifications, _ sector: String, _ size: String) -> LocalizedText {
    let (first, second) = (classifications.sector[sector]!.label, classifications.sizeClass[size]!.label)
    return LocalizedText(zh: "\(first.zh)，\(second.zh)", en: "\(first.en), \(second.en)")
  }

  static func column(_ market: String, _ classifications: Classifications) -> ReportTable.Column {
    let label = classifications.market[market]!.label
    return ReportTable.Column(.directLoss, market, zh: label.zh, en: label.en, beside: [.coefficientOfVariation])
  }

  static let footnotes = [
    Footnote(code: "E", text: LocalizedText(zh: "误差较大，慎用。", en: "Large error: use with caution.")),
    Footnote(
      code: "F", text: LocalizedText(zh: "误差过大或企业过少，不宜使用。", en: "Error too large, or too few firms: not to be used.")),
  ]

  static func notes(relativeBias: Double, _ rule: Study.SmallDomains) -> [LocalizedText] {
    let (bias, error) = (ScalingText.percent(relativeBias), ScalingText.percent(rule.largestError))
    return [
      LocalizedText(
        zh:
          "各单元为本单元企业的直接估计与按行业市场构成推算的合成估计的加权平均，权数取决于各自误差；各市场之和等于该行业该规模的直接估计。变异系数为均方误差的平方根与估计值之比。",
        en:
          "A cell is the mean of its own firms' estimate and of what the sector's markets give its size, weighted by their errors; markets add to the "
          + "direct estimate of sector and size. The coefficient of variation is the root of the mean squared error over the estimate."
      ),
      LocalizedText(
        zh: "合成估计的平均相对偏差为 \(bias)%；相对误差超过 \(error)% 或损失企业少于 \(rule.contributors) 家的单元标为不宜使用，超过一半的标为慎用。",
        en:
          "The synthetic estimates are off by \(bias) % on average; cells with a relative error above \(error) %, or fewer than "
          + "\(rule.contributors) firms with a loss, are flagged as not to be used, above half of it as to be used with caution."
      ),
    ]
  }
}
