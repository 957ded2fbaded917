import Estimation
import Microdata
import TradeImpact

/// The answers of a year's sample with their strata, for estimates that are made firm by firm.
struct RespondentRows {
  /// N_h / n_h of every firm.
  let weights: [Double]
  /// h of every firm, from 0.
  let strata: [Int]
  /// N_h.
  let populations: [Double]
  private let sampleSizes: [Int]
  private let numbers: [String: [Double]]
  private let factors: [String: (codes: [Int32], levels: [String])]

  /// - Parameters:
  ///   - numbers: Amounts and flags by their standard names.
  ///   - factors: Classes by their standard names.
  init(_ study: Study, _ year: Study.Year, numbers: [String], factors: [String], threads: Int) throws {
    let population = study.design.corrections[0].column
    let others = ["firm_id", study.design.strata[0]] + factors
    let (block, columns) = try study.answers(
      of: year, (numbers + [population]).map { .init(name: $0, role: .number) },
      and: others.map { .init(name: $0, role: .factor) }, threads: threads)
    var (values, classes) = ([String: [Double]](), [String: (codes: [Int32], levels: [String])]())
    for (place, name) in numbers.enumerated() { values[name] = block.numbers(place) }
    for (place, name) in factors.enumerated() {
      guard case .factor(let codes, let levels) = columns[place + 2] else {
        preconditionFailure("asked for as factors")
      }
      classes[name] = (codes, levels)
    }
    guard case .factor(let codes, let names) = columns[1] else { preconditionFailure("asked for as factors") }
    strata = codes.map(Int.init)
    var (sizes, populations) = ([Int](repeating: 0, count: names.count), [Double](repeating: 0, count: names.count))
    let counts = block.numbers(numbers.count)
    for (row, h) in strata.enumerated() {
      sizes[h] += 1
      populations[h] = counts[row]
    }
    weights = strata.map { populations[$0] / Double(sizes[$0]) }
    (self.numbers, self.factors, self.populations, sampleSizes) = (values, classes, populations, sizes)
  }

  var count: Int { strata.count }

  /// - Precondition: The column was asked for.
  func numbers(_ name: String) -> [Double] { numbers[name]! }

  /// The place of each firm's level among `codes`; nil where it has none of them.
  /// - Precondition: The column was asked for.
  func places(_ name: String, among codes: [String]) -> [Int?] {
    let (own, levels) = factors[name]!
    let known = levels.map { codes.firstIndex(of: $0) }
    return own.map { $0 < 0 ? nil : known[Int($0)] }
  }

  /// The level of each firm; nil where it is missing.
  /// - Precondition: The column was asked for.
  func texts(_ name: String) -> [String?] {
    let (codes, levels) = factors[name]!
    return codes.map { $0 < 0 ? nil : levels[Int($0)] }
  }

  /// `Σ w z`.
  func total(_ values: [Double]) -> Double { zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } }

  /// `Σ_h (1 - f_h) n_h / (n_h - 1) Σ_k (w z_k - mean_h)²`; the one answer of a stratum of several firms deviates from the mean
  /// of all answers.
  /// > Source: Cochran (1977), Sampling Techniques, equation (5.10), with w = N_h / n_h.
  func variance(_ values: [Double]) -> Double {
    var sums = [Double](repeating: 0, count: sampleSizes.count)
    for (row, h) in strata.enumerated() { sums[h] += weights[row] * values[row] }
    let mean = sums.reduce(0, +) / Double(max(count, 1))
    var squares = [Double](repeating: 0, count: sampleSizes.count)
    for (row, h) in strata.enumerated() {
      let deviation = weights[row] * values[row] - (sampleSizes[h] > 1 ? sums[h] / Double(sampleSizes[h]) : mean)
      squares[h] += deviation * deviation
    }
    return squares.indices.reduce(0) { variance, h in
      guard sampleSizes[h] > 0 else { return variance }
      let n = Double(sampleSizes[h])
      return variance + (1 - n / populations[h]) * n / max(n - 1, 1) * squares[h]
    }
  }
}
