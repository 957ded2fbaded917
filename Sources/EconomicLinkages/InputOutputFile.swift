import Documents
import InputOutput
import LinearAlgebra
import Microdata
import TradeImpact

/// An input-output table as a user holds it: a CSV file or a sheet, sectors in rows and columns.
///
/// ```
/// sector,label_zh,label_en,farming,industry,services,final_demand,exports,imports,output,jobs
/// farming,农业,Farming,20,60,5,70,10,15,150,3.2
/// …
/// value_added,,,80,…
/// ```
/// Every row but those of vectors is a sector; every sector has a column of its name, what it buys. The vectors may stand in columns or
/// in rows: see ``vectorNames``. Fields of a vector's row under a vector's column are not read.
public struct InputOutputFile: Sendable, Hashable {
  /// Names with a meaning, beside those of sectors:
  /// - `final_demand`: consumption and investment at home, from all origins, exports not among them;
  /// - `household_consumption`: the part of it that households buy;
  /// - `exports`; `imports`: of each good, for all uses, counted in flows and final demand; `output`;
  /// - `imported_inputs`: of each buyer, where flows are of domestic origin alone;
  /// - `value_added`, `labor_income`, `jobs`.
  public static let vectorNames = [
    "final_demand", "household_consumption", "exports", "imports", "output", "imported_inputs", "value_added",
    "labor_income", "jobs",
  ]

  /// Chinese names of columns and rows, each with the one that it stands for.
  public static let chineseNames: KeyValuePairs<String, String> = [
    "部门": "sector", "国内最终使用": "final_demand", "居民消费": "household_consumption", "出口": "exports", "进口": "imports",
    "总产出": "output", "进口投入": "imported_inputs", "增加值": "value_added", "劳动者报酬": "labor_income", "就业": "jobs",
  ]

  public let path: String
  /// n names.
  public let sectors: [String]
  /// n labels; nil where the file has none.
  public let labels: [LocalizedText?]
  /// With imports in the flows, or domestic flows where there are ``importedInputs``.
  public let table: InputOutputTable
  private let vectors: [String: [Double]]

  /// - Parameters:
  ///   - reference: `table.csv`, `tables.xlsx#2020`.
  ///   - satellites: Further names of vectors, such as `energy`.
  ///   - balanceTolerance: The largest gap of a row or column, as a fraction of the sector's output.
  /// - Throws: ``LinkageError`` with file, line, column and value, or with the sector that does not balance.
  public init(
    _ reference: String, satellites: [String] = [],
    balanceTolerance: Double = InputOutputTable.defaultBalanceTolerance
  ) throws(LinkageError) {
    let layout = try TableLayout(reference, vectorNames: Self.vectorNames + satellites)
    path = layout.file.path
    (sectors, labels) = (layout.sectors, layout.labels)
    vectors = try layout.vectors()
    let flows = try layout.flows()
    guard let output = vectors["output"] else {
      throw .missingVector(file: path, name: "output", purpose: "every table")
    }
    let demand = try Self.finalDemand(vectors, path)
    do throws(InputOutputError) {
      table = try InputOutputTable(
        sectors: sectors, flows: flows, output: output, finalDemand: demand, balanceTolerance: balanceTolerance)
    } catch { throw .table(file: path, error) }
    try requireColumnBalance(tolerance: balanceTolerance)
  }

  /// Final demand for output of the sector: `f + e - m`, or `f + e` where flows are domestic; nil where it is not given.
  private static func finalDemand(_ vectors: [String: [Double]], _ path: String) throws(LinkageError) -> [Double]? {
    if vectors["imports"] != nil, vectors["imported_inputs"] != nil {
      throw .rows(
        file: path, line: nil,
        problem:
          "imports of goods and imported inputs both; give imports where flows contain them, imported_inputs where "
          + "flows are domestic")
    }
    guard let demand = vectors["final_demand"] else { return nil }
    guard let exports = vectors["exports"] else {
      throw .missingVector(file: path, name: "exports", purpose: "the balance of final_demand")
    }
    let imports = vectors["imports"] ?? [Double](repeating: 0, count: demand.count)
    return demand.indices.map { demand[$0] + exports[$0] - imports[$0] }
  }

  /// Given value added is checked and then left: ``valueAdded`` is what inputs leave, so that parts sum to one.
  private func requireColumnBalance(tolerance: Double) throws(LinkageError) {
    guard let given = vectors["value_added"] else { return }
    for (j, sector) in sectors.enumerated() {
      let gap = given[j] - valueAdded[j]
      guard abs(gap) <= tolerance * table.output[j] else {
        throw .columnUnbalanced(file: path, sector: sector, gap: gap, output: table.output[j])
      }
    }
  }
}

extension InputOutputFile {
  /// n.
  public var count: Int { sectors.count }

  /// n values in the unit of the file; nil where the file has neither column nor row of that name.
  public func vector(_ name: String) -> [Double]? { vectors[name] }

  /// Imported inputs of each buyer, n values, where flows are domestic; zeros where they are not given.
  public var importedInputs: [Double] { vectors["imported_inputs"] ?? [Double](repeating: 0, count: count) }

  /// Whether flows are of domestic origin alone.
  public var hasDomesticFlows: Bool { vectors["imported_inputs"] != nil }

  /// Output less all intermediate inputs, domestic and imported, n values.
  public var valueAdded: [Double] { zip(table.valueAdded, importedInputs).map { $0 - $1 } }

  /// - Throws: ``LinkageError/missingVector(file:name:purpose:)``.
  func required(_ name: String, for purpose: String) throws(LinkageError) -> [Double] {
    guard let values = vectors[name] else { throw .missingVector(file: path, name: name, purpose: purpose) }
    return values
  }

  /// A matrix of the same sectors in another file: rows and columns of sectors, and nothing else.
  /// - Throws: ``LinkageError`` where a sector is missing, twice or unknown.
  public func matrix(_ reference: String) throws(LinkageError) -> Matrix {
    let layout = try TableLayout(reference, vectorNames: [])
    let places = try layout.places(of: sectors)
    let found = try layout.flows()
    return Matrix(rows: count, columns: count) { found[places[$0], places[$1]] }
  }
}

/// Which rows and columns of a file are sectors and which are vectors.
private struct TableLayout {
  let file: LinkageTable
  /// In the order of the rows.
  let sectors: [String]
  let labels: [LocalizedText?]
  private let rows: [Int]
  private let vectorRows: [(name: String, row: Int)]
  private let vectorColumns: [String]

  private static let labelColumns = ["label_zh", "label_en"]

  init(_ reference: String, vectorNames: [String]) throws(LinkageError) {
    file = try LinkageTable(reference, names: InputOutputFile.chineseNames)
    try file.require(["sector"])
    let names = try Self.rowNames(file)
    rows = names.indices.filter { !vectorNames.contains(names[$0]) }
    sectors = rows.map { names[$0] }
    vectorRows = names.indices.filter { vectorNames.contains(names[$0]) }.map { (names[$0], $0) }
    vectorColumns = vectorNames.filter(file.has)
    labels = rows.map { [file] row in
      Self.labelColumns.allSatisfy(file.has)
        ? LocalizedText(zh: file.text("label_zh", row), en: file.text("label_en", row)) : nil
    }
    try requireColumns(vectorNames)
  }

  /// What the rows are of, each once.
  private static func rowNames(_ file: LinkageTable) throws(LinkageError) -> [String] {
    var names: [String] = []
    for row in 0..<file.rowCount {
      let name = InputOutputFile.chineseNames.standard(try file.code("sector", row))
      guard !names.contains(name) else {
        throw .rows(file: file.path, line: file.line(row), problem: "'\(name)' has two rows; keep one of them")
      }
      names.append(name)
    }
    return names
  }

  /// A column for every sector, none that has no meaning, and no vector twice.
  private func requireColumns(_ vectorNames: [String]) throws(LinkageError) {
    guard !sectors.isEmpty else { throw .rows(file: file.path, line: nil, problem: "no sector; add a row for each") }
    try file.require(sectors)
    try file.allow(["sector"] + Self.labelColumns + sectors + vectorNames)
    guard let twice = vectorRows.first(where: { file.has($0.name) }) else { return }
    throw .rows(
      file: file.path, line: file.line(twice.row), problem: "\(twice.name) is a column and a row; keep one of them")
  }

  func flows() throws(LinkageError) -> Matrix {
    var flows = Matrix(rows: sectors.count, columns: sectors.count)
    for (i, row) in rows.enumerated() {
      for (j, column) in sectors.enumerated() { flows[i, j] = try file.number(column, row) }
    }
    return flows
  }

  func vectors() throws(LinkageError) -> [String: [Double]] {
    var vectors: [String: [Double]] = [:]
    for name in vectorColumns {
      vectors[name] = try rows.map { row throws(LinkageError) in try file.number(name, row) }
    }
    for (name, row) in vectorRows {
      vectors[name] = try sectors.map { column throws(LinkageError) in try file.number(column, row) }
    }
    return vectors
  }

  /// Where the sectors of another file are among these.
  func places(of others: [String]) throws(LinkageError) -> [Int] {
    if let unknown = sectors.first(where: { !others.contains($0) }) {
      let near = nearest(to: unknown, among: others).map { "; did you mean '\($0)'?" } ?? ""
      throw .rows(
        file: file.path, line: sectors.firstIndex(of: unknown).flatMap { file.line(rows[$0]) },
        problem: "the sector '\(unknown)' is none of the table\(near)")
    }
    return try others.map { sector throws(LinkageError) in
      guard let place = sectors.firstIndex(of: sector) else {
        throw .rows(
          file: file.path, line: nil, problem: "no row of the sector '\(sector)'; add it, with zeros if need be")
      }
      return place
    }
  }
}
