import LinearAlgebra

/// The n × p matrix X of auxiliary terms, in compact form.
///
/// ```
/// X'diag(v)X      X'v      Xλ
/// ```
/// Levels of one factor under one domain form a group, in which a row has at most one of them; groups cut the rows into
/// ``JointCells``. Sums by level and by pair of levels are rolled up from sums by cell. Numeric columns are walked in
/// blocks of rows. X itself is never made.
///
/// Sums run in a fixed order, so that the same input gives the same bits.
public struct Auxiliaries: Sendable {
  /// p names.
  public let names: [String]
  /// n.
  public let rowCount: Int
  /// The cell of each row; nil where every row is a cell of its own.
  let cellOfRow: [Int32]?
  let cellCount: Int
  let groups: [LevelGroup]
  let columns: NumericColumns

  /// Terms that are levels of one factor: for each cell the level it has, and for each level its position among the terms.
  struct LevelGroup: Sendable {
    let terms: [Int]
    /// One a cell; -1 where none of the levels is there.
    let levels: [Int32]
  }

  init(
    names: [String], rowCount: Int, cellOfRow: [Int32]?, cellCount: Int, groups: [LevelGroup], columns: NumericColumns
  ) {
    self.names = names
    self.rowCount = rowCount
    self.cellOfRow = cellOfRow
    self.cellCount = cellCount
    self.groups = groups
    self.columns = columns
  }

  /// Groups the terms.
  ///
  /// - Parameters:
  ///   - terms: p terms, at least one.
  ///   - rowCount: n, the length of every array in the terms.
  /// - Throws: ``WeightingError/missingAuxiliary(term:row:)``.
  /// - Complexity: O(n (groups + numeric terms)).
  public init(_ terms: [AuxiliaryTerm], rowCount: Int) throws(WeightingError) {
    let drafts = GroupDraft.drafts(of: terms, rowCount: rowCount)
    var cells = JointCells(rowCount: rowCount)
    for draft in drafts { try draft.add(to: &cells, names: terms.map(\.name)) }
    let groups = zip(drafts, cells.levels).map { LevelGroup(terms: $0.terms, levels: $1) }
    self.init(
      names: terms.map(\.name), rowCount: rowCount, cellOfRow: cells.cellOfRow, cellCount: cells.count,
      groups: groups, columns: try NumericColumns(terms, rowCount: rowCount))
  }

  /// p.
  public var termCount: Int { names.count }

  /// The same terms by cell instead of by row, where they are constant within cells.
  var byCell: (auxiliaries: Auxiliaries, cellOfRow: [Int32])? {
    guard columns.terms.isEmpty, let cellOfRow else { return nil }
    let collapsed = Auxiliaries(
      names: names, rowCount: cellCount, cellOfRow: nil, cellCount: cellCount, groups: groups,
      columns: NumericColumns(terms: [], values: [], rowCount: cellCount))
    return (collapsed, cellOfRow)
  }
}

/// A group of levels as it is collected from the terms.
private struct GroupDraft {
  /// nil: the constant of the whole sample.
  let codes: [Int32]?
  let domain: [Bool]?
  private(set) var terms: [Int] = []
  private(set) var levelOfCode: [Int32] = []

  /// A term joins the first group of its factor and domain that lacks its level; a level asked twice opens a second
  /// group, so that the collinearity is seen where all others are.
  static func drafts(of terms: [AuxiliaryTerm], rowCount: Int) -> [GroupDraft] {
    var drafts: [GroupDraft] = []
    for (position, term) in terms.enumerated() {
      precondition((term.domain?.count ?? rowCount) == rowCount, "a domain has another number of rows")
      switch term.values {
      case .numeric: continue
      case .constant:
        let codes = term.domain.map { [Int32](repeating: 0, count: $0.count) }
        drafts.append(GroupDraft(codes: codes, domain: term.domain))
        drafts[drafts.count - 1].add(position, code: 0)
      case .level(let codes, let code):
        precondition(codes.count == rowCount && code >= 0, "codes of \(term.name)")
        let known = drafts.firstIndex { $0.accepts(code, of: codes, in: term.domain) }
        if known == nil { drafts.append(GroupDraft(codes: codes, domain: term.domain)) }
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
