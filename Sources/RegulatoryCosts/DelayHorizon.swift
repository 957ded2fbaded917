/// What a later entry into force saves, by the two readings of the horizon, which differ.
///
/// ```
/// gain = Σ_{t<T} C_t (1 + r)^-t - Σ_{t<T'} C_t (1 + r)^-(t+s)
/// ```
/// - With a fixed end, T' = T - s: costs stop counting at a date, and a delay takes s periods off their end. Of a constant cost it saves
///   the first s discounted terms; of a cost that comes once `C (1 - (1 + r)^-s)`, and all of it where s reaches T.
/// - With a moving horizon, T' = T: the measure costs as long as ever, later. It saves `PV (1 - (1 + r)^-s)`.
///
/// A fixed end suits a measure with an end, or a period of appraisal that is given; a moving one a measure that stays.
public enum DelayHorizon: String, Sendable, Hashable, CaseIterable {
  case fixedEnd
  case moving
}

extension CostStream {
  /// The gain of a delay in money of period 0, the period of the entry into force as it was planned.
  /// - Parameter delay: s, whole periods, 0 or more.
  public func gain(ofDelay delay: Int, at rate: DiscountRate, horizon: DelayHorizon) -> Double {
    precondition(delay >= 0, "a delay of \(delay) periods")
    switch horizon {
    case .moving: return presentValue(at: rate) * rate.savedPart(after: delay)
    case .fixedEnd: return gainOfShift(delay, rate) + costsBeyondTheEnd(delay, rate)
    }
  }

  /// What comes later and still before the end is worth less.
  private func gainOfShift(_ delay: Int, _ rate: DiscountRate) -> Double {
    let kept = costs.prefix(max(horizon - delay, 0)).enumerated()
    return kept.reduce(0) { $0 + $1.element * rate.factor(after: $1.offset) } * rate.savedPart(after: delay)
  }

  /// What would come after the end is not counted.
  private func costsBeyondTheEnd(_ delay: Int, _ rate: DiscountRate) -> Double {
    (max(horizon - delay, 0)..<horizon).reduce(0) { $0 + costs[$1] * rate.factor(after: $1) }
  }
}
