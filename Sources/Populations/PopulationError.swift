import Documents
import Microdata

/// Why a population cannot be made, and the way out.
///
/// Cases carry data; the sentence is made in ``description`` alone.
public enum PopulationError: Error, Sendable {
  /// The specification breaks the rules of its format.
  case specification(DocumentError)
  case unreadable(file: String, problem: String)
  /// The published figures lack a number that the population needs.
  case missingFigure(file: String, conditions: String)
  /// Two published cells give different numbers for the same thing, and none is set aside.
  case contradiction(year: Int, first: String, second: String)
  /// The share of a whole lies outside the shares of its parts.
  case outsideItsParts(margin: String, year: Int, share: Double, lowest: Double, highest: Double)
  /// No whole numbers of firms print as the shares of a margin.
  case noWholeCounts(margin: String, year: Int)
  /// Raking stopped before this margin was met.
  case notConverged(margin: String, level: Int, target: Double, reached: Double)
  /// Whole numbers near the cells miss a margin.
  case roundingMissed(margin: String, level: Int, lacking: Int)
  /// The lower bounds of the size classes exceed a total of exports.
  case exportsTooSmall(year: Int, margin: String, level: String)
  /// Shares that belong together leave nothing for the rest.
  case sharesExceedWhole(name: String)
  /// A sampled position that the population does not have.
  case noSuchFirm(position: Int, firms: Int)
  case encodingUnavailable(String)
}

extension PopulationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .specification(let error): "\(error)"
    case .unreadable(let file, let problem): "\(file): \(problem)"
    case .missingFigure(let file, let conditions):
      "\(file) has no single number for \(conditions); name it under unpublished_like or give the value as an assumption"
    case .contradiction(let year, let first, let second):
      "\(year): \(first) and \(second) print different numbers for the same firms; put one of them under set_aside"
    case .outsideItsParts(let margin, let year, let share, let lowest, let highest):
      "\(margin), \(year): \(share) % cannot be a mean of shares between \(lowest) and \(highest) %; "
        + "set one of the cells aside"
    case .noWholeCounts(let margin, let year):
      "\(margin), \(year): no whole numbers of firms print as these shares; raise firms.count"
    case .notConverged(let margin, let level, let target, let reached):
      "raking: \(margin), level \(level), stands at \(reached) instead of \(target); "
        + "raise the largest loss or cost, or change the shares that compete"
    case .roundingMissed(let margin, let level, let lacking):
      "controlled rounding: \(margin), level \(level), lacks \(lacking); raise firms.count"
    case .exportsTooSmall(let year, let margin, let level):
      "\(year): the firms of \(level) (\(margin)) export more than its total even at their smallest; "
        + "lower firms.count or the medians of exports.law, or raise the total"
    case .sharesExceedWhole(let name): "\(name) leaves nothing for the rest; lower the shares"
    case .noSuchFirm(let position, let firms): "the sample names firm \(position) of \(firms); number firms from 0"
    case .encodingUnavailable(let name): "the C library cannot write \(name); use UTF-8"
    }
  }
}
