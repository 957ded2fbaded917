import ArgumentParser
import Reporting
import Studies
import SurveyPlanning

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Plans a sample: strata, sample sizes, and how precise every published number will be.",
    discussion: """
      Examples:
        trade-impact plan datasets/china-2015-2019/plan-2020.yml --output plan
        trade-impact plan plan.yml --frame register.csv --output plan

      Writes strata.csv, numbers.csv, boundaries.csv, findings.csv, plan.zh.md, plan.en.md and manifest.json.
      """)

  @Argument(help: "The plan file (YAML).")
  var plan: String

  @Option(help: "A unit list to use instead of the one that the plan names.")
  var frame: String?

  @Option(help: "The folder to write.")
  var output: String

  @OptionGroup var reading: ReadingArguments

  func run() throws {
    let progress = ProgressNotice("reading \(plan) and its frame")
    defer { progress.stop() }
    do {
      try OutputFolder.check(output)
      let result = try PlanningInput.plan(
        PlanningInput.file(plan), frame: frame, threads: reading.options.threads)
      try folder(result).write(to: output, manifest: try manifest(result))
      StandardOutput.write(summary(result))
    } catch let error as PlanningError {
      throw CommandFailure(code: error.isBadInput ? .badInput : .notComputable, message: error.message)
    } catch let error as OutputError {
      throw CommandFailure(code: .outputNotWritten, message: error.description)
    }
  }

  private func folder(_ result: SamplePlan) -> OutputFolder {
    let tables = PlanTables(result)
    var folder = OutputFolder()
    folder.add("strata.csv", tables.strata)
    folder.add("numbers.csv", tables.numbers)
    if !result.boundaries.isEmpty { folder.add("boundaries.csv", tables.boundaries) }
    folder.add("plan.zh.md", tables.markdown(.zh))
    folder.add("plan.en.md", tables.markdown(.en))
    folder.add("findings.csv", FindingsFile.text(result.findings))
    return folder
  }

  private func manifest(_ result: SamplePlan) throws(CommandFailure) -> Manifest {
    let records = try result.inputs.map { path throws(CommandFailure) in
      FileRecord(path: path, bytes: try Files.read(path))
    }
    return Manifest(
      version: TradeImpactCommand.version, study: records[0], inputs: Array(records.dropFirst()),
      seed: result.file.seed, methods: result.methods.map { .init(step: $0.step, name: $0.name) })
  }

  private func summary(_ result: SamplePlan) -> String {
    let drawn = result.allocation.drawn.reduce(0, +)
    let answers = Int(result.allocation.respondents.reduce(0, +).rounded())
    let (met, asked) = result.targetsMet
    let precision = asked == 0 ? "" : ", \(met) of \(asked) targets met"
    return "\(output): \(result.frame.unitCount) units in \(result.strata.count) strata, \(drawn) to draw, "
      + "\(answers) expected to answer\(precision)\n"
  }
}

/// Reads a plan file and what it names.
enum PlanningInput {
  static func file(_ path: String) throws -> PlanFile { try PlanFile(yaml: try Files.read(path), path: path) }

  static func plan(_ file: PlanFile, frame: String?, threads: Int) throws -> SamplePlan {
    try SamplePlan(file, frame: frame, threads: threads, study: Study.init(contentsOf:))
  }
}
