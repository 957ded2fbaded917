import Reporting

/// A drawn sample as a file.
public struct SampleFile {
  private let draw: SampleDraw

  public init(_ draw: SampleDraw) { self.draw = draw }

  private static let numbers = [
    "population", "drawn", "probability", "weight", "permanent_random_number", "kept", "seed", "synthetic",
  ]

  /// Whether a column with the name of a factor would be a second one of that name. The one factor of a plan may be `stratum`.
  static func needs(_ name: String, besides factors: [String]) -> Bool {
    numbers.contains(name) || name == "stratum" && factors.count > 1
  }

  /// One row a unit: identifier, stratum and its classes, N_h, n_h, π_k, weight, permanent random number, whether it was kept, seed.
  public var text: String {
    let plan = draw.plan
    let namesStrata = plan.strata.factors == ["stratum"]
    let head = [plan.file.frame.identifier, "stratum"] + (namesStrata ? [] : plan.strata.factors) + Self.numbers
    let rows = draw.units.lazy.map { one -> [String] in
      let h = one.stratum
      let numbers = [
        Double(plan.strata.populationSizes[h]), Double(plan.allocation.drawn[h]), one.probability, 1 / one.probability,
        draw.permanentRandomNumber(ofUnit: one.unit),
      ]
      return [plan.frame.identifiers[one.unit], plan.strata.labels[h]] + (namesStrata ? [] : plan.strata.classes[h])
        + numbers.map(CSVText.number)
        + [one.wasSampled ? "1" : "0", String(draw.seed), plan.file.isSynthetic ? "1" : "0"]
    }
    return CSVText.text([head] + rows)
  }

  /// The stratum of every unit of the frame, sampled or not: what keeping a part of this sample next year needs.
  public var units: [UInt8] {
    let (frame, strata) = (draw.plan.frame, draw.plan.strata)
    let ends = strata.labels.map { Array(("," + CSVText.field($0) + "\n").utf8) }
    var bytes = Array((CSVText.field(draw.plan.file.frame.identifier) + ",stratum\n").utf8)
    bytes.reserveCapacity(32 * frame.unitCount)
    for (unit, h) in strata.stratumOfUnit.enumerated() {
      bytes += CSVText.field(frame.identifiers[unit]).utf8
      bytes += ends[Int(h)]
    }
    return bytes
  }
}
