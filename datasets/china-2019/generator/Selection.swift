/// A stratum of the design: region group, then sector x size class within it.
struct Stratum {
  let code: String
  var members: [Int] = []
  var registerExports: Hundredths = 0
  var takeAll = false
  var sampleSize = 0
}

/// The firms drawn, and the strata they were drawn from.
struct Sample {
  let strata: [Stratum]
  /// Place of the firm in the population and of its stratum, by firm.
  let drawn: [(firm: Int, stratum: Int)]

  /// Draws simple random samples without replacement in every stratum; the frame decides, never the answers.
  init(of firms: [Firm], size: Int) {
    var strata: [Stratum] = []
    var places: [String: Int] = [:]
    for (index, firm) in firms.enumerated() {
      let code = firm.stratum
      let place = places[code] ?? strata.count
      if place == strata.count {
        places[code] = place
        strata.append(Stratum(code: code))
      }
      strata[place].members.append(index)
      strata[place].registerExports += firm.registerExports
      strata[place].takeAll = firm.sector != nil && firm.size == 3
    }
    Sample.allocate(&strata, size: size)
    var drawn: [(firm: Int, stratum: Int)] = []
    for index in strata.indices {
      var members = strata[index].members
      var random = RandomStream(seed: Assumptions.seed, purpose: .sample, index: index)
      random.shuffle(&members)
      drawn += members.prefix(strata[index].sampleSize).map { ($0, index) }
    }
    self.strata = strata
    self.drawn = drawn.sorted { $0.firm < $1.firm }
  }

  /// Sample sizes: the largest size class in full, the rest by power allocation.
  ///
  /// n_h is proportional to (N_h X_h)^¼, X_h the register exports, between the smallest sample and N_h: halfway
  /// between a sample for the share of firms and one for amounts, in the square-root form that serves small strata.
  /// Strata that reach a bound are fixed and the others share what is left.
  /// > Source: Bankier (1988), The American Statistician 42, 174-177.
  private static func allocate(_ strata: inout [Stratum], size: Int) {
    var open: [Int] = []
    for index in strata.indices {
      let count = strata[index].members.count
      strata[index].sampleSize = strata[index].takeAll ? count : min(count, Assumptions.smallestStratumSample)
      if !strata[index].takeAll && count > strata[index].sampleSize { open.append(index) }
    }
    while true {
      let fixed = strata.indices.filter { !open.contains($0) }.reduce(0) { $0 + strata[$1].sampleSize }
      let weights = open.map {
        (Double(strata[$0].members.count) * Double(strata[$0].registerExports)).squareRoot().squareRoot()
      }
      let sizes = apportioned(weights, total: size - fixed)
      let bounded = zip(open, sizes).filter {
        $1 < Assumptions.smallestStratumSample || $1 >= strata[$0].members.count
      }
      if bounded.isEmpty {
        for (index, size) in zip(open, sizes) { strata[index].sampleSize = size }
        return
      }
      for (index, size) in bounded {
        let smallest = Assumptions.smallestStratumSample
        strata[index].sampleSize = min(max(size, smallest), strata[index].members.count)
      }
      open.removeAll { index in bounded.contains { $0.0 == index } }
    }
  }
}
