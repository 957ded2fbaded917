import LinearAlgebra

/// A primal-dual interior point method for ``ReducedProgram``: some twenty Newton steps, whatever binds.
///
/// Targets that repeat one another or fewer free strata than targets leave the multipliers undetermined. The method then
/// takes the central ones, where an active-set method would cycle.
/// > Source: Mehrotra (1992), SIAM Journal on Optimization 2, 575-601, for predictor and corrector; Boyd and Vandenberghe
/// > (2004), Convex Optimization, section 11.7, for the residual that every step has to lower.
struct InteriorPointSolver: Sendable {
  let program: ReducedProgram

  private static let maximumSteps = 150
  /// Mean product of slack and multiplier at the end; the objective is of order one.
  ///
  /// Far below rounding, since a target that concerns few cheap units has a small multiplier: its slack has to be smaller.
  private static let tolerance = 1e-26
  /// Gradients below this are rounding.
  private static let roundedGradient = 1e-12

  /// The optimum within rounding, from a guess of multipliers and sizes.
  func optimum(startingAt multipliers: [Double], sizes: [Double]) -> InteriorPoint {
    var point = start(multipliers: multipliers, position: program.interior(near: sizes))
    for _ in 0..<Self.maximumSteps {
      guard point.meanProduct > Self.tolerance, let next = next(after: point) else { break }
      point = next
    }
    return point
  }

  private func start(multipliers: [Double], position: [Double]) -> InteriorPoint {
    let room = position.map { 1 - $0 }
    let slacks = program.gradients.transposeTimes(position).map { 1 - $0 }
    let product = 0.1 / Double(2 * position.count + slacks.count)
    return InteriorPoint(
      lower: ComplementaryPair(slacks: position, duals: position.map { product / $0 }),
      upper: ComplementaryPair(slacks: room, duals: room.map { product / $0 }),
      targets: ComplementaryPair(slacks: slacks, duals: zip(slacks, multipliers).map { product / $0 + $1 }))
  }

  /// - Returns: nil where rounding leaves no step.
  private func next(after point: InteriorPoint) -> InteriorPoint? {
    guard let system = NewtonSystem(of: program, at: point) else { return nil }
    let product = point.meanProduct
    let trial = system.step(excess: point.excessProducts(over: 0, trial: nil))
    let reached = point.moved(by: min(1, point.largestStep(along: trial)), along: trial).meanProduct
    let centering = (reached / product) * (reached / product) * (reached / product)
    let step = system.step(excess: point.excessProducts(over: max(centering, 1e-6) * product, trial: trial))
    let next = accepted(step, from: point)
    if let next, next.length > 0.1 { return next.point }
    // Far from the central path the second-order term misleads: back towards it first.
    let centered = accepted(system.step(excess: point.excessProducts(over: 0.5 * product, trial: nil)), from: point)
    return (centered?.length ?? 0) > (next?.length ?? 0) ? centered?.point : next?.point
  }

  /// Shortens the step until the gradient of the Lagrangian has become smaller, or is small beside the products.
  private func accepted(_ step: InteriorPoint, from point: InteriorPoint) -> (point: InteriorPoint, length: Double)? {
    let here = NewtonSystem.residual(of: program, at: point).absolute
    var length = min(1, 0.99 * point.largestStep(along: step))
    while length > 1e-10 {
      let next = point.moved(by: length, along: step)
      let there = NewtonSystem.residual(of: program, at: next)
      let bound = max((1 - 0.01 * length) * here, 10 * next.meanProduct)
      if there.absolute <= bound || there.relative <= Self.roundedGradient { return (next, length) }
      length /= 2
    }
    return nil
  }
}
