import ExtendedPrecision
import Microdata
import Sampling

/// The strata and units of every stage of a sample in memory.
///
/// Strata and units are numbered by the order of their levels, stage within stage, so that the units of a stratum stand
/// together and so do all that lies in them. A stage drawn with replacement is the last that counts.
struct SampledUnits: Sendable {
  /// First stage first; at least one.
  let stages: [SampledStage]
  let singletons: SingletonRule
  /// Stages of the design that lie below the last that counts.
  let ignoredStages: Int

  /// - Throws: ``ReplicationError/design(_:)`` where codes are missing, corrections vary within a stratum or a sample
  ///   exceeds its population.
  init(_ design: SurveyDesign) throws(ReplicationError) {
    singletons = design.singletons
    var stages: [SampledStage] = []
    for stage in design.stages {
      do throws(DesignError) {
        stages.append(try SampledStage(stage, within: stages.last, rowCount: design.rowCount))
      } catch {
        throw .design(error)
      }
      if stage.unit == nil || stage.correction == .withReplacement { break }
    }
    self.stages = stages
    ignoredStages = design.stages.count - stages.count
  }

  var first: SampledStage { stages[0] }
  var last: SampledStage { stages[stages.count - 1] }

  /// The units of the last stage in each first-stage stratum.
  var lastUnitsByFirstStratum: [Range<Int>] {
    stages.dropFirst().reduce(first.units) { ranges, stage in ranges.map { stage.units(inParents: $0) } }
  }
}
