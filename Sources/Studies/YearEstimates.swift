import DataFiles
import Estimation
import Microdata
import Reporting
import Sampling
import TradeImpact

/// The estimates of one year: every request of every table, answered in one pass over the survey file.
package struct YearEstimates {
  let study: Study
  let year: Study.Year
  package let totals: ExportTotals?
  /// What the data say of themselves, before any table.
  let findings: [Finding]
  let responses: ResponseCounts
  private let answers: [StatisticRequest: Answer]

  /// - Parameter wanted: The requests to answer; nil takes those of the tables and of checks.
  /// - Throws: ``StudyError`` with file, line, column, value and remedy.
  package init(
    _ study: Study, _ year: Study.Year, of wanted: [StatisticRequest]? = nil, threads: Int, chunkBytes: Int?
  ) throws(StudyError) {
    self.study = study
    self.year = year
    do {
      totals = try study.exportTotals(of: year)
      let requests = wanted.map { $0 + Self.requestsOfChecks(study) } ?? Self.requests(study, year, totals)
      let plan = EstimationPlan(design: study.design, requests: requests)
      let file = try study.sample(of: year)
      let pass = try SurveyPass(plan, file, study, year, threads: threads, chunkBytes: chunkBytes)
      answers = try pass.answers(requests)
      responses = pass.responses
      findings = try pass.findings + (try FrameCheck(study, year, answers, names: study.design.strata).findings)
    } catch { throw StudyError(error) }
  }

  /// Every distinct request of the tables, and those that checks need.
  private static func requests(
    _ study: Study, _ year: Study.Year, _ totals: ExportTotals?
  ) -> [StatisticRequest] {
    let ofCells = study.distinctRequests(study.cells(of: year.year, totals: totals))
    return [.init(.count)] + ofCells + (study.hasQuality ? YearQuality.requests(study) : []) + requestsOfChecks(study)
  }

  private static func requestsOfChecks(_ study: Study) -> [StatisticRequest] {
    guard let stratum = study.design.strata.first, let population = study.design.corrections.first?.column else {
      return []
    }
    return [FrameCheck.request(stratum: stratum, population: population)]
  }

  /// The estimate of a cell; nil where the group has no firm in the sample.
  package func estimate(_ wanted: TableRequest) -> Estimate? {
    guard case .estimates(let estimates) = answers[wanted.request] else { return nil }
    return estimates[wanted.label]
  }

  /// The estimate of that label among those of a request; nil where the group has no firm in the sample.
  func estimate(_ request: StatisticRequest, _ label: String) -> Estimate? {
    estimate(TableRequest(request: request, label: label))
  }

  var sampleCount: SampleCount? {
    guard case .count(let count) = answers[.init(.count)] else { return nil }
    return count
  }

  /// Findings of the estimators, each once.
  var estimationFindings: [Finding] {
    var found = Set<Finding>()
    for answer in answers.values {
      if case .estimates(let estimates) = answer { found.formUnion(estimates.findings) }
    }
    return Array(found)
  }
}

extension Study {
  /// The survey file of a year.
  package func sample(of year: Year) throws(MicrodataError) -> CSVFile {
    try CSVFile(dataFile: path(of: year.sample), format: CSVFormat(encoding: year.encoding))
  }

  /// The known exports of a year; nil where the study has none.
  package func exportTotals(of year: Year) throws -> ExportTotals? {
    guard let file = year.totals else { return nil }
    guard let unit = year.naming.unit(of: "frame_exports") else {
      throw StudyError(message: "\(path): the unit of frame_exports is not declared; add it under units")
    }
    let csv = try CSVFile(dataFile: path(of: file))
    return try ExportTotals(reading: csv, auxiliary: "frame_exports", unit: unit, year: year.year)
  }

  /// The rows of a year's survey file as estimates want them.
  package func records(
    _ columns: [EstimationPlan.Column], of file: CSVFile, _ year: Year, inspects: Bool = true,
    firms: SurveyRecords.Firms = .answering
  ) throws(SurveyColumnsError) -> SurveyRecords {
    try SurveyRecords(
      columns, fileColumns: file.columnNames, naming: year.naming, classifications: classifications,
      unitErrors: unitErrors, inspects: inspects, firms: firms)
  }

  /// Every distinct request that the tables make of a year's sample.
  /// - Parameter totals: Known exports; without them ratio estimates are left out.
  package func tableRequests(totals: ExportTotals?) -> [StatisticRequest] {
    distinctRequests(tableCells(totals: totals))
  }

  /// The requests of some cells, each once.
  package func distinctRequests(_ cells: [TableCell]) -> [StatisticRequest] {
    var seen = Set<StatisticRequest>()
    return cells.map(\.wanted.request).filter { seen.insert($0).inserted }
  }

  /// Every cell of the tables of one year that is an estimate, in print order.
  package func tableCells(totals: ExportTotals?) -> [TableCell] {
    tables.flatMap { cells(of: $0, totals: totals) { column, _ in column.period == .own } }
  }

  /// Every cell that is an estimate of a year, in the tables of the year and then in those of the study.
  func cells(of year: Int, totals: ExportTotals?) -> [TableCell] {
    tableCells(totals: totals)
      + studyTables.flatMap { table in
        cells(of: table, totals: totals) { column, row in table.year(of: column, row) == year }
      }
  }

  func cells(
    of table: TableDefinition, totals: ExportTotals?, where isWanted: (ColumnDefinition, ReportTable.Row) -> Bool
  ) -> [TableCell] {
    let cells = TableRequests(definition: table, totals: totals, level: level)
    return table.reportRows(levels: levels).flatMap { row in
      table.columns.compactMap { column -> TableCell? in
        guard isWanted(column, row), let estimate = estimate(table, column, row),
          let wanted = cells.request(estimate, row: row)
        else { return nil }
        return TableCell(table: table.id, row: row, column: column.id, wanted: wanted, scaling: estimate.scaling)
      }
    }
  }

  /// What a column asks for in a row, the scaled region's parent in place of the region.
  func estimate(_ table: TableDefinition, _ column: ColumnDefinition, _ row: ReportTable.Row) -> EstimateDefinition? {
    guard let estimate = table.estimate(column, for: row.code) else { return nil }
    guard estimate.scaling != nil else { return estimate }
    guard let scaling else { return nil }
    return estimate.within(.init(factor: "region", code: scaling.parent))
  }

  /// The levels of a classification, or of those within a group of another, as table rows; or the years of the study.
  func levels(_ classification: String, _ group: String?) -> [TableDefinition.Level] {
    guard classification != TableDefinition.yearRows else { return years.map { ChangeText.level($0.year) } }
    return classifications.levels(classification, group)
  }
}

extension TableDefinition {
  /// The year that a cell of a table over years is of; nil where it is of several or of none.
  func year(of column: ColumnDefinition, _ row: ReportTable.Row) -> Int? {
    switch column.period {
    case .year(let year): year
    case .pooled: nil
    case .own: rows == .years ? Int(row.code) : nil
    }
  }
}

extension Classifications {
  /// The levels of a classification, or of those within a group of another, as table rows.
  func levels(_ classification: String, _ group: String? = nil) -> [TableDefinition.Level] {
    guard let found = self[classification] else { return [] }
    return found.codes.compactMap { found[$0] }
      .filter { category in
        guard let group else { return true }
        if case .exports(_, let productGroup) = category.rule { return productGroup == group }
        return false
      }
      .map { TableDefinition.Level(code: $0.code, label: $0.label) }
  }
}

/// The one pass over a survey file: moments for the plan and checks of the rows.
private struct SurveyPass {
  private let plan: EstimationPlan
  private let file: CSVFile
  private let study: Study
  private let year: Study.Year
  private let moments: MomentAccumulator
  private let checker: SurveyRecords.Checker

  init(
    _ plan: EstimationPlan, _ file: CSVFile, _ study: Study, _ year: Study.Year, threads: Int, chunkBytes: Int?
  ) throws {
    (self.plan, self.file, self.study, self.year) = (plan, file, study, year)
    let records = try Self.records(plan, file, study, year)
    (checker, moments) = try file.reduce(
      columns: records.columns, threads: threads, chunkBytes: chunkBytes ?? CSVFile.defaultChunkBytes,
      into: { (records.makeChecker(), plan.makeAccumulator()) },
      { state, raw in
        let block = try records.block(from: raw)
        do { try state.1.accumulate(block) } catch let error as DesignError { throw Self.located(error, in: block) }
        state.0.check(raw)
      },
      merge: {
        $0.0.merge($1.0)
        $0.1.merge($1.1)
      })
    guard checker.rowCount > 0 else {
      throw StudyError(message: "\(file.path):2: the file has a header and no rows; check that it was exported whole")
    }
    guard moments.rowCount > 0 else {
      throw StudyError(message: "\(file.path): no firm's response is respondent, so there is nothing to estimate from")
    }
  }

  /// The header is line 1.
  private static func records(
    _ plan: EstimationPlan, _ file: CSVFile, _ study: Study, _ year: Study.Year
  ) throws(StudyError) -> SurveyRecords {
    do {
      return try study.records(plan.columns, of: file, year)
    } catch {
      throw StudyError(message: "\(file.path):1: \(error)")
    }
  }

  private static func located(_ error: DesignError, in block: RowBlock) -> StudyError {
    guard let row = error.row else { return StudyError(error) }
    let position = block.position(ofRow: row)
    return StudyError(message: "\(position.file):\(position.line): \(error.sentence)")
  }

  var responses: ResponseCounts { checker.responses }

  var findings: [Finding] { get throws { try checker.findings() + [weightsOfTheDraw].compactMap(\.self) } }

  /// Weights that a file gives are those of the draw: where firms did not answer, they add up to less than the population.
  private var weightsOfTheDraw: Finding? {
    guard let weights = study.design.weights, responses[.respondent] < responses.drawn else { return nil }
    return Finding(
      kind: "weights_of_the_draw", subject: weights,
      zh: "回答企业的权数没有代表未回答的企业；去掉 design.weights，即由同层回答企业代表该层全部企业",
      en:
        "the weights of the firms that answered do not stand for those that did not; leave design.weights out, so that "
        + "the answers of a stratum stand for all its firms")
  }

  func answers(_ requests: [StatisticRequest]) throws -> [StatisticRequest: Answer] {
    do {
      let results = try plan.answers(from: moments)
      return Dictionary(uniqueKeysWithValues: zip(requests, try results.map { try $0.get() }))
    } catch let error as EstimationError {
      throw located(error)
    }
  }

  /// An error about a stratum, with the line of its first firm.
  private func located(_ error: EstimationError) -> StudyError {
    guard case .design(let fault) = error, let stratum = fault.stratum, let name = study.design.strata.first else {
      return StudyError(error)
    }
    let column = year.naming.fileName(of: name)
    let position = try? file.firstPosition(of: stratum, in: ColumnSpec(name: column, kind: .factor))
    let place = position.map { "\($0.file):\($0.line)" } ?? file.path
    return StudyError(message: "\(place): column \(column): \(fault.sentence)")
  }
}
