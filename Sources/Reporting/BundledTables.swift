extension TableDefinition {
  /// The tables of the yearly report, in its order.
  public static let bundled: [TableDefinition] = [
    (PackageResources.national_yml, "national.yml"),
    (PackageResources.table_2_1_yml, "table-2-1.yml"),
    (PackageResources.table_2_2_yml, "table-2-2.yml"),
    (PackageResources.table_2_3_yml, "table-2-3.yml"),
    (PackageResources.table_2_4_yml, "table-2-4.yml"),
    (PackageResources.table_2_5_yml, "table-2-5.yml"),
    (PackageResources.loss_by_market_yml, "loss-by-market.yml"),
    (PackageResources.loss_by_cause_yml, "loss-by-cause.yml"),
    (PackageResources.added_cost_by_kind_yml, "added-cost-by-kind.yml"),
    (PackageResources.shenzhen_yml, "shenzhen.yml"),
  ].map { decode($0, file: $1) }

  public static var bundledIDs: [String] { bundled.map(\.id) }

  public static func bundled(_ id: String) -> TableDefinition? { bundled.first { $0.id == id } }

  /// A bundled file that cannot be read is a defect of the program, which the tests exclude.
  private static func decode(_ bytes: [UInt8], file: String) -> TableDefinition {
    do {
      return try TableDefinition(yaml: bytes, file: file)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
