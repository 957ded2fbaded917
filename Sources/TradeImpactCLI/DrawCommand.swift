import ArgumentParser
import SurveyPlanning

struct DrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: "Draws the sample that a plan file describes, the same one every time.",
    discussion: """
      Examples:
        trade-impact draw plan.yml --frame register.csv --output sample.csv
        trade-impact draw plan.yml --output sample.csv --units units.csv

      The sample carries stratum, population, probability, weight, permanent random number and seed. Next year's plan keeps a part of it
      under selection.coordination, and needs the file of --units for that.
      """)

  @Argument(help: "The plan file (YAML).")
  var plan: String

  @Option(help: "A unit list to use instead of the one that the plan names.")
  var frame: String?

  @Option(help: "Where to write the sample; standard output by default.")
  var output: String?

  @Option(help: "Where to write the stratum of every unit of the frame.")
  var units: String?

  @Option(help: "How many units are drawn, in place of the plan's allocation.sample_size.")
  var sampleSize: Int?

  @Option(help: "The part of each stratum's units that is kept from an earlier sample, 0 to 1.")
  var overlap: Double?

  @Option(help: "The earlier sample.")
  var earlierSample: String?

  @Option(help: "The file of --units that was written with the earlier sample.")
  var earlierUnits: String?

  @OptionGroup var reading: ReadingArguments

  func validate() throws {
    let count = [overlap == nil, earlierSample == nil, earlierUnits == nil].count { $0 }
    guard count == 0 || count == 3 else {
      throw ValidationError("--overlap, --earlier-sample and --earlier-units belong together")
    }
    if let overlap, !(0...1).contains(overlap) { throw ValidationError("--overlap is \(overlap); it is from 0 to 1") }
    if let sampleSize, sampleSize < 1 { throw ValidationError("--sample-size is \(sampleSize); it is at least 1") }
  }

  func run() throws {
    let progress = ProgressNotice("reading \(plan) and its frame")
    defer { progress.stop() }
    do {
      let threads = reading.options.threads
      var file = try PlanningInput.file(plan)
      if let sampleSize { file.setSampleSize(sampleSize) }
      if let overlap, let earlierSample, let earlierUnits {
        file.keep(overlap, of: earlierSample, units: earlierUnits)
      }
      let planned = try PlanningInput.plan(file, frame: frame, threads: threads)
      try refuseToOverwrite(planned.inputs)
      let draw = try SampleDraw(planned, threads: threads)
      let sample = SampleFile(draw)
      if let units { try Files.write(sample.units, to: units) }
      guard let output else { return try StandardOutput.writeResult(sample.text) }
      try Files.write(sample.text, to: output)
      StandardOutput.write(summary(draw, output))
    } catch let error as PlanningError {
      throw CommandFailure(code: error.isBadInput ? .badInput : .notComputable, message: error.message)
    }
  }

  private func refuseToOverwrite(_ inputs: [String]) throws(CommandFailure) {
    for target in [output, units].compactMap(\.self) {
      if let input = inputs.first(where: { Files.isSame($0, target) }) {
        throw CommandFailure(code: .usage, message: "\(target) is \(input), an input of the command; name another file")
      }
    }
  }

  private func summary(_ draw: SampleDraw, _ output: String) -> String {
    let kept = draw.plan.isCoordinated ? ", \(draw.overlap) of them in the earlier sample" : ""
    let synthetic = draw.plan.file.isSynthetic ? " of a synthetic frame" : ""
    return "\(output): \(draw.units.count) of \(draw.plan.frame.unitCount) units\(synthetic)\(kept)\n"
  }
}
