import RandomStreams

/// A missing value is the answer of the unit of the class that is nearest in x.
///
/// ```
/// y*_k = y_d        d = arg min |u_i - u_k| over answered i of the class, u = x or ln x
/// ```
/// Imputed values are values that occur, zeros among them, so shares and quantiles keep their meaning. Of T donors
/// equally near, in the order of (x, key), the one in place `⌊T U(key of k)⌋` is taken: U is a uniform number that the
/// recipient's key and the seed alone determine. Rows may be in any order, and where x takes few values recipients
/// spread over the donors, where the smallest key would give them all the same one.
/// > Source: Chen and Shao (2000), Journal of Official Statistics 16, 113-131; (2001), JASA 96, 260-269; Kim, Fuller
/// > and Bell (2011), Annals of Applied Statistics 5, 824-842; Yang and Kim (2019), Advances in Econometrics 39.
public struct NearestNeighbourImputation: Sendable, Hashable, ImputationMethod {
  /// On which distances are taken.
  public enum Scale: Sendable, Hashable {
    /// x.
    case linear
    /// ln x, for sizes that span orders of magnitude; x > 0.
    case logarithmic
  }

  /// How many answers m̂(x) is fitted to.
  public enum Neighbours: Sendable, Hashable {
    /// 2 √r of the r donors of a class, and at least 5: grows with r, as the fit's own variance must vanish, and slower
    /// than r, as its bias must.
    case byDonors
    /// The same for all classes, at least 2.
    case count(Int)
  }

  public let scale: Scale
  public let neighbours: Neighbours
  public let seed: UInt64

  /// - Parameters:
  ///   - scale: On which distances are taken.
  ///   - neighbours: For the variance; imputed values do not depend on it.
  ///   - seed: For ties.
  public init(on scale: Scale = .linear, neighbours: Neighbours = .byDonors, seed: UInt64 = 1) {
    if case .count(let count) = neighbours { precondition(count >= 2, "a residual needs a second unit") }
    (self.scale, self.neighbours, self.seed) = (scale, neighbours, seed)
  }

  /// Who gives to whom.
  /// - Throws: ``ImputationError/notOnLogarithmicScale(unit:value:)``.
  public func donors(for item: IncompleteItem) throws(ImputationError) -> Donors {
    let u = try positions(of: item)
    return donors(for: item, u, DonorList.byClass(of: item, positions: u))
  }

  public func completedValues(of item: IncompleteItem) throws(ImputationError) -> [Double] {
    try donors(for: item).donorOfUnit.enumerated().map { item.values[$1 ?? $0] }
  }

  public func impute(_ item: IncompleteItem) throws(ImputationError) -> CompletedItem {
    let u = try positions(of: item)
    let lists = DonorList.byClass(of: item, positions: u)
    let donors = donors(for: item, u, lists).donorOfUnit
    let fits = item.values.indices.map { unit in
      let list = lists[item.classOfUnit[unit]]
      return list.fit(
        at: u[unit], isDonor: !item.isMissing[unit], to: item.values, neighbours: count(among: list.units.count))
    }
    let residuals = item.values.indices.map { unit in
      item.isMissing[unit] || fits[unit].freedom <= 0
        ? 0 : (item.values[unit] - fits[unit].value) / fits[unit].freedom.squareRoot()
    }
    return CompletedItem(
      item: item, values: donors.enumerated().map { item.values[$1 ?? $0] },
      expected: item.values.indices.map { item.isMissing[$0] ? fits[$0].value : item.values[$0] },
      residuals: residuals,
      residualVariances: donors.map { donor in donor.map { residuals[$0] * residuals[$0] } ?? 0 },
      matchingErrors: donors.enumerated().map { unit, donor in
        donor.map { fits[$0].value - fits[unit].value } ?? 0
      },
      burden: .byDonor(donors.enumerated().map { $1 ?? $0 }))
  }

  private func count(among donors: Int) -> Int {
    switch neighbours {
    case .byDonors: DonorList.defaultNeighbours(among: donors)
    case .count(let count): count
    }
  }

  /// u_k, n places on the scale.
  private func positions(of item: IncompleteItem) throws(ImputationError) -> [Double] {
    guard scale == .logarithmic else { return item.auxiliary }
    for (unit, x) in item.auxiliary.enumerated() where !x.isNormal {
      throw .notOnLogarithmicScale(unit: unit, value: x)
    }
    return item.auxiliary.map { logarithm($0) }
  }

  private func donors(for item: IncompleteItem, _ u: [Double], _ lists: [DonorList]) -> Donors {
    let donorOfUnit = u.indices.map { unit -> Int? in
      guard item.isMissing[unit] else { return nil }
      let nearest = lists[item.classOfUnit[unit]].nearest(to: u[unit])
      return nearest[nearest.startIndex + Int(Double(nearest.count) * uniform(ofKey: item.keys[unit]))]
    }
    return Donors(donorOfUnit: donorOfUnit, positions: u)
  }

  /// A multiple of 2^-32 in [0, 1).
  private func uniform(ofKey key: Int) -> Double {
    let bits = UInt64(bitPattern: Int64(key))
    let block = Philox4x32.block(
      counter: SIMD4(UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32), 0, 0),
      key: SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
    return Double(block.x) * 0x1p-32
  }
}

/// Who gave an answer to whom.
public struct Donors: Sendable, Hashable {
  /// The place of each unit's donor in the sample; nil for those who answered. n values.
  public let donorOfUnit: [Int?]
  /// How often each unit is a donor, n counts.
  public let timesUsed: [Int]
  /// The largest |u_d - u_k|, on the scale of distances; 0 where nothing is missing.
  public let largestDistance: Double
  /// The unit with the largest distance, nil where nothing is missing.
  public let farthestUnit: Int?

  init(donorOfUnit: [Int?], positions u: [Double]) {
    var uses = [Int](repeating: 0, count: u.count)
    var farthest: (unit: Int, distance: Double)?
    for case (let unit, let donor?) in donorOfUnit.enumerated() {
      uses[donor] += 1
      let distance = abs(u[unit] - u[donor])
      if distance > farthest?.distance ?? -1 { farthest = (unit, distance) }
    }
    (self.donorOfUnit, timesUsed) = (donorOfUnit, uses)
    (largestDistance, farthestUnit) = (farthest?.distance ?? 0, farthest?.unit)
  }
}
