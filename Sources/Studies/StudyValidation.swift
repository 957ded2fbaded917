import DataFiles
import Documents
import Estimation
import Microdata
import Reporting
import TradeImpact

/// All that is wrong with a study and the files that it names; nothing is estimated.
///
/// Where a report stops at the first problem, this goes on: the study file is read without the part at fault, a survey file
/// behind the record at fault. Of problems of one kind in one column the first twenty are listed and the others counted.
public struct StudyValidation: Sendable {
  /// Sentences with file, line, column, value and the way out.
  public private(set) var problems: [String] = []
  /// Rows of survey files that were read.
  public private(set) var rowCount = 0
  /// Files that were read, the study file first.
  public private(set) var files: [String]
  private var published: Set<String> = []

  /// - Parameter year: The one year to look at; nil: all.
  public init(contentsOf path: String, year: Int? = nil) {
    files = [path]
    let file = StudyFileProblems(path: path)
    problems = file.messages
    guard let study = file.study else { return }
    for one in study.years where year == nil || one.year == year { check(study, one) }
    if let year, !study.years.contains(where: { $0.year == year }) {
      problems.append(
        "\(path): the study has no year \(year); it has \(study.years.map { String($0.year) }.joined(separator: ", "))")
    }
    checkPublished(study)
  }

  private mutating func add(_ messages: [String]) {
    for message in messages where !problems.contains(message) { problems.append(message) }
  }

  /// Notes what a check throws.
  private mutating func attempt<Value>(_ body: () throws -> Value) -> Value? {
    do { return try body() } catch {
      add([StudyError(error).message])
      return nil
    }
  }

  // MARK: A year

  private mutating func check(_ study: Study, _ year: Study.Year) {
    for file in [year.sample, year.frame, year.totals].compactMap(\.self) {
      let path = DataFile.path(of: study.path(of: file))
      if !files.contains(path) { files.append(path) }
    }
    for need in study.needs(of: year) + study.needsOfDrawn { _ = attempt { try study.requireOneStage(need.purpose) } }
    checkSample(study, year)
    checkTotals(study, year)
    checkFrame(study, year)
  }

  private mutating func checkSample(_ study: Study, _ year: Study.Year) {
    guard let sample = attempt({ try study.sample(of: year) }) else { return }
    for (name, fileName) in year.naming.mappings
    where !sample.columnNames.contains(where: { $0.utf8.elementsEqual(fileName.utf8) }) {
      let nearest = Documents.nearest(to: fileName, among: sample.columnNames)
      let error = SurveyColumnsError.missing(name: name, fileName: fileName, nearest: nearest)
      add(["\(sample.path):1: \(error)"])
    }
    let columns = SampleColumnProblems(study, year, sample)
    add(columns.messages)
    guard let records = columns.records else { return }
    let rows = attempt { try SampleRowProblems(study, year, sample, records, columns.usable) }
    add(rows?.messages ?? [])
    rowCount += rows?.rowCount ?? 0
  }

  private mutating func checkTotals(_ study: Study, _ year: Study.Year) {
    guard let file = year.totals else { return }
    let known = [("kind", false), ("code", false), ("frame_exports", true), ("exports", true), ("firms", true)]
    guard readsWhole(study.path(of: file), known) else { return }
    _ = attempt { try study.exportTotals(of: year) }
    if let rule = study.recommendation { _ = attempt { try RegisterTotals(study, year, rule) } }
  }

  private mutating func checkFrame(_ study: Study, _ year: Study.Year) {
    if let file = year.frame {
      let known = [("stratum", false), ("firms", true), ("year", true), ("frame_exports", true)]
      guard readsWhole(study.path(of: file), known) else { return }
      _ = attempt { try FrameCheck.sizes(CSVFile(dataFile: study.path(of: file)), year: year.year) }
    }
    if let scaling = study.scaling, scaling.comparesMethods { _ = attempt { try RegionalFrame(study, year, scaling) } }
  }

  /// Whether a file beside the survey has no fault in its records and numbers; what of it has a meaning is for others to check.
  /// - Parameter known: Columns, and whether they are numbers; those that the file lacks are passed over.
  private mutating func readsWhole(_ reference: String, _ known: [(name: String, isNumber: Bool)]) -> Bool {
    let before = problems.count
    guard let file = attempt({ try CSVFile(dataFile: reference) }) else { return false }
    let columns = known.filter { column in file.columnNames.contains { $0.utf8.elementsEqual(column.name.utf8) } }
    var faults: [String] = []
    let rows = attempt {
      try TextRows(file, columns: columns.map(\.name)) { block in
        for (column, values) in zip(columns, block.columns) where column.isNumber {
          faults += block.numberFaults(values, column.name)
        }
      }
    }
    add((rows?.faults.map(\.description) ?? []) + faults)
    return problems.count == before
  }

  // MARK: Published figures

  private mutating func checkPublished(_ study: Study) {
    guard let folder = study.published else { return }
    var facts = PublishedFacts(folder: study.path(of: folder))
    for table in study.tables + study.studyTables {
      for row in table.reportRows(levels: study.levels) {
        for case (let column, .published(let places)) in table.columns.map({ ($0, $0.content) }) {
          for year in study.years {
            let unit = column.unit ?? row.unit ?? .count
            _ = attempt { try facts.cell(places, row: row, year: String(year.year), unit: unit) }
          }
        }
      }
    }
    files += facts.paths
  }

  /// One line a problem and one that counts them.
  public var text: String {
    let read = "\(Self.counted(files.count, "file")) and \(Self.counted(rowCount, "survey row")) read"
    let verdict = problems.isEmpty ? "no problems" : Self.counted(problems.count, "problem")
    return (problems + ["\(files[0]): \(verdict); \(read)"]).map { $0 + "\n" }.joined()
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

extension RowBlock {
  /// Sentences about text that is no number.
  fileprivate func numberFaults(_ column: BlockColumn, _ name: String) -> [String] {
    guard case .factor(let codes, let levels) = column else { return [] }
    return NumbersFromText(codes: codes, levels: levels).faults.map { fault in
      let place = position(ofRow: fault.row)
      return MicrodataError(fault.kind, file: place.file, line: place.line, column: name, value: fault.value)
        .description
    }
  }
}
