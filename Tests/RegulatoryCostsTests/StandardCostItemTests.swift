import RegulatoryCosts
import Testing

private func item(
  category: StandardCostItem.Category = .administrative, hours: Double = 2.5, businessAsUsual: Double = 0.25
) throws -> StandardCostItem {
  try StandardCostItem(
    "label", category: category, wage: 80, hours: hours, externalCost: 100, entities: 1800, timesPerYear: 4,
    businessAsUsual: businessAsUsual)
}

@Suite struct StandardCostItemTests {
  /// (80 × 2.5 + 100) × 1800 × 4 × 0.75.
  @Test func burdenIsPriceTimesQuantityLessBusinessAsUsual() throws {
    let label = try item()
    #expect(label.price == 300 && label.quantity == 7200 && label.grossCost == 2_160_000 && label.burden == 1_620_000)
  }

  @Test func whatIsDoneAnywayCostsNothing() throws {
    #expect(try item(businessAsUsual: 1).burden == 0)
    #expect(try item(businessAsUsual: 0).burden == item().grossCost)
  }

  @Test func categoriesAddToTheWhole() throws {
    let items = try [item(), item(category: .charges, hours: 0), item(category: .adjustment, hours: 10)]
    let parts = StandardCostItem.Category.allCases.map { items.burden(of: $0) }
    #expect(parts == [1_620_000, 4_860_000, 540_000])
    #expect(items.burden() == parts.reduce(0, +))
  }

  @Test func impossibleNumbersNameTheItem() {
    let error = #expect(throws: RegulatoryCostError.self) { try item(businessAsUsual: 25) }
    #expect(error?.description == "the business as usual of label is 25.0; give a share from 0 to 1")
    #expect(throws: RegulatoryCostError.self) { try item(hours: -1) }
    #expect(throws: RegulatoryCostError.self) { try item(hours: .nan) }
  }
}
