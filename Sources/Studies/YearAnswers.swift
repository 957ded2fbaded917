import Estimation
import InfluentialUnits
import Microdata
import Sampling
import TradeImpact

/// What a part of the report wants to know of every firm that answered.
struct AnswerNeed {
  /// What for, as an error says it: `changes between years are estimated`.
  let purpose: String
  let columns: [EstimationPlan.Column]

  init(_ purpose: String, _ columns: [EstimationPlan.Column] = [], numbers: [String] = [], factors: [String] = []) {
    self.purpose = purpose
    self.columns =
      columns + numbers.map { .init(name: $0, role: .number) } + factors.map { .init(name: $0, role: .factor) }
  }
}

/// The answers of a year in memory, read once for all that wants them and put in the order of firms, so that the order of the
/// file shows nowhere. With all firms drawn, those who did not answer are units of their strata, too.
struct YearAnswers: Sendable {
  let units: StratifiedUnits
  let firms: Factor
  private let columns: [EstimationPlan.Column]
  private let block: RowBlock

  /// - Throws: ``StudyError`` for samples of several stages, or with weights of their own.
  init(
    _ study: Study, _ year: Study.Year, _ needs: [AnswerNeed], firms: SurveyRecords.Firms = .answering, threads: Int
  ) throws(StudyError) {
    do { try self.init(reading: study, year, needs, firms, threads) } catch { throw StudyError(error) }
  }

  private init(
    reading study: Study, _ year: Study.Year, _ needs: [AnswerNeed], _ drawn: SurveyRecords.Firms, _ threads: Int
  ) throws {
    for need in needs { try study.requireOneStage(need.purpose) }
    let firm = EstimationPlan.Column(name: "firm_id", role: .factor)
    let stratum = EstimationPlan.Column(name: study.design.strata[0], role: .factor)
    let population = EstimationPlan.Column(name: study.design.corrections[0].column, role: .number)
    var columns: [EstimationPlan.Column] = []
    for column in [firm, stratum, population] + needs.flatMap(\.columns) where !columns.contains(column) {
      columns.append(column)
    }
    let block = try study.answers(of: year, columns, orderedBy: firm, firms: drawn, threads: threads)
    (self.columns, self.block) = (columns, block)
    guard case .factor(let firmCodes, let firmNames) = block.columns[0],
      case .factor(let strata, let stratumNames) = block.columns[1], case .number(let sizes) = block.columns[2]
    else { preconditionFailure("columns come in the order in which they are asked for") }
    firms = Factor(levels: firmNames, codes: firmCodes)
    let stratumOfUnit = strata.map(Int.init)
    units = StratifiedUnits(
      stratumOfUnit: stratumOfUnit, populationSizes: try Self.populations(stratumOfUnit, sizes, stratumNames))
  }

  /// N_h, which all firms of a stratum have to agree on; blanks say nothing.
  private static func populations(
    _ stratumOfUnit: [Int], _ sizes: [Double], _ names: [String]
  ) throws(DesignError) -> [Double] {
    var found = [Double?](repeating: nil, count: names.count)
    var counts = [Int](repeating: 0, count: names.count)
    for (h, size) in zip(stratumOfUnit, sizes) {
      counts[h] += 1
      guard !size.isNaN, size != found[h] else { continue }
      if let other = found[h] {
        throw .correctionVariesWithinStratum(
          stage: 1, stratum: names[h], smallest: min(size, other), largest: max(size, other))
      }
      found[h] = size
    }
    for h in names.indices where counts[h] > 0 {
      guard let size = found[h], size >= Double(counts[h]) else {
        throw .sampleExceedsPopulation(
          stage: 1, stratum: names[h], sampleSize: counts[h], populationSize: found[h] ?? 0)
      }
    }
    return found.map { $0 ?? 0 }
  }

  var count: Int { units.count }

  /// The identifier of a firm.
  func firm(_ row: Int) -> String { firms.codes[row] < 0 ? "" : firms.levels[Int(firms.codes[row])] }

  // MARK: Columns

  /// - Precondition: A need has the column.
  func numbers(_ name: String) -> [Double] { block.numbers(place(.init(name: name, role: .number))) }

  /// The place of each firm's level among `codes`; nil where it has none of them.
  /// - Precondition: A need has the column.
  func places(_ name: String, among codes: [String]) -> [Int?] {
    let own = factor(name)
    let known = own.levels.map { codes.firstIndex(of: $0) }
    return own.codes.map { $0 < 0 ? nil : known[Int($0)] }
  }

  /// The level of each firm; nil where it is missing.
  /// - Precondition: A need has the column.
  func texts(_ name: String) -> [String?] {
    let own = factor(name)
    return own.codes.map { $0 < 0 ? nil : own.levels[Int($0)] }
  }

  /// Levels that a firm has.
  /// - Precondition: A need has the column.
  func levels(_ name: String) -> Set<String> { Set(texts(name).compactMap { $0 }) }

  /// What a plan reads.
  /// - Parameter changed: Other values of some numbers.
  /// - Precondition: Needs have all columns of the plan.
  func block(for plan: EstimationPlan, changing changed: [String: [Double]] = [:]) -> RowBlock {
    block.replacing(
      columns: plan.columns.map { column in
        guard column.role == .number, let values = changed[column.name] else { return block.columns[place(column)] }
        return .number(values)
      })
  }

  /// The amounts of all firms with their strata.
  /// - Precondition: A need has the column.
  func amounts(_ measure: ImpactMeasure) throws(InfluenceError) -> StratifiedAmounts {
    try StratifiedAmounts(
      values: numbers(measure.rawValue), stratumOfUnit: units.stratumOfUnit, populationSizes: units.populationSizes)
  }

  /// Where a firm stands, as errors say it: `survey.csv:86`.
  func location(_ row: Int) -> String {
    let position = block.position(ofRow: row)
    return "\(position.file):\(position.line)"
  }

  private func factor(_ name: String) -> Factor {
    guard case .factor(let codes, let levels) = block.columns[place(.init(name: name, role: .factor))] else {
      preconditionFailure("asked for as a factor")
    }
    return Factor(levels: levels, codes: codes)
  }

  private func place(_ column: EstimationPlan.Column) -> Int {
    guard let place = columns.firstIndex(of: column) else { preconditionFailure("nobody asked for \(column.name)") }
    return place
  }
}
