// Statements about the order of levels.
extension ClaimCheck {
  func orders(_ claim: Claim) -> Outcome {
    let groups = comparisons(claim)
    let subjects = subjectLevels(claim)
    guard groups.contains(where: { $0.cells.contains { subjects.contains(level($0, claim)) } }) else {
      return undecided(claim)
    }
    return refuted(groups.compactMap { order($0, claim, subjects) })
  }

  private func order(
    _ group: (heading: String, cells: [Int]), _ claim: Claim, _ subjects: [String]
  ) -> (String, [Int])? {
    let named = group.cells.filter { subjects.contains(level($0, claim)) }
    let others = group.cells.filter { !subjects.contains(level($0, claim)) }
    func shown(_ cells: [Int]) -> String { cells.map { "\(level($0, claim)) \(text($0))" }.joined(separator: ", ") }
    guard let weakest = named.min(by: { interval($0).upper < interval($1).upper }) else { return nil }
    let above = others.filter { interval($0).lower > interval(weakest).upper }
    let below = others.filter { interval($0).upper < interval(weakest).lower }
    switch claim.relation {
    case .smallest: return below.isEmpty ? nil : ("\(group.heading): \(shown(below)) below \(shown([weakest]))", below)
    case .rank:
      let place = Int(claim.value!.value)
      let isRight = above.count < place && others.count - below.count >= place - 1
      return isRight ? nil : ("\(group.heading): \(shown([weakest])) has \(above.count) above it", [weakest])
    default: return above.isEmpty ? nil : ("\(group.heading): \(shown(above)) above \(shown([weakest]))", above)
    }
  }

  func gradients(_ claim: Claim) -> Outcome {
    let groups = comparisons(claim).filter { $0.cells.count > 1 }
    guard !groups.isEmpty else { return undecided(claim) }
    return refuted(
      groups.compactMap { group in
        let steps =
          claim.relation == .lastAboveFirst
          ? [(group.cells[0], group.cells[group.cells.count - 1])] : Array(zip(group.cells, group.cells.dropFirst()))
        let wrong = steps.filter { isWrong($0, $1, claim) }
        return wrong.isEmpty
          ? nil
          : (
            "\(group.heading): " + wrong.map { "\(text($0)) to \(text($1))" }.joined(separator: ", "), wrong.map { $1 }
          )
      })
  }

  private func isWrong(_ first: Int, _ second: Int, _ claim: Claim) -> Bool {
    claim.relation == .decreasing
      ? interval(second).lower > interval(first).upper : interval(second).upper < interval(first).lower
  }
}
