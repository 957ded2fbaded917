import ControlledRounding
import LinkedTables
import RandomStreams
import Testing

/// Positive numbers of very different size, some of them zero.
private func amounts(_ count: Int, seed: Int) -> [Double] {
  var random = CounterRandom(seed: 41, replicate: seed, stratum: 0)
  return (0..<count).map { _ in random.uniform() < 0.15 ? 0 : 20 * exponential(2 * random.normal()) }
}

private func table(_ shape: [Int], seed: Int) -> (relations: CellRelations, values: [Double]) {
  let table = CrossTable(shape: shape)
  return (table.relations, table.values(inner: amounts(shape.reduce(1, *), seed: seed)))
}

@Suite struct TwoWayRoundingTests {
  @Test(arguments: 0..<60) func marginsAddAndNoCellMovesByAUnit(seed: Int) throws {
    let (relations, values) = table([2 + seed % 9, 2 + seed % 7], seed: seed)
    let rounded = try ControlledRounding(of: values, in: relations, unit: 1)
    #expect(relations.discrepancies(of: rounded.units).allSatisfy { $0 == 0 })
    #expect(rounded.largestMove < 1 && rounded.movedByAUnitOrMore.isEmpty)
    #expect(rounded.isProvenLeastSquares)
    for (value, units) in zip(values, rounded.units) where value == 0 { #expect(units == 0) }
  }

  @Test func wholeTablesStay() throws {
    let table = CrossTable(shape: [2, 2])
    let values = table.values(inner: [3, 0, 8, 11])
    #expect(try ControlledRounding(of: values, in: table.relations, unit: 1).units == values.map { Int($0) })
  }

  /// 33.33 + 33.33 + 33.34: the largest remainder goes up.
  @Test func sharesAddToOneHundred() throws {
    let total = CellRelations(cellCount: 4, relations: [.init(total: 3, parts: [0, 1, 2])])
    let rounded = try ControlledRounding(of: [33.333, 33.333, 33.334, 100], in: total, unit: 0.01)
    #expect(rounded.units == [3333, 3333, 3334, 10000])
  }

  /// A total half-way between two units may go either way; with it the parts.
  @Test func amountsInYuanBecomeHundredths() throws {
    let total = CellRelations(cellCount: 3, relations: [.init(total: 2, parts: [0, 1])])
    let rounded = try ControlledRounding(of: [1.234_4e8, 2.344_4e8, 3.578_8e8], in: total, unit: 1e6)
    #expect(rounded.units == [123, 235, 358] || rounded.units == [124, 234, 358])
    #expect(rounded.largestMove < 0.57)
  }

  @Test(arguments: 0..<25) func noOtherNeighboursAreCloser(seed: Int) throws {
    let (relations, values) = table([2, 3], seed: seed)
    let rounded = try ControlledRounding(of: values, in: relations, unit: 1)
    let best = bestByEnumeration(values, relations)
    #expect(abs(rounded.largestMove - best.largest) < 1e-9)
    #expect(rounded.moves.reduce(0) { $0 + $1 * $1 } <= best.squares + 1e-4)
  }

  /// All 2¹² choices of neighbours, one by one.
  private func bestByEnumeration(_ values: [Double], _ relations: CellRelations) -> (largest: Double, squares: Double) {
    var best = (largest: Double.infinity, squares: Double.infinity)
    for choice in 0..<(1 << values.count) {
      let units = values.indices.map { cell -> Int in
        let low = Int(values[cell].rounded(.down))
        return Double(low) == values[cell] ? low : low + (choice >> cell & 1)
      }
      guard relations.discrepancies(of: units).allSatisfy({ $0 == 0 }) else { continue }
      let moves = zip(units, values).map { abs(Double($0) - $1) }
      let found = (largest: moves.max()!, squares: moves.reduce(0) { $0 + $1 * $1 })
      let isBetter = found.largest < best.largest - 1e-9
      if isBetter || found.largest < best.largest + 1e-9 && found.squares < best.squares { best = found }
    }
    return best
  }
}

@Suite struct LinkedRoundingTests {
  @Test(arguments: 0..<20) func threeWayMarginsAddAndLargeMovesAreListed(seed: Int) throws {
    let (relations, values) = table([3, 3, 2 + seed % 3], seed: seed)
    let rounded = try ControlledRounding(of: values, in: relations, unit: 1)
    #expect(relations.discrepancies(of: rounded.units).allSatisfy { $0 == 0 })
    #expect(rounded.movedByAUnitOrMore == rounded.moves.indices.filter { abs(rounded.moves[$0]) >= 1 })
    #expect(rounded.largestMove < 2)
  }

  /// Margins follow from the eight cells inside, each of which is tried at every whole number near it.
  @Test(arguments: 0..<6) func noThreeWayRoundingHasASmallerLargestMove(seed: Int) throws {
    let table = CrossTable(shape: [2, 2, 2])
    let inner = amounts(8, seed: 500 + seed)
    let values = table.values(inner: inner)
    let (inside, sums) = ((0..<27).filter { table.place($0).allSatisfy { $0 < 2 } }, table.relations.relations)
    var (least, all) = (Double.infinity, values)
    for choice in 0..<(1 << 16) {
      let tried = inner.indices.map { cell in inner[cell].rounded(.down) + Double(choice >> (2 * cell) & 3) - 1 }
      guard zip(tried, inner).allSatisfy({ $0 >= 0 && ($1 > 0 || $0 == 0) }) else { continue }
      for (cell, value) in zip(inside, tried) { all[cell] = value }
      for sum in sums { all[sum.total] = sum.parts.reduce(0) { $0 + all[$1] } }
      least = min(least, zip(all, values).reduce(0) { max($0, abs($1.0 - $1.1)) })
    }
    let rounded = try ControlledRounding(of: values, in: table.relations, unit: 1)
    #expect(abs(rounded.largestMove - least) < 1e-9)
  }

  @Test func aCellMovesByAUnitOnlyWhereNothingElseAdds() throws {
    // The same total in two tables that contradict each other; zeros cannot help.
    let relations = CellRelations(
      cellCount: 5, relations: [.init(total: 4, parts: [0, 1]), .init(total: 4, parts: [2, 3])])
    let rounded = try ControlledRounding(of: [3.2, 0, 0, 1.5, 3.2], in: relations, unit: 1)
    #expect(relations.discrepancies(of: rounded.units) == [0, 0])
    // 1.5 and 3.2 have to meet: both at 2 moves one by 1.2 and one by 0.5, both at 3 by 0.2 and 1.5.
    #expect(rounded.units == [2, 0, 0, 2, 2])
    #expect(abs(rounded.largestMove - 1.2) < 1e-12)
    #expect(rounded.movedByAUnitOrMore == [0, 4])
  }

  @Test func theSameNumberInTwoTablesIsRoundedOnce() throws {
    // Cell 6 is the total of both tables.
    let relations = CellRelations(
      cellCount: 7, relations: [.init(total: 6, parts: [0, 1, 2]), .init(total: 6, parts: [3, 4, 5])])
    let values = [1.4, 1.4, 1.4, 0.3, 0.3, 3.6, 4.2]
    let rounded = try ControlledRounding(of: values, in: relations, unit: 1)
    #expect(relations.discrepancies(of: rounded.units) == [0, 0])
    #expect(rounded.largestMove < 1)
  }

  @Test func negativeNumbersKeepTheirSign() throws {
    let total = CellRelations(cellCount: 3, relations: [.init(total: 2, parts: [0, 1])])
    let rounded = try ControlledRounding(of: [-0.4, 2.3, 1.9], in: total, unit: 1)
    #expect(rounded.units == [0, 2, 2])
  }

  @Test func theSameTableIsRoundedTheSameEveryTime() throws {
    let (relations, values) = table([4, 3, 3], seed: 5)
    let first = try ControlledRounding(of: values, in: relations, unit: 1)
    for _ in 0..<5 { #expect(try ControlledRounding(of: values, in: relations, unit: 1) == first) }
  }

  @Test func numbersThatCannotBeCountedAreRefused() {
    let one = CellRelations(cellCount: 1, relations: [])
    #expect(throws: RoundingError.outOfRange(cell: 0, value: 1e30, unit: 0.01)) {
      try ControlledRounding(of: [1e30], in: one, unit: 0.01)
    }
  }
}
