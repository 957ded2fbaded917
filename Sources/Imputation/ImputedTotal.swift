/// A domain's total from answers and imputed values, with a variance that knows which is which.
///
/// With z_k = 1 in the domain and 0 elsewhere, a_k = 1 for an answer, and ê_k, m̂, σ̂²_k and κ_k of the method:
/// ```
/// Ŷ_z = Σ_k w_k z_k y*_k
/// η_k = z_k (a_k y_k + (1 - a_k) m̂(x_k)) + a_k κ_k ê_k
/// V_1 = Σ_h N_h² (1 - n_h/N_h) s_h²(η) / n_h             given who would answer
/// V_2 = Σ_k w_k (a_k κ_k² ê_k² + (1 - a_k) z_k σ̂²_k)     over who would answer
/// v   = V_1 + V_2
/// ```
/// > Source: Fay (1991), Proc. Bureau of the Census Annual Research Conference, 429-440; Shao and Steel (1999), JASA
/// > 94, 254-265; Kim and Rao (2009), Biometrika 96, 917-932; Chen and Shao (2000), Journal of Official Statistics 16,
/// > 113-131. The article of the module derives V_2.
public struct ImputedTotal: Sendable, Hashable {
  /// Ŷ_z, in the unit of y.
  public let value: Double
  /// The part of the total that is imputed.
  public let imputedPart: Double
  /// V_1: the variance over samples given which units of the population would answer.
  public let varianceGivenResponse: Double
  /// V_2: the variance, over which units answer, of what V_1 takes as given. Of order n/N beside V_1.
  public let varianceOverResponse: Double
  /// What the variance would be estimated as, had all units answered. It leans on the method's model more than the
  /// variance does: with class means of an item that depends on x it is too large.
  public let samplingVariance: Double
  /// The variance with imputed values taken as answers: too small, and here for comparison.
  public let naiveVariance: Double

  /// Σ w_k z_k (m̂(x_d) - m̂(x_k)): by how much the total is too large since donors are not exactly as large as
  /// recipients, in the unit of y; 0 for ratios. It is not removed from the total: the donors would no longer give
  /// values that occur.
  public let matchingBias: Double

  /// v, in the unit of y squared.
  public var variance: Double { varianceGivenResponse + varianceOverResponse }

  /// What nonresponse and imputation add to the variance; an estimate, which chance can make negative where little is
  /// missing.
  public var imputationVariance: Double { variance - samplingVariance }

  public var standardError: Double { variance.squareRoot() }

  init(of completed: CompletedItem, in domain: [Bool]) {
    let (item, kappa) = (completed.item, completed.burdens(in: domain))
    let (w, e) = (item.weights, completed.residuals)
    func inDomain(_ values: [Double]) -> [Double] { zip(values, domain).map { $1 ? $0 : 0 } }
    let expected = inDomain(completed.expected)

    value = item.sum { domain[$0] ? w[$0] * completed.values[$0] : 0 }
    imputedPart = item.sum { domain[$0] && item.isMissing[$0] ? w[$0] * completed.values[$0] : 0 }
    varianceGivenResponse = item.stratifiedVariance(expected.indices.map { expected[$0] + kappa[$0] * e[$0] })
    varianceOverResponse = item.sum {
      w[$0] * (kappa[$0] * kappa[$0] * e[$0] * e[$0] + (domain[$0] ? completed.residualVariances[$0] : 0))
    }
    matchingBias = item.sum { domain[$0] ? w[$0] * completed.matchingErrors[$0] : 0 }
    // Expected values lack the scatter that answers would have had, which is N_h (N_h - n_h) / n_h² for each unit's σ².
    samplingVariance =
      item.stratifiedVariance(expected)
      + item.sum { domain[$0] ? w[$0] * (w[$0] - 1) * completed.residualVariances[$0] : 0 }
    naiveVariance = item.stratifiedVariance(inDomain(completed.values))
  }
}
