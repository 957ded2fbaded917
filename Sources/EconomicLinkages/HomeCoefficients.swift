import InputOutput
import LinearAlgebra

/// Inputs a unit of output by where they are from: home, abroad, other parts of the country.
struct HomeCoefficients {
  /// A, n × n: of the region where one is asked for, else of the country.
  let coefficients: Matrix
  /// m, n values.
  let imports: [Double]
  /// o, n values.
  let otherRegions: [Double]
  /// The part of a good that home buyers buy at home, n values: for consumption of households.
  let homeShares: [Double]
  /// False where the sector does not exist at home.
  let hasOutput: [Bool]

  init(_ definition: KnockOnDefinition, _ file: InputOutputFile) throws(LinkageError) {
    let (domestic, shares) = try Self.domestic(definition, file)
    let (all, own) = (file.table.technicalCoefficients, domestic.technicalCoefficients)
    let imported = zip(file.importedInputs, file.table.output).map { $1 > 0 ? $0 / $1 : 0 }
    imports = zip(zip(all.sumsOfColumns, own.sumsOfColumns).map { $0 - $1 }, imported).map { $0 + $1 }
    guard let region = definition.region else {
      (coefficients, homeShares) = (own, shares)
      otherRegions = [Double](repeating: 0, count: file.count)
      hasOutput = file.table.output.map { $0 > 0 }
      return
    }
    let quotients = try Self.quotients(region, file)
    coefficients = quotients.regionalCoefficients(own, region.method)
    otherRegions = zip(own.sumsOfColumns, coefficients.sumsOfColumns).map { $0 - $1 }
    homeShares = zip(shares, quotients.simple).map { $0 * min(1, $1) }
    hasOutput = zip(file.table.output, quotients.simple).map { $0 > 0 && $1 > 0 }
  }

  /// The table of domestic flows, and the domestic share of what final users buy of each good.
  private static func domestic(
    _ definition: KnockOnDefinition, _ file: InputOutputFile
  ) throws(LinkageError) -> (InputOutputTable, [Double]) {
    let all = [Double](repeating: 1, count: file.count)
    if case .none = definition.imports { return (file.table, all) }
    guard !file.hasDomesticFlows else {
      throw .rows(
        file: file.path, line: nil,
        problem: "imported_inputs says that flows are domestic, so no imports can be removed from them; write "
          + "imports: {none: flows are domestic}")
    }
    let exact: Matrix? = if case .matrix(let path) = definition.imports { try file.matrix(path) } else { nil }
    let imports = exact == nil || definition.households != nil ? try shares(file) : []
    do throws(InputOutputError) {
      if let exact { return (try file.table.removingImports(exact), imports.isEmpty ? all : imports.map { 1 - $0 }) }
      return (try file.table.removingImports(shares: imports), imports.map { 1 - $0 })
    } catch { throw .table(file: file.path, error) }
  }

  /// μ: imports over domestic use.
  private static func shares(_ file: InputOutputFile) throws(LinkageError) -> [Double] {
    let imports = try file.required("imports", for: "the share of imports")
    let exports = try file.required("exports", for: "the share of imports")
    do throws(InputOutputError) { return try file.table.importShares(imports: imports, exports: exports) } catch {
      throw .table(file: file.path, error)
    }
  }

  private static func quotients(
    _ region: KnockOnDefinition.Region, _ file: InputOutputFile
  ) throws(LinkageError) -> LocationQuotients {
    let national = try file.required(region.by, for: "the region")
    let sizes = try regionalSizes(region, file.sectors)
    do throws(InputOutputError) {
      return try LocationQuotients(sectors: file.sectors, regional: sizes, national: national)
    } catch { throw .table(file: region.sizes, error) }
  }

  /// Sizes in the order of the table's sectors.
  private static func regionalSizes(
    _ region: KnockOnDefinition.Region, _ sectors: [String]
  ) throws(LinkageError) -> [Double] {
    let table = try LinkageTable(region.sizes)
    try table.require(["sector", region.by])
    var found: [String: Double] = [:]
    for row in 0..<table.rowCount {
      let sector = try table.code("sector", row)
      guard sectors.contains(sector) else {
        throw table.field("sector", row, "one of \(sectors.joined(separator: ", "))")
      }
      guard found[sector] == nil else {
        throw .rows(file: table.path, line: table.line(row), problem: "'\(sector)' has two rows; keep one of them")
      }
      found[sector] = try table.number(region.by, row, "a number of 0 or more") { $0 >= 0 }
    }
    return try sectors.map { sector throws(LinkageError) in
      guard let size = found[sector] else {
        throw .rows(
          file: table.path, line: nil,
          problem: "no row of the sector '\(sector)'; add it, with 0 where the region has none")
      }
      return size
    }
  }
}

extension Matrix {
  /// Σ_i a_ij, one a column.
  var sumsOfColumns: [Double] { (0..<columns).map { column($0).reduce(0, +) } }
}
