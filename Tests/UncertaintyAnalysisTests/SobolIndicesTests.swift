import Glibc
import Testing
import UncertaintyAnalysis

private func uniforms(_ names: [String], from low: Double, to high: Double) throws -> [UncertainInput] {
  try names.map { UncertainInput($0, try .uniform(from: low, to: high)) }
}

/// sin x_1 + 7 sin² x_2 + 0.1 x_3⁴ sin x_1 over (-π, π)³.
private let ishigami: @Sendable ([Double]) -> Double = { x in
  sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * x[2] * x[2] * x[2] * x[2] * sin(x[0])
}

private func ishigamiInputs() throws -> UncertainInputs {
  try UncertainInputs(uniforms(["x1", "x2", "x3"], from: -.pi, to: .pi))
}

@Suite struct SobolIndicesTests {
  /// Ishigami and Homma (1990); V = a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2.
  @Test func ishigamiHasItsIndices() throws {
    let indices = try SobolIndices(
      of: ishigamiInputs(), points: 1 << 14, seed: 1, threads: 2, resamples: 50, model: ishigami)
    for (part, expected) in zip(indices.parts, [(0.3139, 0.5576), (0.4424, 0.4424), (0, 0.2437)]) {
      #expect(abs(part.firstOrder.value - expected.0) <= 0.01, "\(part.group.name)")
      #expect(abs(part.total.value - expected.1) <= 0.01, "\(part.group.name)")
    }
    let variance = 49 / 8 + 0.1 * pow(.pi, 4) / 5 + 0.01 * pow(.pi, 8) / 18 + 0.5
    #expect(abs(indices.variance / variance - 1) <= 0.01 && abs(indices.mean - 3.5) <= 0.01)
    #expect(indices.evaluations == 5 << 14)
  }

  /// Between {x1, x3} and {x2} there is no interaction.
  @Test func groupsHoldTheirInteractions() throws {
    let groups = [InputGroup("both", ["x3", "x1"]), InputGroup("second", ["x2"])]
    let parts = try SobolIndices(
      of: ishigamiInputs(), groups: groups, points: 1 << 13, seed: 2, resamples: 10, model: ishigami
    ).parts
    #expect(abs(parts[0].firstOrder.value - 0.5576) <= 0.01 && abs(parts[0].total.value - 0.5576) <= 0.01)
    #expect(abs(parts[1].firstOrder.value - 0.4424) <= 0.01)
  }

  /// x y over the unit square: S = 3/7, T = 4/7.
  @Test func productHasItsIndices() throws {
    let inputs = try UncertainInputs(uniforms(["x", "y"], from: 0, to: 1))
    let parts = try SobolIndices(of: inputs, points: 1 << 13, seed: 5, resamples: 10) { $0[0] * $0[1] }.parts
    for part in parts {
      #expect(abs(part.firstOrder.value - 3 / 7.0) <= 0.005 && abs(part.total.value - 4 / 7.0) <= 0.005)
    }
  }

  /// Parts of a linear model with a correlated pair: the pair's is its variance, covariance with it.
  @Test func correlatedInputsShareAPart() throws {
    let inputs = try UncertainInputs(
      uniforms(["x", "y", "z"], from: 0, to: 1), correlations: [RankCorrelation("x", "z", 0.5)])
    #expect(inputs.smallestGroups == [InputGroup("x + z", ["x", "z"]), InputGroup("y", ["y"])])
    let parts = try SobolIndices(of: inputs, points: 1 << 13, seed: 5, resamples: 10) { $0[0] + $0[1] + $0[2] }.parts
    #expect(abs(parts[0].firstOrder.value - 0.75) <= 0.005 && abs(parts[1].total.value - 0.25) <= 0.005)
  }

  @Test func whatDoesNotMatterHasNoPart() throws {
    let inputs = try UncertainInputs(uniforms(["x", "y"], from: 0, to: 1) + [UncertainInput("z", .fixed(3))])
    let parts = try SobolIndices(of: inputs, points: 256, seed: 5, resamples: 20) { $0[0] + $0[2] }.parts
    for part in parts.dropFirst() { #expect(part.firstOrder.value == 0 && part.total.value == 0) }
    #expect(abs(parts[0].total.value - 1) <= 0.02)
  }

  @Test func aLargeConstantChangesNoIndex() throws {
    let plain = try SobolIndices(of: ishigamiInputs(), points: 512, seed: 3, resamples: 5, model: ishigami)
    let moved = try SobolIndices(of: ishigamiInputs(), points: 512, seed: 3, resamples: 5) { 1e6 + ishigami($0) }
    for (a, b) in zip(plain.parts, moved.parts) {
      #expect(abs(a.firstOrder.value - b.firstOrder.value) <= 1e-8 && abs(a.total.value - b.total.value) <= 1e-8)
    }
  }

  /// Points are more even than the bootstrap believes, so the intervals cover at least as often as they say.
  @Test func intervalsCoverTheTruth() throws {
    var (covered, asked) = (0, 0)
    for seed in 0..<40 as Range<UInt64> {
      let parts = try SobolIndices(of: ishigamiInputs(), points: 512, seed: seed, resamples: 200, model: ishigami).parts
      for (part, expected) in zip(parts, [(0.3139, 0.5576), (0.4424, 0.4424), (0, 0.2437)]) {
        for (index, truth) in [(part.firstOrder, expected.0), (part.total, expected.1)] {
          covered += index.lower <= truth && truth <= index.upper ? 1 : 0
          asked += 1
        }
      }
    }
    #expect(Double(covered) / Double(asked) >= 0.92)
  }

  @Test func intervalsNarrowAsPointsGrow() throws {
    func width(_ points: Int) throws -> Double {
      let index = try SobolIndices(of: ishigamiInputs(), points: points, seed: 3, resamples: 200, model: ishigami)
        .parts[0]
      return index.firstOrder.upper - index.firstOrder.lower
    }
    let ratio = try width(512) / width(8192)
    #expect(ratio > 3 && ratio < 5.4)
  }

  @Test(arguments: [2, 5]) func threadsChangeNoByte(threads: Int) throws {
    let one = try SobolIndices(of: ishigamiInputs(), points: 300, seed: 3, resamples: 33, model: ishigami)
    let several = try SobolIndices(
      of: ishigamiInputs(), points: 300, seed: 3, threads: threads, resamples: 33, model: ishigami)
    #expect(one.parts == several.parts && one.variance == several.variance)
  }

  @Test func groupsAreChecked() throws {
    let inputs = try UncertainInputs(
      uniforms(["x", "y", "z"], from: 0, to: 1), correlations: [RankCorrelation("x", "z", 0.5)])
    func refused(_ groups: InputGroup...) -> UncertaintyError? {
      #expect(throws: UncertaintyError.self) {
        try SobolIndices(of: inputs, groups: groups, points: 8, seed: 1) { $0[0] }
      }
    }
    #expect(refused(InputGroup("a", ["x", "y", "q"])) == .unknownInput("q", known: ["x", "y", "z"]))
    #expect(refused(InputGroup("a", ["x", "z"])) == .ungroupedInput("y"))
    #expect(
      refused(InputGroup("a", ["x", "z"]), InputGroup("b", ["y", "x"]))
        == .inputInTwoGroups("x", first: "a", second: "b"))
    #expect(
      refused(InputGroup("a", ["x", "y"]), InputGroup("b", ["z"])) == .correlatedAcrossGroups(first: "x", second: "z"))
  }

  @Test func whatCannotBeDividedIsSaid() throws {
    #expect(throws: UncertaintyError.constantOutcome(value: 2)) {
      try SobolIndices(of: ishigamiInputs(), points: 8, seed: 1) { _ in 2 }
    }
    let many = try UncertainInputs(uniforms((0..<65).map { "x\($0)" }, from: 0, to: 1))
    #expect(throws: UncertaintyError.tooManyInputs(count: 65, limit: 64)) {
      try SobolIndices(of: many, points: 8, seed: 1) { $0[0] }
    }
  }
}
