import Documents
import InputOutput
import LinearAlgebra
import TradeImpact

/// A user's table solved: what a yuan less of final demand for a sector's home output means, directly and through suppliers.
///
/// ```
/// L = (I - A)⁻¹        A: inputs from home, of the region where one is asked for
/// v_j  what all inputs leave of a unit of output        m_j  imported inputs        o_j  inputs from other regions
/// v_j + m_j + o_j = 1 - Σ_i a_ij, so that (v + m + o)'L = 1'
/// ```
/// > Source: Miller and Blair (2009), Input-Output Analysis, 2nd edition, sections 2.3, 6.2 and 8.2.
public struct KnockOnModel: Sendable {
  /// n names.
  public let tableSectors: [String]
  public let labels: [LocalizedText?]
  /// L, n × n.
  public let leontiefInverse: Matrix
  /// What was done, for the text of a report.
  public let notes: [LocalizedText]
  /// Quantities that the definition asks for, in the order of ``KnockOnQuantity``.
  public let quantities: [KnockOnQuantity]
  /// Quantities × n: for a yuan of final demand for each table sector; jobs in persons.
  public let sectorMultipliers: Matrix
  private let definition: KnockOnDefinition
  private let hasOutput: [Bool]

  /// Reads the files of the definition.
  /// - Throws: ``LinkageError``.
  public init(_ definition: KnockOnDefinition) throws(LinkageError) {
    let file = try InputOutputFile(
      definition.table, satellites: definition.vectors, balanceTolerance: definition.balanceTolerance)
    let home = try HomeCoefficients(definition, file)
    let direct = try DirectCoefficients(definition, file, home)
    let model: LeontiefModel
    do throws(InputOutputError) {
      model = try LeontiefModel(sectors: file.sectors, coefficients: home.coefficients)
    } catch { throw .table(file: file.path, error) }
    let closed = try direct.householdModel(home.coefficients, file)
    (quantities, sectorMultipliers) = direct.multipliers(model, closed)
    leontiefInverse = model.leontiefInverse
    (tableSectors, labels) = (file.sectors, file.labels)
    hasOutput = home.hasOutput
    notes = KnockOnText.notes(definition)
    self.definition = definition
    try requireMappedSectors()
  }

  private func requireMappedSectors() throws(LinkageError) {
    for mapping in definition.sectors {
      for part in mapping.shares {
        guard let place = tableSectors.firstIndex(of: part.sector) else {
          throw .definition(
            DocumentError(
              .notAllowed(nearest: nearest(to: part.sector, among: tableSectors), allowed: tableSectors),
              at: mapping.location, path: "knock_on.sectors.\(mapping.tradeSector)", value: part.sector))
        }
        guard hasOutput[place] else {
          throw .sectorWithoutOutput(
            tradeSector: mapping.tradeSector, tableSector: part.sector, at: mapping.location)
        }
      }
    }
  }

  /// For exports of these trade sectors, in this order.
  /// - Throws: ``LinkageError/unmappedSector(_:at:)``.
  public func multipliers(for tradeSectors: [String]) throws(LinkageError) -> KnockOnMultipliers {
    var shares = Matrix(rows: tableSectors.count, columns: tradeSectors.count)
    for (column, sector) in tradeSectors.enumerated() {
      guard let mapping = definition.sectors.first(where: { $0.tradeSector == sector }) else {
        throw .unmappedSector(sector, at: definition.sectorsNode)
      }
      for part in mapping.shares { shares[tableSectors.firstIndex(of: part.sector)!, column] += part.share }
    }
    return KnockOnMultipliers(
      tradeSectors: tradeSectors, tableSectors: tableSectors, labels: labels, quantities: quantities,
      values: sectorMultipliers * shares, outputBySector: leontiefInverse * shares, notes: notes)
  }

  /// All trade sectors of the definition, in its order.
  public var tradeSectors: [String] { definition.sectors.map(\.tradeSector) }
}
