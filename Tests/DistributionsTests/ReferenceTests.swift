import Distributions
import Testing

/// > Source: `Fixtures/generate.R` (R 4.2.2, survey 4.5) and `Fixtures/generate.py` (mpmath 1.3).
@Suite struct ReferenceTests {
  private static let r = ReferenceTable("r.csv")
  private static let extreme = ReferenceTable("extreme.csv")

  @Test(arguments: ["normal", "t", "chisq", "f", "beta"])
  func bodiesAgreeWithR(distribution: String) throws {
    for row in ReferenceTests.r.rows(of: distribution) {
      let value = try value(row)
      #expect(relativeError(value, row.value) <= Tolerance.closedForm, "\(row): \(value), expected \(row.value)")
    }
  }

  @Test(arguments: ["normal", "t", "chisq", "f", "beta"])
  func tailsAgreeWithLongArithmetic(distribution: String) throws {
    for row in ReferenceTests.extreme.rows(of: distribution) {
      let value = try value(row)
      #expect(relativeError(value, row.value) <= Tolerance.tail, "\(row): \(value), expected \(row.value)")
    }
  }

  @Test func approximationsOfWeightedSumsAgreeWithR() throws {
    let sum = try WeightedChiSquareSum(weights: [1.9, 0.8, 0.3])
    for row in ReferenceTests.r.rows(of: "sum") {
      let method = WeightedChiSquareSum.Method(rawValue: String(row.function.dropFirst(4)))!
      let value = try sum.upperTail(
        ratio: row.argument, denominatorDegreesOfFreedom: row.parameters[0], method: method)
      let tolerance = method == .saddlepoint ? Tolerance.iterative : Tolerance.closedForm
      #expect(relativeError(value, row.value) <= tolerance, "\(row): \(value), expected \(row.value)")
    }
  }

  @Test func inversionOfWeightedSumsAgreesWithLongArithmetic() throws {
    for row in ReferenceTests.extreme.rows(of: "sum") {
      let weights = row.function == "sum.two" ? [1.9, 0.3] : [1.9, 0.8, 0.3]
      let value = try WeightedChiSquareSum(weights: weights).upperTail(row.argument)
      #expect(relativeError(value, row.value) <= Tolerance.closedForm, "\(row): \(value), expected \(row.value)")
    }
  }

  private func value(_ row: ReferenceTable.Row) throws -> Double {
    let name = row.function.split(separator: ".")
    let distribution = try distribution(String(name[0]), row.parameters)
    return switch name[1] {
    case "cdf": distribution.cdf(row.argument)
    case "upper": distribution.upperTail(row.argument)
    default: distribution.quantile(row.argument)
    }
  }

  private func distribution(_ name: String, _ parameters: [Double]) throws -> any ContinuousDistribution {
    switch name {
    case "normal": Normal.standard
    case "t": try StudentT(degreesOfFreedom: parameters[0])
    case "chisq": try ChiSquared(degreesOfFreedom: parameters[0])
    case "f": try FDistribution(numerator: parameters[0], denominator: parameters[1])
    default: try Beta(parameters[0], parameters[1])
    }
  }
}
