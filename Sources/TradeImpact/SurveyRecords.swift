import Estimation
import Microdata

/// Survey rows as estimates want them: standard names, amounts in yuan, classes by the classifications in force.
///
/// ```swift
/// let records = try SurveyRecords(plan.columns, fileColumns: file.columnNames, naming: columns)
/// let (checker, moments) = try file.reduce(columns: records.columns, threads: 2,
///   into: { (records.makeChecker(), plan.makeAccumulator()) },
///   { state, raw in
///     try state.1.accumulate(records.block(from: raw))
///     state.0.check(raw)
///   },
///   merge: { $0.0.merge($1.0); $0.1.merge($1.1) })
/// let findings = try checker.findings()
/// ```
/// Numbers: `weight`, `population`, `frame_exports`, `exports`, `affected`, `direct_loss`, `added_cost`, `loss_<market>`,
/// `cost_<kind>`, `cause_<cause>`, `loss_cause_<cause>`, `loss_cause_unstated`, and `firms`, which is 1. Factors: `region`,
/// `city`, `sector`, `product_group`, `size_class`, `ownership`, `business_type`, `stratum`, `response`, `primary_cause`. Any
/// other name is a column of the file, taken as it is.
public struct SurveyRecords: Sendable {
  /// What to read from the file, in order.
  public var columns: [ColumnSpec] { sources.map(\.spec) }

  let sources: [SourceColumn]
  let inspected: InspectedColumns?
  let classifier: FirmClassifier
  let classifications: Classifications
  let responses: ResponseReader
  let edit: UnitErrorEdit?
  private let firms: Firms
  private let outputs: [RecordOutput]

  /// The firms whose rows are wanted.
  public enum Firms: Sendable, Hashable {
    /// Those whose `response` is `respondent`.
    case answering
    /// All that were drawn; amounts of those who did not answer are missing.
    case drawn
  }

  /// - Parameters:
  ///   - wanted: Columns by their standard names, in the order in which blocks are to have them.
  ///   - fileColumns: The names of the file's header.
  ///   - inspects: Also read all other columns of the record that the file has, check their values, and keep what
  ///     ``Checker`` needs; this requires `firm_id`.
  ///   - unitErrors: How losses in a mistaken unit are corrected; nil leaves them.
  ///   - firms: Whose rows ``block(from:)`` keeps.
  /// - Throws: ``SurveyColumnsError`` for a column that the file lacks, or an amount without unit.
  public init(
    _ wanted: [EstimationPlan.Column], fileColumns: [String], naming: SurveyColumns = SurveyColumns(),
    classifications: Classifications = .bundled, unitErrors: UnitErrorRule? = nil, inspects: Bool = true,
    firms: Firms = .answering
  ) throws(SurveyColumnsError) {
    var assembly = RecordAssembly(fileColumns: fileColumns, naming: naming, classifications: classifications)
    var outputs: [RecordOutput] = []
    for column in wanted { outputs.append(try assembly.output(column)) }
    inspected = inspects ? try assembly.inspection() : nil
    edit = try assembly.edit(unitErrors)
    responses = try assembly.responses()
    sources = assembly.list.columns
    classifier = FirmClassifier(classifications)
    self.outputs = outputs
    (self.classifications, self.firms) = (classifications, firms)
  }

  /// The rows of a block as wanted; those of firms that did not answer are left out unless all drawn are asked for.
  /// - Parameter raw: The columns of ``columns``, as read.
  /// - Throws: ``SurveyRecordError`` for the first row with a value that cannot be.
  public func block(from raw: RowBlock) throws(SurveyRecordError) -> RowBlock {
    if let fault = firstFault(raw) { throw fault.located(in: raw) }
    var answers = firms == .drawn ? raw : responses.respondents(of: raw)
    if let edit { answers = edit.edited(answers, RecordDerivation(answers, self)) }
    var derivation = RecordDerivation(answers, self)
    return answers.replacing(columns: outputs.map { derivation.column($0) })
  }

  /// The topmost row at fault, and in it the first column in order of reading.
  private func firstFault(_ raw: RowBlock) -> RowFault? {
    zip(sources, raw.columns).compactMap { $0.fault($1) }.min { $0.row < $1.row }
  }

  /// - Precondition: The records are inspected.
  public func makeChecker() -> Checker { Checker(self) }
}
