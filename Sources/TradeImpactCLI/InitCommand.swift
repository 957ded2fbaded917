import ArgumentParser
import Microdata
import StudyDrafts

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Looks at a survey file and writes a commented study file for it.",
    discussion: """
      Examples:
        trade-impact init survey.csv --output study.yml
        trade-impact init survey.xlsx#答卷 --frame frame.csv --totals totals.csv --unit 万元 --output study.yml
        trade-impact init survey.sav

      Columns are recognised by their names, Chinese or English; what names do not tell stands in the file as a comment with the
      choices. Run report STUDY.yml --validate on the result. The study names the files as they are given here, so write it into the
      folder that they are relative to.
      """)

  @Argument(help: "The survey: .csv, .xlsx (with #SHEET), .sav, .dta or .sas7bdat.")
  var survey: String

  @Option(help: "Where to write the study file; standard output by default.")
  var output: String?

  @Option(help: "The year, where neither a column nor the file's name tells it.")
  var year: Int?

  @Option(help: "The unit of the amounts: 元, 万元 or 亿元.")
  var unit: String?

  @Option(help: "The file of the population's firms by stratum.")
  var frame: String?

  @Option(help: "The file of known exports.")
  var totals: String?

  func validate() throws {
    if let unit, !["元", "万元", "亿元"].contains(unit) {
      throw ValidationError("--unit is \(unit); it is 元, 万元 or 亿元 (US dollars are written in the study file)")
    }
  }

  func run() throws {
    do {
      if let output, Files.exists(output) {
        throw CommandFailure(code: .usage, message: "\(output) is there already; name another file, or remove it")
      }
      let options = StudyDraft.Options(year: year, unit: unit, frame: frame, totals: totals)
      let draft = try StudyDraft(survey, options)
      for question in draft.questions { StandardError.write("open question: \(question)") }
      guard let output else { return try StandardOutput.writeResult(draft.text) }
      try Files.write(draft.text, to: output)
    } catch let error as MicrodataError {
      throw CommandFailure(code: .badInput, message: error.description)
    } catch let error as StudyDraftError {
      throw CommandFailure(code: .badInput, message: error.message)
    }
  }
}
