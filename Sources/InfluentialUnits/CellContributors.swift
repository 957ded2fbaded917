/// The largest contributors to one table cell, and what the cell would be without each.
public struct CellContributors: Sendable, Hashable {
  /// One unit's part in a cell.
  public struct Contributor: Sendable, Hashable {
    /// Its place in the sample.
    public let unit: Int
    /// y_k.
    public let amount: Double
    /// w_k.
    public let weight: Double
    /// w_k y_k / Ŷ; the part of the estimate that rests on this one answer.
    public let share: Double
    /// The estimate without the unit, the others of its stratum standing for it, less the estimate; nil for the only unit of its
    /// stratum. In the unit of y.
    public let effectOfRemoval: Double?
    /// The estimate if the unit stood for itself alone, less the estimate.
    public let effectOfUnitWeight: Double
  }

  /// Ŷ.
  public let total: Double
  /// Largest share first; equal ones in the order of the sample.
  public let contributors: [Contributor]

  /// - Parameter count: How many are wanted.
  public init(of sample: StratifiedAmounts, largest count: Int = 3) {
    let (total, means) = (sample.total, sample.means)
    let parts = sample.values.indices.map { sample.weight(of: $0) * sample.values[$0] }
    let order = parts.indices.filter { parts[$0] > 0 }.sorted {
      parts[$0] != parts[$1] ? parts[$0] > parts[$1] : $0 < $1
    }
    self.total = total
    contributors = order.prefix(count).map { unit in
      let (h, y) = (sample.stratumOfUnit[unit], sample.values[unit])
      let n = Double(sample.sampleSizes[h])
      return Contributor(
        unit: unit, amount: y, weight: sample.weight(of: unit), share: parts[unit] / total,
        effectOfRemoval: n > 1 ? sample.populationSizes[h] * (means[h] - y) / (n - 1) : nil,
        effectOfUnitWeight: y - parts[unit])
    }
  }

  /// Units that make more than a part of the cell.
  public func dominant(above part: Double) -> [Contributor] { contributors.filter { $0.share > part } }
}
