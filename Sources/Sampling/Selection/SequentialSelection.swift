import RandomStreams

/// Samples of conditional Poisson and of Sampford sampling, unit after unit and without rejection.
///
/// Both designs give a sample the weight `Π_{k ∈ s} p_k Π_{k ∉ s} (1 - p_k)`, Sampford's times `Σ_{k ∉ s} p_k`. The sum over all samples of
/// the units k to N that still take m units, with the factor still to come or not, is a coefficient of the polynomial of those units.
/// So the probability to take unit k is one such sum over another.
/// > Source: Chen and Liu (1997), Statistica Sinica 7, 875-892, procedure 2; Tillé (2006), algorithms 5.9 and 5.11.
struct SequentialSelection: Sendable {
  private let weights: SelectionWeights

  init(sampford probabilities: [Double], size: Int) {
    weights = SelectionWeights(probabilities.map(SelectableUnit.init(probability:)), size: size, marking: true)
  }

  init(maximumEntropy probabilities: [Double], size: Int) throws(SamplingPlanError) {
    let parameters =
      probabilities.isEmpty
      ? [] : try ConditionalPoisson(inclusionProbabilities: probabilities).canonicalParameters
    weights = SelectionWeights(parameters.map(SelectableUnit.init(logOdds:)), size: size, marking: false)
  }

  func draw(using random: inout CounterRandom) -> [Int] {
    var (places, left, needsMark) = ([Int](), weights.size, weights.marking && !weights.units.isEmpty)
    for (k, unit) in weights.units.enumerated() where left > 0 || needsMark {
      let rest = weights.tails[k + 1]
      let taken = left > 0 ? unit.probability * rest.weight(left - 1, marked: needsMark) : 0
      let marked = needsMark ? unit.complement * unit.probability * rest.weight(left, marked: false) : 0
      let passed = unit.complement * rest.weight(left, marked: needsMark)
      let u = random.uniform() * (taken + marked + passed)
      if u < taken {
        places.append(k)
        left -= 1
      } else if u < taken + marked {
        needsMark = false
      }
    }
    return places
  }
}

extension SelectionPolynomial {
  /// The weight of all samples of m units; of those with one left-out unit marked, where that is asked for.
  fileprivate func weight(_ m: Int, marked wantsMark: Bool) -> Double { wantsMark ? marked[m] : plain[m] }
}
