import DataFiles
import Documents
import Estimation
import Microdata
import Sampling

/// What every request of a file was answered with, in its order.
public struct RequestResults: Sendable {
  public enum Outcome: Sendable {
    case answer(Answer)
    /// What a request without a design was answered with, by field.
    case fields([(key: String, value: JSONValue)])
    case refusal(Refusal)
  }
  public let outcomes: [(name: String, outcome: Outcome)]

  /// The gravest cause among the refusals: bad input before what cannot be computed.
  public var refusalCause: Refusal.Cause? {
    let causes = outcomes.compactMap { outcome -> Refusal.Cause? in
      if case .refusal(let refusal) = outcome.outcome { refusal.cause } else { nil }
    }
    return causes.contains(.badInput) ? .badInput : causes.first
  }
}

extension RequestFile {
  /// How the data file is read; no choice changes a result.
  public struct ReadingOptions: Sendable {
    public var threads: Int
    public var chunkBytes: Int?

    public init(threads: Int = 1, chunkBytes: Int? = nil) {
      self.threads = threads
      self.chunkBytes = chunkBytes
    }
  }

  /// Answers all requests in one pass over the data.
  /// - Parameter dataPath: Another data file than the one the request names.
  /// - Throws: ``Refusal`` where data or design refuse everything.
  public func run(dataPath: String? = nil, options: ReadingOptions = .init()) throws(Refusal) -> RequestResults {
    let file: CSVFile
    do { file = try CSVFile(dataFile: dataPath ?? self.dataPath, format: data.format) } catch { throw Refusal(error) }
    let decoded = decodedRequests(file)
    var estimates = try design.map { design throws(Refusal) in
      try outcomes(design, decoded.compactMap(\.statistic), file, options)
    }?.makeIterator()
    var frames = try frameOutcomes(decoded.compactMap(\.frame), file, options).makeIterator()
    return RequestResults(
      outcomes: decoded.map { decoded in
        switch decoded.question {
        case .estimate: (decoded.name, estimates!.next()!)
        case .frame: (decoded.name, frames.next()!)
        case .refused(let refusal): (decoded.name, .refusal(refusal))
        }
      })
  }

  // MARK: Decoding

  private enum Question {
    case estimate(StatisticRequest)
    case frame(any FrameRequest)
    case refused(Refusal)
  }

  private struct Decoded {
    let name: String
    let question: Question

    var statistic: StatisticRequest? { if case .estimate(let request) = question { request } else { nil } }
    var frame: (any FrameRequest)? { if case .frame(let request) = question { request } else { nil } }
  }

  private func decodedRequests(_ file: CSVFile) -> [Decoded] {
    let columns = ConditionDecoder(data: data) { name in
      file.columnNames.contains { $0.utf8.elementsEqual(name.utf8) }
    }
    let frames = FrameDecoder(columns: columns, requests: requests)
    let decoder = StatisticDecoder(columns: columns, strata: design?.columns.strata.first)
    return requests.map { name, node in
      do throws(Refusal) {
        if let frame = try frames.request(node) { return Decoded(name: name, question: .frame(frame)) }
        return Decoded(name: name, question: .estimate(try decoder.request(node)))
      } catch { return Decoded(name: name, question: .refused(error)) }
    }
  }

  // MARK: Answers

  private func outcomes(
    _ design: DesignDescription, _ requests: [StatisticRequest], _ file: CSVFile, _ options: ReadingOptions
  ) throws(Refusal) -> [RequestResults.Outcome] {
    let plan = EstimationPlan(
      design: design.columns, variance: try design.varianceMethod(folder: folder), weighting: design.weighting,
      requests: requests)
    try requireColumns(plan, file)
    return try answers(plan, file, options)
  }

  private func frameOutcomes(
    _ requests: [any FrameRequest], _ file: CSVFile, _ options: ReadingOptions
  ) throws(Refusal) -> [RequestResults.Outcome] {
    guard !requests.isEmpty else { return [] }
    var names: [EstimationPlan.Column] = []
    for column in requests.flatMap(\.columns) where !names.contains(column) { names.append(column) }
    let rows = try read(
      file, DerivedBlocks(names, data: data), options, into: { CollectedRows() }, fold: { $0.append($1) },
      merge: { $0.merge($1) })
    try requireRows(rows.rowCount, file)
    let columns = SampleColumns(rows.block(threads: options.threads), names)
    return requests.map { request in
      do throws(Refusal) { return .fields(try request.answer(columns)) } catch { return .refusal(error) }
    }
  }

  /// The design is the whole file's: what it lacks refuses every request.
  private func requireColumns(_ plan: EstimationPlan, _ file: CSVFile) throws(Refusal) {
    for column in plan.columns {
      let isDerived = data.derivation(of: column.name) != nil
      guard file.hasColumn(column.name) || isDerived && column.role == .number else { throw missing(column.name, file) }
      guard column.role == .factor || data.type(of: column.name) != .text else {
        throw .badInput(
          "not_a_number", "\(path): column \(column.name) is declared a string, and the design uses it as a number")
      }
    }
  }

  private func missing(_ name: String, _ file: CSVFile) -> Refusal {
    .badInput(
      "missing_column",
      "\(path): the design names column \(name), which \(file.path) does not have"
        + (nearest(to: name, among: file.columnNames).map { "; did you mean \($0)?" } ?? ""))
  }

  // MARK: Reading

  private func answers(
    _ plan: EstimationPlan, _ file: CSVFile, _ options: ReadingOptions
  ) throws(Refusal) -> [RequestResults.Outcome] {
    let source = DerivedBlocks(plan.columns, data: data)
    guard plan.needsRows else {
      let moments = try read(
        file, source, options, into: { plan.makeAccumulator() },
        fold: { moments, block in
          do { try moments.accumulate(block) } catch let error as DesignError { throw Refusal(error, in: block) }
        }, merge: { $0.merge($1) })
      try requireRows(moments.rowCount, file)
      return try outcomes(file) { () throws(EstimationError) in try plan.answers(from: moments) }
    }
    let rows = try read(
      file, source, options, into: { CollectedRows() }, fold: { $0.append($1) }, merge: { $0.merge($1) })
    try requireRows(rows.rowCount, file)
    let block = rows.block(threads: options.threads)
    // Rows of a second phase are numbered among themselves, so their errors name no line.
    if case .twoPhase = plan.variance {
      return try outcomes(file) { () throws(EstimationError) in try plan.answers(from: block, threads: options.threads)
      }
    }
    return try outcomes(file, block) { () throws(EstimationError) in
      try plan.answers(from: block, threads: options.threads)
    }
  }

  private func read<A: Sendable>(
    _ file: CSVFile, _ source: DerivedBlocks, _ options: ReadingOptions, into make: @escaping @Sendable () -> A,
    fold: @escaping @Sendable (inout A, RowBlock) throws -> Void, merge: (inout A, A) throws -> Void
  ) throws(Refusal) -> A {
    do {
      return try file.reduce(
        columns: source.columns, threads: options.threads, chunkBytes: options.chunkBytes ?? CSVFile.defaultChunkBytes,
        into: make, { try fold(&$0, try source.derive($1)) }, merge: merge)
    } catch let refusal as Refusal {
      throw refusal
    } catch let error as MicrodataError {
      throw Refusal(error)
    } catch {
      throw .badInput("data", "\(file.path): \(error)")
    }
  }

  private func requireRows(_ count: Int, _ file: CSVFile) throws(Refusal) {
    guard count > 0 else {
      throw .badInput("no_rows", "\(file.path):2: the file has a header and no rows; check that it was exported whole")
    }
    guard let expected = data.rowCount, expected != count else { return }
    throw .badInput(
      "row_count",
      "\(file.path): \(count) rows, where data.rows says \(expected): the file is truncated, or the number is wrong")
  }

  /// - Parameter block: All rows, where an error may be about one of them.
  private func outcomes(
    _ file: CSVFile, _ block: RowBlock? = nil,
    _ answers: () throws(EstimationError) -> [Result<Answer, EstimationError>]
  ) throws(Refusal) -> [RequestResults.Outcome] {
    do {
      return try answers().map { result in
        switch result {
        case .success(let answer): .answer(answer)
        case .failure(let error): .refusal(located(error, file, block))
        }
      }
    } catch { throw located(error, file, block) }
  }

  /// An error with the line of its row, where all rows are at hand.
  private func located(_ error: EstimationError, _ file: CSVFile, _ block: RowBlock?) -> Refusal {
    guard let row = error.row, let block else { return located(error, file) }
    if case .design(let fault) = error { return Refusal(fault, in: block) }
    let (refusal, position) = (Refusal(error), block.position(ofRow: row))
    return Refusal(
      kind: refusal.kind, reason: "\(position.file):\(position.line): \(refusal.reason)", cause: refusal.cause)
  }

  /// An error about a stratum, with the line of its first row.
  private func located(_ error: EstimationError, _ file: CSVFile) -> Refusal {
    let refusal = Refusal(error)
    guard case .design(let fault) = error, let stratum = fault.stratum, let column = design?.columns.strata.first,
      let spec = DerivedBlocks([.init(name: column, role: .factor)], data: data).columns.first,
      let position = try? file.firstPosition(of: stratum, in: spec)
    else { return refusal }
    return Refusal(
      kind: refusal.kind, reason: "\(position.file):\(position.line): column \(column): \(refusal.reason)",
      cause: refusal.cause)
  }
}

extension CSVFile {
  fileprivate func hasColumn(_ name: String) -> Bool {
    columnNames.contains { $0.utf8.elementsEqual(name.utf8) }
  }
}

extension Refusal {
  init(_ error: MicrodataError) {
    self = .badInput(error.kindName, error.description)
  }

  /// A design error with the line of its row.
  init(_ error: DesignError, in block: RowBlock) {
    let plain = Refusal(error)
    guard let row = error.row else {
      self = plain
      return
    }
    let position = block.position(ofRow: row)
    self.init(
      kind: plain.kind, reason: "\(position.file):\(position.line): \(error.sentence)", cause: plain.cause)
  }

  init(_ error: EstimationError) {
    switch error {
    case .design(let error): self.init(error)
    case .overflow: self.init(kind: "overflow", reason: error.description, cause: .notComputable)
    case .unknownLabel: self = .badInput("unknown_label", error.description)
    case .expression: self = .badInput("expression", error.description)
    case .notSingleValued: self = .badInput("contrast", error.description)
    case .denominatorTotalsMissing, .denominatorTotalsUnknown: self = .badInput("denominator_totals", error.description)
    case .needsReplicates: self = .badInput("needs_replicates", error.description)
    case .jackknifeOfQuantile: self = .badInput("jackknife_of_quantile", error.description)
    case .replicateUndefined:
      self.init(kind: "replicate_undefined", reason: error.description, cause: .notComputable)
    case .replicateWeighting:
      self.init(kind: "replicate_weighting", reason: error.description, cause: .notComputable)
    case .weighting(let error): self = .badInput("weighting", error.description)
    case .replication(let error): self = .badInput("replicates", error.description)
    case .regression(let error): self = .badInput("regression", error.description)
    case .statistic(let kind, let reason): self = .badInput(kind, reason)
    case .notBuilt(let what): self = .notBuilt(what)
    }
  }
}
