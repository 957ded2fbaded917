/// A model of several outcomes evaluated at many points on several threads, in the order of the points.
struct ModelRuns {
  /// points × width, point by point.
  private let outcomes: [Double]
  private let width: Int

  /// - Parameters:
  ///   - width: Outcomes of the model.
  ///   - inputs: The model's inputs at point n: a function of n alone.
  ///   - model: A function of its inputs alone, k values in the order of the inputs; `width` outcomes.
  /// - Throws: `UncertaintyError.outcomeNotFinite` for the first point, by number, where an outcome is not a number.
  init(
    points: Int, width: Int, names: [String], threads: Int, inputs: @escaping @Sendable (Int) -> [Double],
    model: @escaping @Sendable ([Double]) -> [Double]
  ) throws(UncertaintyError) {
    let runs = ordered(count: points, threads: threads) { model(inputs($0)) }
    precondition(runs.allSatisfy { $0.count == width }, "a run has another number of outcomes than \(width)")
    (outcomes, self.width) = (runs.flatMap(\.self), width)
    guard let failed = outcomes.firstIndex(where: { !$0.isFinite }) else { return }
    let described = zip(names, inputs(failed / width)).map { "\($0) = \($1)" }
    throw .outcomeNotFinite(value: outcomes[failed], inputs: described)
  }

  /// One outcome at all points.
  func outcome(_ j: Int) -> [Double] { stride(from: j, to: outcomes.count, by: width).map { outcomes[$0] } }
}
