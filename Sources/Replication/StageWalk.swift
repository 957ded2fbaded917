import RandomStreams
import Sampling

/// What one stratum of n units adds to the deviations of its units, and what remains of them for the stages below.
protocol StratumDraw: SendableMetatype {
  func deviation(_ place: Int) -> Double
  func survival(_ place: Int) -> Double
}

/// Replicates made from the first stage down: every stratum adds its own deviation to that of the unit it lies in.
struct StageWalk: Sendable {
  let units: SampledUnits
  /// By stage and stratum.
  let isResampled: [[Bool]]
  let seed: UInt64

  /// `1 + deviation` of the units of the last stage, R × U.
  func factors<Draw: StratumDraw>(
    replicates: Int, workers: Int,
    _ draw: @escaping @Sendable (inout CounterRandom, SampledStratum, _ units: Int) -> Draw
  ) -> [Double] {
    UnitMajorTable.values(
      initial: 1, strata: units.lastUnitsByFirstStratum, unitCount: units.last.unitCount, replicates: replicates,
      workers: workers
    ) { h, r, factors in
      var level = Level(deviations: [0], survivals: [1])
      var strata = h..<h + 1
      for (s, stage) in units.stages.enumerated() {
        if s > 0 { strata = stage.strata(inParents: units.stages[s - 1].units(ofStrata: strata)) }
        level = descend(level, s, strata, replicate: r, draw)
      }
      for i in factors.indices { factors[i] += level.deviations[i] }
    }
  }

  /// By unit of a stage, from the first that lies in the first-stage stratum at hand.
  private struct Level {
    var deviations: [Double]
    var survivals: [Double]
  }

  private func descend<Draw: StratumDraw>(
    _ above: Level, _ s: Int, _ strata: Range<Int>, replicate: Int,
    _ draw: (inout CounterRandom, SampledStratum, Int) -> Draw
  ) -> Level {
    let stage = units.stages[s]
    var level = Level(deviations: [], survivals: [])
    for h in strata {
      let outer = s == 0 ? 0 : stage.parent[h] - stage.parent[strata.lowerBound]
      let (deviation, survival) = (above.deviations[outer], above.survivals[outer])
      let n = stage.units[h].count
      guard isResampled[s][h], survival != 0 else {
        level.deviations += repeatElement(deviation, count: n)
        level.survivals += repeatElement(survival, count: n)
        continue
      }
      var random = CounterRandom(seed: seed, replicate: replicate, stratum: h, purpose: s)
      let drawn = draw(&random, stage.strata[h], n)
      for i in 0..<n {
        level.deviations.append(deviation + survival * drawn.deviation(i))
        level.survivals.append(survival * drawn.survival(i))
      }
    }
    return level
  }
}
