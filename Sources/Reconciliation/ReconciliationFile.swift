import Documents
import Microdata
import Reporting

/// A file of tables to be reconciled: where their numbers are, how sure they are, and what should hold between them.
///
/// ```yaml
/// reconcile: Direct loss by sector, 2019
/// method: least_squares            # or ras
/// tables:
///   loss:
///     file: sector-losses-2019.csv # beside this file
///     where: {measure: direct_loss}
///     keys: [sector_id]
///     error: printed               # the rounding of the printed digits
///   total: {value: 692.08, alterability: 0}
/// constraints: ["loss[*] = total"]
/// ```
public struct ReconciliationFile: Sendable {
  public enum Method: String, Sendable, Hashable, CaseIterable {
    case leastSquares = "least_squares"
    case ras
  }

  public let title: String
  public let method: Method
  public let weights: LeastSquaresReconciliation.Weights
  /// Digits after the point to round to in the end; nil keeps full precision.
  public let decimals: Int?
  public let problem: ReconciliationProblem

  /// Reads the file and the tables that it names.
  public init(path: String) throws(ReconciliationError) {
    let bytes: [UInt8]
    do { bytes = try FileSystem.read(path) } catch { throw .unreadable(path: path, reason: error.reason) }
    let folder = RelativePath.folder(of: path)
    let content: Content
    do { content = try Content(bytes, path: path, folder: folder) } catch { throw .file(error) }
    (title, method, weights, decimals) = (content.title, content.method, content.weights, content.decimals)
    problem = try Self.problem(content)
  }

  /// What the YAML file says.
  private struct Content {
    let title: String
    let method: Method
    let weights: LeastSquaresReconciliation.Weights
    let decimals: Int?
    let sources: [TableSource]
    let equations: [String]

    init(_ bytes: [UInt8], path: String, folder: String) throws(DocumentError) {
      let document = try KeyedDocument(
        DocumentParser.yaml(bytes, file: path),
        known: ["reconcile", "method", "weights", "round", "tables", "constraints"])
      title = try document.optional("reconcile")?.text() ?? path
      method = try document.optional("method")?.choice(of: Method.self) ?? .leastSquares
      weights = try document.optional("weights")?.choice(of: LeastSquaresReconciliation.Weights.self) ?? .errors
      decimals = try document.optional("round").map(ReconciliationFile.decimals)
      sources = try document.required("tables").mapping().map { name, node throws(DocumentError) in
        try TableSource(name: name, decoding: node, folder: folder)
      }
      equations = try document.required("constraints").strings(orSingle: true)
    }
  }

  private static func problem(_ content: Content) throws(ReconciliationError) -> ReconciliationProblem {
    var (cells, entries) = ([ReconciliationCell](), [NamedCells.Entry]())
    for source in content.sources {
      for (levels, cell) in try source.cells() {
        guard !cells.contains(where: { $0.name == cell.name }) else { throw .repeatedCell(cell.name) }
        cells.append(cell)
        entries.append(NamedCells.Entry(table: source.name, levels: levels))
      }
    }
    let named = NamedCells(entries: entries)
    var constraints: [LinearConstraint] = []
    for equation in content.equations { constraints += try ConstraintEquation(equation).constraints(named) }
    return ReconciliationProblem(cells: cells, constraints: constraints)
  }

  private static func decimals(_ node: DocumentNode) throws(DocumentError) -> Int {
    let decimals = try node.int()
    guard (0...12).contains(decimals) else { throw node.invalid(expected: "digits after the point, 0 to 12") }
    return decimals
  }

  public func solved() throws(ReconciliationError) -> Reconciled {
    switch method {
    case .leastSquares: try LeastSquaresReconciliation(problem, weights: weights).solved()
    case .ras: try ProportionalReconciliation(problem).solved()
    }
  }
}
