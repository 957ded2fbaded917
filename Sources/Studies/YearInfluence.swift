import Estimation
import InfluentialUnits
import Microdata
import Reporting
import TradeImpact

/// Which firms the amounts of a year rest on, and what the direct loss would be if it rested on them less.
///
/// Adjusted amounts are made once, for the nation, firm by firm: so the sectors add to the whole, as they do unadjusted.
struct YearInfluence {
  /// The direct loss of a sector or of all, three ways.
  struct LossRow {
    let sector: String?
    let expansion: Estimate
    let winsorised: Estimate
    let minimax: Estimate
    let contributors: CellContributors
  }
  /// The largest firms of an amount in the tables.
  struct CellRow {
    let cell: TableCell
    let contributors: CellContributors
  }

  let losses: [LossRow]
  let cells: [CellRow]
  /// Firms whose direct loss winsorisation changes, as rows of the sample.
  let winsorisedFirms: Int
  private let firms: Factor

  func firm(_ unit: Int) -> String { firms.levels[Int(firms.codes[unit])] }

  /// - Throws: ``StudyError``.
  init(_ study: Study, _ sample: AmountSample, _ influence: Study.Influence) throws(StudyError) {
    do {
      firms = sample.firms
      cells = try sample.cells.compactMap { cell in
        guard cell.scaling == nil, let value = sample.estimate(cell.wanted)?.value, value > 0 else { return nil }
        let amounts = try sample.amounts(cell.wanted)
        return CellRow(cell: cell, contributors: CellContributors(of: amounts, largest: influence.listed))
      }
      let amounts = try sample.amounts(AmountSample.national)
      let winsorisation = try Winsorisation(of: amounts)
      let minimax = try MinimaxTotal(of: amounts, leavesSingletons: true)
      winsorisedFirms = winsorisation.changedUnits.count
      let adjusted = zip(amounts.values, zip(minimax.changes, amounts.weights)).map { $0 + $1.0 / $1.1 }
      let (cut, balanced) = (try sample.estimates(of: winsorisation.values), try sample.estimates(of: adjusted))
      losses = try Self.sectors(study).compactMap { sector in
        let wanted = sector.map(AmountSample.sectorLoss) ?? AmountSample.national
        guard let expansion = sample.estimate(wanted), let winsorised = cut(wanted), let minimax = balanced(wanted)
        else {
          return nil
        }
        return LossRow(
          sector: sector, expansion: expansion, winsorised: winsorised, minimax: minimax,
          contributors: CellContributors(of: try sample.amounts(wanted), largest: max(5, influence.listed)))
      }
    } catch { throw StudyError(error) }
  }

  /// All sectors, and last the nation.
  private static func sectors(_ study: Study) -> [String?] { study.classifications.sector.codes.map { $0 } + [nil] }
}
