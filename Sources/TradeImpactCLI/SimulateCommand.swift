import ArgumentParser
import Microdata
import Populations
import Reporting

struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Makes a synthetic population of exporting firms, and what they would answer.",
    discussion: """
      Examples:
        trade-impact simulate datasets/china-2015-2019/population.yml --output population
        trade-impact simulate population.yml --answers sample.csv --year 2019 --output survey.csv

      Without --answers it writes reconciliation.csv and for each year population.csv (the unit list that draw takes as a frame),
      frame.csv, totals.csv and population-margins.csv (the true values). With --answers it writes the questionnaires of the firms that
      draw has drawn. Every file says that it is synthetic.
      """)

  @Argument(help: "The population file (YAML).")
  var population: String

  @Option(help: "The folder to write; with --answers the file.")
  var output: String

  @Option(help: "A sample written by draw.")
  var answers: String?

  @Option(help: "The year of the sample.")
  var year: Int?

  func validate() throws {
    guard (answers == nil) == (year == nil) else { throw ValidationError("--answers and --year belong together") }
  }

  func run() throws {
    let progress = ProgressNotice("making the firms of \(population)")
    defer { progress.stop() }
    do {
      if answers == nil { try OutputFolder.check(output) }
      let text = try Files.read(population)
      let specification = try PopulationSpecification(yaml: text, path: population)
      let made = try Population(specification)
      guard let answers, let year else { return try writeFolder(made, specification, text) }
      try writeAnswers(answers, year, made, specification)
    } catch let error as PopulationError {
      throw CommandFailure(code: .badInput, message: error.description)
    } catch let error as MicrodataError {
      throw CommandFailure(code: .badInput, message: error.description)
    } catch let error as OutputError {
      throw CommandFailure(code: .outputNotWritten, message: error.description)
    }
  }

  private func writeFolder(_ made: Population, _ specification: PopulationSpecification, _ text: [UInt8]) throws {
    var folder = OutputFolder()
    folder.add("reconciliation.csv", made.reconciliationTable())
    for year in made.years {
      folder.add("\(year.year)/population.csv", year.unitList())
      folder.add("\(year.year)/frame.csv", year.frame())
      folder.add("\(year.year)/totals.csv", year.totals())
      folder.add("\(year.year)/population-margins.csv", year.trueMargins())
    }
    let manifest = Manifest(
      version: TradeImpactCommand.version, study: FileRecord(path: population, bytes: text), inputs: [],
      seed: specification.seed, methods: [.init(step: "population", name: "synthetic")])
    try folder.write(to: output, manifest: manifest)
    let firms = made.years.map { "\($0.year): \($0.firms.count)" }.joined(separator: ", ")
    StandardOutput.write("\(output): synthetic firms \(firms)\n")
  }

  private func writeAnswers(
    _ path: String, _ year: Int, _ made: Population, _ specification: PopulationSpecification
  ) throws {
    guard let population = made.years.first(where: { $0.year == year }) else {
      let known = made.years.map { String($0.year) }.joined(separator: ", ")
      throw CommandFailure(code: .usage, message: "--year \(year): the population has the years \(known)")
    }
    let sample = try DrawnSample(path: path).firms(of: population)
    let answers = try SurveyAnswers(of: sample, from: population, specification)
    try Files.write(try answers.file(specification.survey.formats[year] ?? AnswerFormat()), to: output)
    let respondents = answers.rows.count { $0.response == .respondent }
    StandardOutput.write("\(output): \(respondents) synthetic answers of \(answers.rows.count) firms drawn\n")
  }
}

/// A sample as `draw` writes it.
private struct DrawnSample {
  private let path: String
  private let columns: [Column]
  private static let specs = [
    ColumnSpec(name: "firm_id", kind: .factor), ColumnSpec(name: "stratum", kind: .factor),
    ColumnSpec(name: "population", kind: .number(thousands: nil)),
    ColumnSpec(name: "weight", kind: .number(thousands: nil)),
  ]

  init(path: String) throws {
    self.path = path
    columns = try CSVFile(path: path).readAll(columns: Self.specs)
  }

  func firms(of year: Population.Year) throws -> [SampledFirm] {
    guard case .factor(let firms) = columns[0], case .factor(let strata) = columns[1],
      case .number(let sizes) = columns[2], case .number(let weights) = columns[3]
    else { preconditionFailure("columns come in the order in which they are asked for") }
    let places = Dictionary(uniqueKeysWithValues: year.firms.enumerated().map { ($1.id, $0) })
    return try firms.codes.indices.map { row in
      guard firms.codes[row] >= 0, let place = places[firms.levels[Int(firms.codes[row])]], strata.codes[row] >= 0
      else {
        let id = firms.codes[row] < 0 ? "" : firms.levels[Int(firms.codes[row])]
        throw CommandFailure(
          code: .badInput,
          message: "\(path): the firm \(id) is not in the population of \(year.year); draw from its population.csv")
      }
      return SampledFirm(
        position: place, stratum: strata.levels[Int(strata.codes[row])], population: Int(sizes[row]),
        weight: weights[row])
    }
  }
}
