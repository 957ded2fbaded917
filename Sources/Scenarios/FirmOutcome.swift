import Glibc
import UncertaintyAnalysis

/// What a measure does to one firm in a year.
///
/// ```
/// c = rate + (F + F₁/a) / E               cost rise over the value of exports; a the annuity of the horizon
/// p = P(m < (1 - θ) c)                    leaves the market
/// q = (1 - o) (1 + θ c)^ε                 orders that a firm keeps if it stays
/// ```
struct FirmOutcome {
  /// c E
  let fullCompliance: Double
  /// p
  let exits: Double
  /// E (1 - ρ) (1 - (1 - p) q)
  let directLoss: Double
  /// (1 - p) (rate E q + F)
  let addedCost: Double
  /// (1 - p) F₁
  let oneOffCost: Double
  /// θ of the added cost.
  let passedOn: Double
}

/// The numbers of one firm at one draw.
struct FirmSituation {
  /// E
  let exports: Double
  /// 1/E: a division a firm and draw would take a quarter of the time.
  let perExport: Double
  let rate: Double
  /// F
  let yearly: Double
  /// F₁
  let once: Double
  /// θ
  let passThrough: Double
  /// ε
  let elasticity: Double
  /// o
  let orderLoss: Double
  /// ρ
  let redirected: Double
}

/// The rule by which firms respond.
struct FirmRule: Sendable {
  /// 1/a: what is paid once counts with an equal part each year of the horizon.
  let yearlyPart: Double

  /// - Parameter leaving: The probability of leaving the market by the part of the value of exports that the firm bears.
  @inline(__always)
  func outcome(_ firm: FirmSituation, leaving: (Double) -> Double) -> FirmOutcome {
    let rise = firm.rate + (firm.yearly + firm.once * yearlyPart) * firm.perExport
    let leaves = leaving((1 - firm.passThrough) * rise)
    let priced = firm.passThrough * rise
    let response = firm.elasticity == 0 || priced == 0 ? 1 : exp(firm.elasticity * log(1 + priced))
    let kept = (1 - firm.orderLoss) * response
    let stays = 1 - leaves
    let paid = stays * (firm.rate * firm.exports * kept + firm.yearly)
    return FirmOutcome(
      fullCompliance: rise * firm.exports, exits: leaves,
      directLoss: firm.exports * (1 - firm.redirected) * (1 - stays * kept), addedCost: paid,
      oneOffCost: stays * firm.once, passedOn: firm.passThrough * paid)
  }
}

/// When a firm leaves the market.
enum ExitRule: Sendable {
  /// Not modelled.
  case never
  /// All firms have one margin.
  case below(margin: Double)
  /// Margins differ: the part of firms whose margin is lower. No firm's own margin is drawn, so that nothing is added to the
  /// variance, and losses rise with cost without steps.
  case distributed(MarginTable)
}

/// The distribution of margins over firms.
struct MarginTable: Sendable {
  private let table: CumulativeTable
  /// The file's units in one.
  private let units: Double

  init(_ margin: Quantity) {
    table = CumulativeTable(of: margin.distribution!)
    units = 1 / margin.factor
  }

  @inline(__always)
  func below(_ share: Double) -> Double { table(share * units) }
}
