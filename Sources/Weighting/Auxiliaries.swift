import LinearAlgebra
import Microdata

/// The n × p matrix X of auxiliary terms, in compact form.
///
/// ```
/// X'diag(v)X      X'v      Xλ
/// ```
/// Levels of one factor under one domain form a group, in which a row has at most one of them; so do the terms of one
/// numeric variable under domains that exclude each other. All groups together cut the rows into `JointCells`: within a
/// cell every term is a constant, 0, 1, or a numeric variable itself. Sums of v and of v times the numeric variables by cell
/// give all products, and Xλ is an intercept and some slopes for each cell. X itself is never made.
///
/// Sums run in a fixed order, so that the same input gives the same bits for any number of threads.
public struct Auxiliaries: Sendable {
  /// p names.
  public let names: [String]
  /// n.
  public let rowCount: Int
  /// The cell of each row; nil where every row is a cell of its own.
  let cellOfRow: [Int32]?
  let cellCount: Int
  let groups: [LevelGroup]
  let numbers: [NumberGroup]
  /// How many threads work on the rows.
  let threads: Int

  /// Terms that are levels of one factor: for each cell the level it has, and for each level its position among the terms.
  struct LevelGroup: Sendable {
    let terms: [Int]
    /// One a cell; -1 where none of the levels is there.
    let levels: [Int32]
  }

  /// Terms that are one numeric variable, each in a part of the rows.
  struct NumberGroup: Sendable {
    let terms: [Int]
    /// One a cell: the place of its term; -1 where no term is.
    let parts: [Int32]
    /// n finite values.
    let values: [Double]
  }

  init(
    names: [String], rowCount: Int, cellOfRow: [Int32]?, cellCount: Int, groups: [LevelGroup],
    numbers: [NumberGroup] = [], threads: Int
  ) {
    self.names = names
    self.rowCount = rowCount
    self.cellOfRow = cellOfRow
    self.cellCount = cellCount
    self.groups = groups
    self.numbers = numbers
    self.threads = threads
  }

  /// Groups the terms.
  ///
  /// - Parameters:
  ///   - terms: p terms, at least one.
  ///   - rowCount: n, the length of every array in the terms.
  ///   - threads: How many work on products with the matrix; no number changes a result.
  /// - Throws: ``WeightingError/missingAuxiliary(term:row:)``.
  /// - Complexity: O(n (groups + numeric terms)).
  public init(_ terms: [AuxiliaryTerm], rowCount: Int, threads: Int = 1) throws(WeightingError) {
    let names = terms.map(\.name)
    let levels = LevelDraft.drafts(of: terms, rowCount: rowCount)
    let numbers = try NumberDraft.drafts(of: terms, rowCount: rowCount)
    var cells = JointCells(rowCount: rowCount)
    for draft in levels { try draft.add(to: &cells, names: names) }
    let numberValues = numbers.map { $0.add(to: &cells) }
    self.init(
      names: names, rowCount: rowCount, cellOfRow: cells.cellOfRow, cellCount: cells.count,
      groups: zip(levels, cells.levels).map { LevelGroup(terms: $0.terms, levels: $1) },
      numbers: zip(numbers, zip(numberValues, cells.levels.dropFirst(levels.count))).map {
        NumberGroup(terms: $0.terms, parts: $1.1, values: $1.0)
      }, threads: threads)
  }

  /// Dense columns: every term is a numeric variable of its own.
  init(dense columns: [[Double]], names: [String], rowCount: Int, threads: Int) {
    self.init(
      names: names, rowCount: rowCount, cellOfRow: [Int32](repeating: 0, count: rowCount), cellCount: 1, groups: [],
      numbers: columns.enumerated().map { NumberGroup(terms: [$0.offset], parts: [0], values: $0.element) },
      threads: threads)
  }

  /// p.
  public var termCount: Int { names.count }

  /// The same terms by cell instead of by row, where they are constant within cells.
  var byCell: (auxiliaries: Auxiliaries, cellOfRow: [Int32])? {
    guard numbers.isEmpty, let cellOfRow else { return nil }
    let collapsed = Auxiliaries(
      names: names, rowCount: cellCount, cellOfRow: nil, cellCount: cellCount, groups: groups, threads: 1)
    return (collapsed, cellOfRow)
  }
}

/// A group of levels as it is collected from the terms.
private struct LevelDraft {
  /// nil: the constant of the whole sample.
  let codes: [Int32]?
  let domain: [Bool]?
  private(set) var terms: [Int] = []
  private(set) var levelOfCode: [Int32] = []

  /// A term joins the first group of its factor and domain that lacks its level; a level asked twice opens a second
  /// group, so that the collinearity is seen where all others are.
  static func drafts(of terms: [AuxiliaryTerm], rowCount: Int) -> [LevelDraft] {
    var drafts: [LevelDraft] = []
    for (position, term) in terms.enumerated() {
      precondition((term.domain?.count ?? rowCount) == rowCount, "a domain has another number of rows")
      switch term.values {
      case .numeric: continue
      case .constant:
        let codes = term.domain.map { [Int32](repeating: 0, count: $0.count) }
        drafts.append(LevelDraft(codes: codes, domain: term.domain))
        drafts[drafts.count - 1].add(position, code: 0)
      case .level(let codes, let code):
        precondition(codes.count == rowCount && code >= 0, "codes of \(term.name)")
        let known = drafts.firstIndex { $0.accepts(code, of: codes, in: term.domain) }
        if known == nil { drafts.append(LevelDraft(codes: codes, domain: term.domain)) }
        drafts[known ?? drafts.count - 1].add(position, code: Int(code))
      }
    }
    return drafts
  }

  private init(codes: [Int32]?, domain: [Bool]?) {
    self.codes = codes
    self.domain = domain
  }

  /// Arrays that share storage compare equal at once.
  private func accepts(_ code: Int32, of codes: [Int32], in domain: [Bool]?) -> Bool {
    guard Int(code) >= levelOfCode.count || levelOfCode[Int(code)] < 0 else { return false }
    return self.codes == codes && self.domain == domain
  }

  private mutating func add(_ position: Int, code: Int) {
    while levelOfCode.count <= code { levelOfCode.append(-1) }
    levelOfCode[code] = Int32(terms.count)
    terms.append(position)
  }

  func add(to cells: inout JointCells, names: [String]) throws(WeightingError) {
    guard let codes else { return cells.addConstant() }
    let missing = cells.refine(by: codes, domain: domain, levelOfCode: levelOfCode, levelCount: terms.count)
    if let missing { throw .missingAuxiliary(term: names[terms[0]], row: missing) }
  }
}

/// A group of numeric terms as it is collected.
private struct NumberDraft {
  private let values: [Double]
  private(set) var terms: [Int] = []
  /// By row: the place of its term, or -1; nil where the one term has no domain.
  private var parts: [Int32]?

  static func drafts(of terms: [AuxiliaryTerm], rowCount: Int) throws(WeightingError) -> [NumberDraft] {
    var drafts: [NumberDraft] = []
    for (position, term) in terms.enumerated() {
      guard case .numeric(let values) = term.values else { continue }
      precondition(values.count == rowCount, "values of \(term.name)")
      if let row = values.indices.first(where: { !values[$0].isFinite && term.domain?[$0] ?? true }) {
        throw .missingAuxiliary(term: term.name, row: row)
      }
      guard let domain = term.domain else {
        drafts.append(NumberDraft(values: values, terms: [position], parts: nil))
        continue
      }
      if let known = drafts.firstIndex(where: { $0.values == values && $0.excludes(domain) }) {
        drafts[known].add(position, domain)
      } else {
        drafts.append(
          NumberDraft(values: values, terms: [], parts: [Int32](repeating: -1, count: rowCount)))
        drafts[drafts.count - 1].add(position, domain)
      }
    }
    return drafts
  }

  private func excludes(_ domain: [Bool]) -> Bool {
    guard let parts else { return false }
    return !zip(parts, domain).contains { $0 >= 0 && $1 }
  }

  private mutating func add(_ position: Int, _ domain: [Bool]) {
    let place = Int32(terms.count)
    for row in domain.indices where domain[row] { parts![row] = place }
    terms.append(position)
  }

  /// Cuts the cells by the parts.
  /// - Returns: n finite values.
  func add(to cells: inout JointCells) -> [Double] {
    guard let parts else {
      cells.addConstant()
      return values
    }
    cells.refine(byOptional: parts, levelCount: terms.count)
    guard values.contains(where: { !$0.isFinite }) else { return values }
    return zip(values, parts).map { $1 >= 0 ? $0 : 0 }
  }
}
