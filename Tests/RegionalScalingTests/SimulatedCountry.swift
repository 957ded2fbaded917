import RandomStreams
import RegionalScaling
import Sampling

/// A country of 31 regions and a city in the first of them, whose loss rates differ, and a sample of its firms.
struct SimulatedCountry {
  static let sectors = 7
  static let sizes = 3
  static let regions = 31
  /// The city is the last area.
  static let city = regions

  let register: RegisterExports
  let sample: RegionalSample
  private let drawn: DrawnFirms
  /// The true amount of every area.
  let truth: [Double]

  static let groupings = RegionalGroupings(
    sectorOfCell: (0..<sectors * sizes).map { $0 / sizes }, sizeOfCell: (0..<sectors * sizes).map { $0 % sizes })

  /// - Parameters:
  ///   - spread: Standard deviation of the logarithm of a region's rates; that of a cell within it is half as large.
  ///   - firms: About how many there are.
  init(seed: UInt64, spread: Double, firms: Int = 15_000) throws {
    var random = CounterRandom(seed: seed, replicate: 0, stratum: 0)
    let rates = (0..<Self.sectors * Self.sizes).map { _ in 0.005 * exponential(0.5 * random.normal()) }
    let areas = Self.areaNames
    var population = Population()
    // The city's region is the largest, as Guangdong is.
    let scale = (0..<Self.regions).map { $0 == 0 ? 8 : exponential(random.normal()) }
    let whole = scale.reduce(0, +)
    for area in areas.indices {
      let part = area == 0 ? 0.62 : area == Self.city ? 0.38 : 1.0
      let count = Int(Double(firms) * part * scale[area == Self.city ? 0 : area] / whole) + 60
      population.add(area: area, count: count, rates: rates, spread: spread, &random)
    }
    truth = population.totals(areas.count)
    register = try RegisterExports(
      areas: areas, exports: population.exports(areas.count, cells: Self.sectors * Self.sizes))
    drawn = population.drawn(&random)
    sample = try drawn.sample
  }

  private init(_ country: SimulatedCountry, _ drawn: DrawnFirms) throws {
    (register, truth, self.drawn) = (country.register, country.truth, drawn)
    sample = try drawn.sample
  }

  /// The same firms in another order.
  init(reordering country: SimulatedCountry) throws {
    try self.init(country, DrawnFirms(firms: country.drawn.firms.reversed(), populations: country.drawn.populations))
  }

  init(_ country: SimulatedCountry, amountsTimes factor: Double) throws {
    var drawn = country.drawn
    for place in drawn.firms.indices { drawn.firms[place].loss *= factor }
    try self.init(country, drawn)
  }

  /// The firms drawn are all there are.
  init(census country: SimulatedCountry) throws {
    var drawn = country.drawn
    for h in drawn.populations.indices { drawn.populations[h] = Double(drawn.firms.count { $0.stratum == h }) }
    try self.init(country, drawn)
  }

  /// No firm of the area answered.
  init(_ country: SimulatedCountry, without area: Int) throws {
    var drawn = country.drawn
    drawn.firms.removeAll { $0.area == area }
    try self.init(country, drawn)
  }

  private static var areaNames: [RegisterExports.Area] {
    (0..<regions).map { .init(code: $0 == 0 ? "rest" : "region\($0)", parent: "region\($0)") }
      + [.init(code: "city", parent: "region0")]
  }
}

private struct Firm {
  let area: Int
  let cell: Int
  let exports: Double
  var loss: Double
  var stratum = 0
}

/// A sample, before it is one.
private struct DrawnFirms {
  var firms: [Firm]
  var populations: [Double]

  var sample: RegionalSample {
    get throws {
      try RegionalSample(
        units: StratifiedUnits(stratumOfUnit: firms.map(\.stratum), populationSizes: populations),
        areas: firms.map(\.area), cells: firms.map(\.cell),
        amounts: firms.map(\.loss), exports: firms.map(\.exports))
    }
  }
}

/// The firms of a country.
private struct Population {
  private var firms: [Firm] = []

  mutating func add(area: Int, count: Int, rates: [Double], spread: Double, _ random: inout CounterRandom) {
    let deviation = exponential(spread * random.normal() - spread * spread / 2)
    let mix = (0..<SimulatedCountry.sectors).map { _ in exponential(0.7 * random.normal()) }
    let own = rates.map { $0 * deviation * exponential(spread / 2 * random.normal() - spread * spread / 8) }
    for _ in 0..<count {
      let sector = Self.draw(mix, &random)
      let size = Self.draw([0.70, 0.25, 0.05], &random)
      let cell = sector * SimulatedCountry.sizes + size
      let exports = [1, 10, 100][size] * exponential(0.7 * random.normal())
      // A fifth are affected; what they lose has a heavy tail.
      let noise = exponential(1.2 * random.normal() - 0.72)
      let loss = random.uniform() < 0.2 ? 5 * own[cell] * exports * noise : 0
      firms.append(Firm(area: area, cell: cell, exports: exports, loss: loss))
    }
  }

  private static func draw(_ weights: [Double], _ random: inout CounterRandom) -> Int {
    var left = random.uniform() * weights.reduce(0, +)
    for (place, weight) in weights.enumerated() {
      left -= weight
      if left <= 0 { return place }
    }
    return weights.count - 1
  }

  func totals(_ areas: Int) -> [Double] {
    var totals = [Double](repeating: 0, count: areas)
    for firm in firms { totals[firm.area] += firm.loss }
    return totals
  }

  func exports(_ areas: Int, cells: Int) -> [[Double]] {
    var exports = [[Double]](repeating: [Double](repeating: 0, count: cells), count: areas)
    for firm in firms { exports[firm.area][firm.cell] += firm.exports }
    return exports
  }

  /// Strata are five groups of regions by sector by size; large firms are drawn with a higher fraction.
  func drawn(_ random: inout CounterRandom) -> DrawnFirms {
    let cells = SimulatedCountry.sectors * SimulatedCountry.sizes
    var members = [[Int]](repeating: [], count: 5 * cells)
    for (place, firm) in firms.enumerated() {
      let group = firm.area == 0 || firm.area == SimulatedCountry.city ? 0 : 1 + firm.area % 4
      members[group * cells + firm.cell].append(place)
    }
    members.removeAll(where: \.isEmpty)
    var chosen: [Firm] = []
    for (stratum, list) in members.enumerated() {
      let fraction = [0.05, 0.15, 0.5][firms[list[0]].cell % SimulatedCountry.sizes]
      let size = min(list.count, max(2, Int((Double(list.count) * fraction).rounded())))
      var order = list
      random.choose(size, amongFirstOf: &order)
      for place in order.prefix(size) {
        var firm = firms[place]
        firm.stratum = stratum
        chosen.append(firm)
      }
    }
    return DrawnFirms(firms: chosen, populations: members.map { Double($0.count) })
  }
}
