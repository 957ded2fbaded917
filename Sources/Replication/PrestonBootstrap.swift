import RandomStreams
import Sampling

/// Preston's rescaled bootstrap: at every stage half of the units of a stratum are drawn without replacement.
///
/// ```
/// f_u = 1 + Σ_s λ_s Π_{t<s} √(n_t/n*_t) δ_t (n_s/n*_s δ_s - 1)      λ_s = √(n*_s Π_{t<s} f_t (1 - f_s) / (n_s - n*_s))
/// ```
/// along the units that u lies in, with n* = ⌊n/2⌋, δ = 1 for units drawn, V = 1/(R - 1) Σ_r (t_r - c)². A stratum taken in
/// full keeps all its units, so that the stages below it lose nothing; R `mrbweights` drops what lies in certain units that
/// are alone.
/// > Source: Preston (2009), Survey Methodology 35, 227-234, section 4.
extension Replication {
  func preston(replicates: Int) throws(ReplicationError) -> Built {
    try requireReplicates(replicates)
    var isResampled: [[Bool]] = []
    for stage in units.stages { isResampled.append(try self.isResampled(stage)) }
    let walk = StageWalk(units: units, isResampled: isResampled, seed: seed)
    let factors = walk.factors(replicates: replicates, workers: workers) { random, stratum, places in
      PrestonDraw(stratum, drawnOf: places, using: &random)
    }
    return Built(
      table: .byUnit(factors), units: units.last, scale: 1 / Double(replicates - 1),
      rscales: [Double](repeating: 1, count: replicates), findings: units.stages.flatMap { singletonFindings($0) })
  }
}

private struct PrestonDraw: StratumDraw {
  private let isDrawn: [Bool]
  private let rescaling: Double
  private let expansion: Double

  init(_ stratum: SampledStratum, drawnOf n: Int, using random: inout CounterRandom) {
    let half = n / 2
    var order = Array(0..<n)
    random.choose(half, amongFirstOf: &order)
    isDrawn = order.prefix(half).reduce(into: [Bool](repeating: false, count: n)) { $0[$1] = true }
    rescaling = (Double(half) * stratum.fractionAbove.value * stratum.uncovered / Double(n - half)).squareRoot()
    expansion = Double(n) / Double(half)
  }

  func deviation(_ place: Int) -> Double { rescaling * ((isDrawn[place] ? expansion : 0) - 1) }
  func survival(_ place: Int) -> Double { isDrawn[place] ? expansion.squareRoot() : 0 }
}
