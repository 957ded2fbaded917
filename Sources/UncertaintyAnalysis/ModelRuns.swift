/// A model evaluated at many points on several threads, its outcomes in the order of the points.
struct ModelRuns {
  let outcomes: [Double]

  /// - Parameters:
  ///   - inputs: The model's inputs at point n: a function of n alone.
  ///   - model: A function of its inputs alone, k values in the order of the inputs.
  /// - Throws: `UncertaintyError.outcomeNotFinite` for the first point, by number, where the outcome is not a number.
  init(
    points: Int, names: [String], threads: Int, inputs: @escaping @Sendable (Int) -> [Double],
    model: @escaping @Sendable ([Double]) -> Double
  ) throws(UncertaintyError) {
    outcomes = ordered(count: points, threads: threads) { model(inputs($0)) }
    guard let failed = outcomes.firstIndex(where: { !$0.isFinite }) else { return }
    let described = zip(names, inputs(failed)).map { "\($0) = \($1)" }
    throw .outcomeNotFinite(value: outcomes[failed], inputs: described)
  }
}
