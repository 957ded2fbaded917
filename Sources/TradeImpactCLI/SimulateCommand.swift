import ArgumentParser
import Microdata
import Populations
import Reporting
import Studies
import SurveyPlanning
import SurveySimulation

struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract:
      "Makes a synthetic population of exporting firms, what they would answer, and what a survey of them would err by.",
    discussion: """
      Examples:
        trade-impact simulate datasets/china-2015-2019/population.yml --output population
        trade-impact simulate population.yml --answers sample.csv --year 2019 --output survey.csv
        trade-impact simulate population.yml --plan design.yml --frame population/2019/population.csv --study study.yml \\
          --year 2019 --draws 2000 --output errors.csv

      By itself it writes reconciliation.csv and for each year population.csv (the unit list that draw takes as a frame), frame.csv,
      totals.csv and population-margins.csv (the true values). With --answers it writes the questionnaires of the firms that draw has
      drawn. With --plan it draws the planned sample many times, lets the firms answer or not, makes the tables of the study from each,
      and writes for every number the bias, the true and the estimated standard error, and the coverage and length of its interval. Every
      file says that it is synthetic.
      """)

  @Argument(help: "The population file (YAML).")
  var population: String

  @Option(help: "The folder to write; with --answers or --plan the file.")
  var output: String

  @Option(help: "A sample written by draw.")
  var answers: String?

  @Option(help: "The year of the sample, or of the simulated survey.")
  var year: Int?

  @Option(help: "The plan file (YAML) of the survey to simulate.")
  var plan: String?

  @Option(help: "The plan's unit list: a population.csv that this command wrote.")
  var frame: String?

  @Option(help: "The study file whose tables are made from every draw.")
  var study: String?

  @Option(help: "How often the sample is drawn.")
  var draws = 2000

  @Flag(help: "Let every firm answer that is drawn.")
  var complete = false

  @OptionGroup var reading: ReadingArguments

  func validate() throws {
    guard (answers != nil || plan != nil) == (year != nil) else {
      throw ValidationError("--year belongs to --answers and to --plan")
    }
    guard answers == nil || plan == nil else { throw ValidationError("give --answers or --plan, not both") }
    guard (plan != nil) == (study != nil) else { throw ValidationError("--plan and --study belong together") }
    guard draws >= 2 else { throw ValidationError("--draws is \(draws); it is at least 2") }
  }

  func run() throws {
    let progress = ProgressNotice("making the firms of \(population)")
    defer { progress.stop() }
    do {
      if year == nil { try OutputFolder.check(output) }
      let text = try Files.read(population)
      let specification = try PopulationSpecification(yaml: text, path: population)
      let made = try Population(specification)
      guard let year else { return try writeFolder(made, specification, text) }
      let firms = try self.firms(of: year, made)
      if let answers { try writeAnswers(answers, firms, specification) }
      if let plan, let study { try writeErrors(plan, study, firms, specification) }
    } catch let error as PopulationError {
      throw CommandFailure(code: .badInput, message: error.description)
    } catch let error as MicrodataError {
      throw CommandFailure(code: .badInput, message: error.description)
    } catch let error as PlanningError {
      throw CommandFailure(code: error.isBadInput ? .badInput : .notComputable, message: error.message)
    } catch let error as StudyError {
      throw CommandFailure(code: error.isBadInput ? .badInput : .notComputable, message: error.message)
    } catch let error as OutputError {
      throw CommandFailure(code: .outputNotWritten, message: error.description)
    }
  }

  private func firms(of year: Int, _ made: Population) throws(CommandFailure) -> Population.Year {
    guard let firms = made.years.first(where: { $0.year == year }) else {
      let known = made.years.map { String($0.year) }.joined(separator: ", ")
      throw CommandFailure(code: .usage, message: "--year \(year): the population has the years \(known)")
    }
    return firms
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
    _ path: String, _ firms: Population.Year, _ specification: PopulationSpecification
  ) throws {
    let sample = try DrawnSample(path: path).firms(of: firms)
    let answers = try SurveyAnswers(of: sample, from: firms, specification)
    try Files.write(try answers.file(specification.survey.formats[firms.year] ?? AnswerFormat()), to: output)
    let respondents = answers.rows.count { $0.response == .respondent }
    StandardOutput.write("\(output): \(respondents) synthetic answers of \(answers.rows.count) firms drawn\n")
  }

  private func writeErrors(
    _ plan: String, _ study: String, _ firms: Population.Year, _ specification: PopulationSpecification
  ) throws {
    let threads = reading.options.threads
    let planned = try PlanningInput.plan(PlanningInput.file(plan), frame: frame, threads: threads)
    let survey = try PopulationSurvey(try Study(contentsOf: study), planned, firms, specification)
    let simulation = try survey.simulation(draws: draws, complete: complete, threads: threads)
    try Files.write(SimulationTable(simulation).csv, to: output)
    StandardOutput.write(
      "\(output): \(simulation.cells.count) numbers of \(draws) synthetic surveys of "
        + "\(planned.allocation.drawn.reduce(0, +)) firms, \(Int(simulation.meanAnswers.rounded())) of which answer\n")
  }
}
