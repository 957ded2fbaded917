import Testing
import UncertaintyAnalysis

private func unit(_ name: String) throws -> UncertainInput { UncertainInput(name, try .uniform(from: 0, to: 1)) }

@Suite struct UncertainInputsTests {
  @Test func withoutCorrelationsCoordinatesAreProbabilities() throws {
    let inputs = try UncertainInputs([unit("a"), UncertainInput("b", .uniform(from: 10, to: 20))])
    #expect(inputs.values(at: [0.25, 0.5]) == [0.25, 15])
  }

  @Test func anInputCorrelatedWithNoneBeforeItKeepsItsCoordinate() throws {
    let inputs = try UncertainInputs(
      [unit("a"), unit("b"), unit("c")], correlations: [RankCorrelation("b", "c", 0.5)])
    let values = inputs.values(at: [0.3, 0.6, 0.6])
    #expect(values[0] == 0.3 && values[1] == 0.6 && values[2] != 0.6)
  }

  /// Of uniform inputs the correlation is the rank correlation.
  @Test(arguments: [-0.9, -0.3, 0.5, 0.95]) func rankCorrelationsAreThoseGiven(rho: Double) throws {
    let inputs = try UncertainInputs(
      [unit("a"), unit("b"), unit("c")], correlations: [RankCorrelation("c", "a", rho)])
    let product = try Propagation(of: inputs, points: 4096, seed: 3) { ($0[0] - 0.5) * ($0[2] - 0.5) * 12 }
    #expect(abs(product.mean.value - rho) <= max(5 * product.mean.standardError, 1e-4))
    let other = try Propagation(of: inputs, points: 4096, seed: 3) { ($0[0] - 0.5) * ($0[1] - 0.5) * 12 }
    #expect(abs(other.mean.value) <= max(5 * other.mean.standardError, 1e-4))
  }

  @Test func contradictingCorrelationsNameTheInput() throws {
    let error = #expect(throws: UncertaintyError.self) {
      try UncertainInputs(
        [unit("a"), unit("b"), unit("c")],
        correlations: [RankCorrelation("a", "b", 0.9), RankCorrelation("b", "c", 0.9), RankCorrelation("a", "c", -0.9)])
    }
    #expect(error == .correlationsContradict(input: "c", with: ["a", "b"]))
  }

  @Test func namesAreChecked() throws {
    let (a, b) = (try unit("a"), try unit("b"))
    #expect(throws: UncertaintyError.noInputs) { try UncertainInputs([]) }
    #expect(throws: UncertaintyError.repeatedInput("a")) { try UncertainInputs([a, b, a]) }
    func refused(_ correlations: RankCorrelation...) -> UncertaintyError? {
      #expect(throws: UncertaintyError.self) { try UncertainInputs([a, b], correlations: correlations) }
    }
    #expect(refused(RankCorrelation("a", "x", 0.1)) == .unknownInput("x", known: ["a", "b"]))
    #expect(refused(RankCorrelation("a", "b", 1)) == .correlationOutside(first: "a", second: "b", value: 1))
    #expect(refused(RankCorrelation("a", "a", 0.1)) == .correlatedTwice(first: "a", second: "a"))
    #expect(
      refused(RankCorrelation("a", "b", 0.1), RankCorrelation("b", "a", 0.1))
        == .correlatedTwice(first: "b", second: "a"))
  }
}
