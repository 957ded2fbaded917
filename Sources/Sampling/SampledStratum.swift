import ExtendedPrecision

/// A stratum at one stage as the variance sees it: how many units it has in the sample and in the population.
///
/// Strata of all stages stand in one list. The recursion over stages is in `leverage`: the part of a stratum's spread that
/// survives the earlier stages is the product of their sampling fractions.
public struct SampledStratum: Sendable {
  /// 1 for the first stage.
  public let stage: Int
  /// The stratum's name; for later stages led by the names of the units it lies in.
  public let label: String
  /// n_h, the sampled units, those of weight zero included.
  public let sampleSize: Int
  /// N_h; nil where units are drawn with replacement.
  public let populationSize: Double?
  /// Π f over the stages before this one.
  public let fractionAbove: DoubleDouble

  public init(stage: Int, label: String, sampleSize: Int, populationSize: Double?, fractionAbove: DoubleDouble) {
    self.stage = stage
    self.label = label
    self.sampleSize = sampleSize
    self.populationSize = populationSize
    self.fractionAbove = fractionAbove
  }

  /// f_h = n_h / N_h; zero with replacement.
  public var samplingFraction: DoubleDouble {
    guard let populationSize else { return .zero }
    return DoubleDouble(sampleSize) / DoubleDouble(populationSize)
  }

  /// 1 - f_h. A remainder below 1e-7 is a census written with rounding (7 of 7.0000001): no sampling error.
  private var uncovered: DoubleDouble {
    let uncovered = .one - samplingFraction
    return uncovered.value < 1e-7 ? .zero : uncovered
  }

  public var isCensus: Bool { uncovered.isZero }

  /// One unit was sampled of several: the stratum shows no spread.
  public var isSingleton: Bool { sampleSize == 1 && !isCensus }

  /// What the sum of squared deviations of unit totals within the stratum is multiplied with:
  /// `(1 - f_h) n_h / (n_h - 1)` times the fractions above; for a singleton `1 - f_h` times the fractions above.
  public var leverage: DoubleDouble {
    let scale =
      sampleSize > 1 ? uncovered * DoubleDouble(sampleSize) / DoubleDouble(sampleSize - 1) : uncovered
    return scale * fractionAbove
  }
}
