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
    (PackageResources.loss_by_region_yml, "loss-by-region.yml"),
    (PackageResources.sector_by_size_yml, "sector-by-size.yml"),
    (PackageResources.sector_by_market_yml, "sector-by-market.yml"),
    (PackageResources.ave_yml, "ave.yml"),
    (PackageResources.table_2_1_years_yml, "table-2-1-years.yml"),
    (PackageResources.table_2_2_years_yml, "table-2-2-years.yml"),
    (PackageResources.table_2_3_years_yml, "table-2-3-years.yml"),
    (PackageResources.table_2_4_years_yml, "table-2-4-years.yml"),
    (PackageResources.table_2_5_years_yml, "table-2-5-years.yml"),
    (PackageResources.loss_by_market_years_yml, "loss-by-market-years.yml"),
    (PackageResources.cause_share_years_yml, "cause-share-years.yml"),
    (PackageResources.added_cost_by_kind_years_yml, "added-cost-by-kind-years.yml"),
    (PackageResources.loss_by_region_years_yml, "loss-by-region-years.yml"),
    (PackageResources.shenzhen_years_yml, "shenzhen-years.yml"),
    (PackageResources.table_3_1_yml, "table-3-1.yml"),
    (PackageResources.notifications_yml, "notifications.yml"),
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
