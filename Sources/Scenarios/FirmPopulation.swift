import TradeImpact

/// The firms that a scenario is computed on: those of a survey with their weights and replicate weights, or representative ones.
///
/// Firms stand in the order of their cells, sector by sector and within it size by size.
public struct FirmPopulation: Sendable {
  /// A sector or a size class.
  public struct Group: Sendable, Hashable {
    public let code: String
    public let label: LocalizedText
    /// Whether its firms are small or medium-sized by the study's size classes.
    public let isSmallOrMedium: Bool

    public init(code: String, label: LocalizedText, isSmallOrMedium: Bool = false) {
      (self.code, self.label, self.isSmallOrMedium) = (code, label, isSmallOrMedium)
    }
  }

  /// Firms of one sector and size.
  struct Cell: Sendable, Hashable {
    let sector: Int
    let size: Int
    let firms: Range<Int>
  }

  /// Empty for representative firms.
  public let sectors: [Group]
  public let sizes: [Group]
  let cells: [Cell]
  /// A year, in any unit: amounts are scaled to the exposure.
  let exports: [Double]
  /// 1 over each.
  private let inverses: [Double]
  /// Firms that each stands for: of the sample, then of every replicate; (1 + R) × n.
  let weights: [[Double]]
  /// By name of ``SurveyColumn``.
  let columns: [String: [Double]]
  /// `Σ w` and `Σ w x` of the sample and every replicate.
  let counts: [Double]
  let totalExports: [Double]
  /// How the firms were weighted, as reports say it.
  public let notes: [LocalizedText]

  public var count: Int { exports.count }
  /// R, 0 for representative firms.
  public var replicateCount: Int { weights.count - 1 }
  public var isSurveyed: Bool { !sectors.isEmpty }

  /// - Parameters:
  ///   - sectorOfFirm: Places in `sectors`, n.
  ///   - sizeOfFirm: Places in `sizes`, n.
  ///   - exports: Above 0, in the currency of the scenario.
  ///   - weights: n of the sample.
  ///   - replicates: R × n.
  /// - Precondition: Shapes agree.
  public init(
    sectors: [Group], sizes: [Group], sectorOfFirm: [Int], sizeOfFirm: [Int], exports: [Double], weights: [Double],
    replicates: [[Double]], columns: [String: [Double]] = [:], notes: [LocalizedText] = []
  ) {
    precondition(
      ([sectorOfFirm.count, sizeOfFirm.count, weights.count] + replicates.map(\.count)).allSatisfy {
        $0 == exports.count
      })
    let order = exports.indices.sorted {
      (sectorOfFirm[$0], sizeOfFirm[$0], $0) < (sectorOfFirm[$1], sizeOfFirm[$1], $1)
    }
    (self.sectors, self.sizes, self.notes) = (sectors, sizes, notes)
    self.exports = order.map { exports[$0] }
    inverses = order.map { 1 / exports[$0] }
    self.weights = ([weights] + replicates).map { replicate in order.map { replicate[$0] } }
    self.columns = columns.mapValues { values in order.map { values[$0] } }
    cells = Self.cells(order.map { sectorOfFirm[$0] }, order.map { sizeOfFirm[$0] })
    counts = self.weights.map { $0.reduce(0, +) }
    let sorted = self.exports
    totalExports = self.weights.map { replicate in zip(replicate, sorted).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// Equal firms that stand for all where no survey does.
  /// - Parameter count: One is enough where firms do not differ.
  public init(representative count: Int) {
    let ones = [Double](repeating: 1, count: count)
    sectors = []
    sizes = []
    cells = [Cell(sector: 0, size: 0, firms: 0..<count)]
    (exports, inverses, weights, columns, notes) = (ones, ones, [ones], [:], [])
    (counts, totalExports) = ([Double(count)], [Double(count)])
  }

  /// Exports, their inverses, and the weights of a replicate.
  @inline(__always)
  func withUnsafeColumns(
    _ replicate: Int,
    _ body: (UnsafeBufferPointer<Double>, UnsafeBufferPointer<Double>, UnsafeBufferPointer<Double>) -> Void
  ) {
    exports.withUnsafeBufferPointer { exports in
      inverses.withUnsafeBufferPointer { inverses in
        weights[replicate].withUnsafeBufferPointer { weights in body(exports, inverses, weights) }
      }
    }
  }

  private static func cells(_ sectors: [Int], _ sizes: [Int]) -> [Cell] {
    var cells: [Cell] = []
    var start = 0
    for k in sectors.indices {
      let isLast = k + 1 == sectors.count || sectors[k + 1] != sectors[k] || sizes[k + 1] != sizes[k]
      guard isLast else { continue }
      cells.append(Cell(sector: sectors[k], size: sizes[k], firms: start..<k + 1))
      start = k + 1
    }
    return cells
  }
}

extension FirmPopulation {
  /// Firms that stand for all where no survey does: one where they do not differ.
  public static func representative(of scenario: Scenario) -> FirmPopulation {
    FirmPopulation(representative: scenario.firmQuantities.isEmpty ? 1 : differingFirms)
  }

  /// A power of two, over which points of a Sobol' sequence are spread evenly.
  private static let differingFirms = 1024
}
