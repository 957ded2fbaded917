import Documents
import InputOutput
import Microdata
import Reporting
import TradeEquilibrium

/// Why a knock-on effect or a trade response cannot be computed: file, line, column, value and the way out.
public enum LinkageError: Error, Hashable, Sendable {
  /// The section of the scenario file breaks the rules of its format.
  case definition(DocumentError)
  /// A table cannot be read.
  case file(MicrodataError)
  /// A field that is no number, or none that may stand there; `line` is nil where the file has no lines.
  case field(file: String, line: Int?, column: String, value: String, expected: String)
  /// A row that a table needs and lacks, or has twice.
  case rows(file: String, line: Int?, problem: String)
  /// Numbers of an input-output table that do not fit together.
  case table(file: String, InputOutputError)
  /// Intermediate inputs, imported inputs and value added of a sector differ from its output by `gap`.
  case columnUnbalanced(file: String, sector: String, gap: Double, output: Double)
  /// What a definition asks of a table and the table lacks.
  case missingVector(file: String, name: String, purpose: String)
  /// A trade sector that the definition leaves out.
  case unmappedSector(String, at: SourceLocation)
  /// A table sector whose output is 0, in the table or in the region, and of which exports are lost.
  case sectorWithoutOutput(tradeSector: String, tableSector: String, at: SourceLocation)
  /// A parameter that has no value for a sector, market or region.
  case noParameter(name: String, code: String, at: SourceLocation)
  /// Trade of a sector or market that the file does not have.
  case noTrade(file: String, what: String, code: String, nearest: String?)
  /// The same sector and market twice among the exports of a scenario.
  case repeatedFlow(sector: String, market: String)
  /// The model has no answer; `place` names sector and market.
  case response(place: String, TradeEquilibriumError)
}

extension LinkageError {
  /// Bad input, or a change that the model cannot carry.
  public var isBadInput: Bool {
    if case .response(_, .moreThanAllImports) = self { false } else { true }
  }
}

extension LinkageError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .definition(let error): error.description
    case .file(let error): error.description
    case .field(let file, let line, let column, let value, let expected):
      "\(Self.place(file, line)): column \(column) is '\(value)'; write \(expected)"
    case .rows(let file, let line, let problem): "\(Self.place(file, line)): \(problem)"
    case .table(let file, let error): "\(file): \(error)"
    case .columnUnbalanced(let file, let sector, let gap, let output):
      "\(file): sector \(sector): inputs and value added differ from its output of \(output) by \(gap); correct its column, "
        + "or raise balance_tolerance where the table is rounded"
    case .missingVector(let file, let name, let purpose):
      "\(file): neither a column nor a row \(name), which \(purpose) needs; add it"
    case .unmappedSector(let sector, let place):
      "\(place.file):\(place.line): the sector '\(sector)' has lost exports and no sector of the table; add it under sectors"
    case .sectorWithoutOutput(let tradeSector, let tableSector, let place):
      "\(place.file):\(place.line): \(tradeSector) is mapped to \(tableSector), which has no output there; map it to another "
        + "sector, or correct the output"
    case .noParameter(let name, let code, let place):
      "\(place.file):\(place.line): \(name) has no value for '\(code)'; add it, or a value for all others under value"
    case .noTrade(let file, let what, let code, let nearest):
      "\(file): no trade of the \(what) '\(code)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ";")
        + " add its rows, or leave it out of the scenario"
    case .repeatedFlow(let sector, let market):
      "\(sector) to \(market) is given twice; add its exports up and average their cost rise"
    case .response(let place, let error): "\(place): \(error)"
    }
  }

  private static func place(_ file: String, _ line: Int?) -> String { file + (line.map { ":\($0)" } ?? "") }
}

/// Runs what throws errors of documents.
func inDefinition<T>(_ body: () throws(DocumentError) -> T) throws(LinkageError) -> T {
  do { return try body() } catch { throw .definition(error) }
}
