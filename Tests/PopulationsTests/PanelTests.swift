import Populations
import RandomStreams
import Testing

@Suite struct PanelTests {
  /// Firms that are there in a year and in the next.
  static func stayers(_ year: Int) throws -> [(before: ExportingFirm, after: ExportingFirm)] {
    let after = Dictionary(uniqueKeysWithValues: try China.year(year + 1).firms.map { ($0.number, $0) })
    return try China.year(year).firms.compactMap { firm in after[firm.number].map { (firm, $0) } }
  }

  @Test(arguments: 2015..<2019) func firmsKeepWhatNeverChanges(_ year: Int) throws {
    let changed = try Self.stayers(year).first { before, after in
      before.place != after.place || before.chapter != after.chapter || before.sector != after.sector
    }
    #expect(changed == nil)
  }

  /// The usual exits are 8 %; where a sector must shrink there are more.
  @Test(arguments: 2015..<2019) func mostFirmsSurviveAndSomeAreNew(_ year: Int) throws {
    let (before, after) = (try China.year(year).firms, try China.year(year + 1).firms)
    let stayers = try Self.stayers(year)
    #expect((0.87...0.921).contains(Double(stayers.count) / Double(before.count)))
    #expect(Double(after.count - stayers.count) > 0.04 * Double(after.count))
    func survival(_ isIn: (ExportingFirm) -> Bool) -> Double {
      Double(stayers.count { isIn($0.before) }) / Double(before.count(where: isIn))
    }
    #expect(survival { $0.size == 3 } > survival { $0.size == 0 })
  }

  @Test(arguments: 2015..<2019) func exportsPersistAndSomeFirmsChangeClass(_ year: Int) throws {
    let stayers = try Self.stayers(year).filter { $0.before.sector != nil }
    let x = stayers.map { logarithm(Double($0.before.frameExports)) }
    let y = stayers.map { logarithm(Double($0.after.frameExports)) }
    #expect((0.94...0.99).contains(correlation(x, y)))
    let moved = stayers.count { $0.before.sizeCode != $0.after.sizeCode }
    #expect((0.05...0.25).contains(Double(moved) / Double(stayers.count)))
    #expect(stayers.count { $0.before.ownership != $0.after.ownership } < stayers.count / 20)
  }

  /// The odds ratio within cells is 6 by assumption; shares that differ between cells add to it over all of them.
  @Test(arguments: 2015..<2019) func affectedStatusPersists(_ year: Int) throws {
    var counts = [1.0, 1, 1, 1]
    for (before, after) in try Self.stayers(year) {
      counts[(before.affected ? 2 : 0) + (after.affected ? 1 : 0)] += 1
    }
    #expect((5.5...7.5).contains(counts[0] * counts[3] / (counts[1] * counts[2])))
  }

  @Test func lossesPersist() throws {
    let both = try Self.stayers(2018).filter { $0.before.directLoss > 0 && $0.after.directLoss > 0 }
    func rate(_ firm: ExportingFirm) -> Double { logarithm(Double(firm.directLoss) / Double(firm.exports)) }
    #expect(correlation(both.map { rate($0.before) }, both.map { rate($0.after) }) > 0.3)
  }

  private func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let n = Double(x.count)
    let (a, b) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
    let xy = zip(x, y).reduce(0) { $0 + ($1.0 - a) * ($1.1 - b) }
    let (xx, yy) = (x.reduce(0) { $0 + ($1 - a) * ($1 - a) }, y.reduce(0) { $0 + ($1 - b) * ($1 - b) })
    return xy / (xx * yy).squareRoot()
  }

  // MARK: One year

  @Test(arguments: 2015...2019) func sizeClassesFollowFromExports(_ year: Int) throws {
    let bounds = [[50.0, 500, 20_000], [300.0, 2000, 40_000]]
    let misplaced = try China.year(year).firms.first { firm in
      guard let group = firm.group else { return false }
      let exports = Double(firm.frameExports) / 100
      let lower = bounds[group].prefix(2).count { exports >= $0 }
      return lower + (exports > bounds[group][2] ? 1 : 0) != firm.size
    }
    #expect(misplaced == nil)
  }

  @Test(arguments: 2015...2019) func affectedFirmsHaveLossOrCostAndNoMoreThanTheyExport(_ year: Int) throws {
    let firms = try China.year(year).firms
    #expect(firms.allSatisfy { $0.affected == ($0.directLoss + $0.addedCost > 0) })
    #expect(firms.allSatisfy { $0.directLoss <= $0.exports && $0.addedCost <= $0.exports })
    #expect(firms.allSatisfy { ($0.directLoss > 0) == ($0.primaryCause != nil) })
    #expect(firms.allSatisfy { firm in firm.primaryCause.map { firm.causes[$0] } ?? true })
  }

  /// The report's range for the share of affected firms that name lost orders.
  @Test(arguments: 2015...2019) func lostOrdersAreNamedAsOftenAsPublished(_ year: Int) throws {
    let firms = try China.year(year).firms
    let naming = firms.count { !$0.causes.isEmpty && $0.causes[0] }
    #expect((0.4...0.6).contains(Double(naming) / Double(firms.count(where: \.affected))))
  }

  /// The upper tenth of the largest class falls off like a Pareto law with an index near that of the specification.
  @Test func exportsAreHeavyTailed() throws {
    let largest = try China.year(2019).firms.filter { $0.size == 3 && $0.sector == 1 }.map { Double($0.frameExports) }
      .sorted(by: >)
    let k = largest.count / 10
    let hill = Double(k) / (0..<k).reduce(0) { $0 + logarithm(largest[$1] / largest[k]) }
    #expect((0.5...2).contains(hill))
  }

  @Test func firmsOfNoSectorAreThereInEveryYear() throws {
    for year in try China.population.get().years { #expect(year.firms.count { $0.sector == nil } == 4) }
  }
}
