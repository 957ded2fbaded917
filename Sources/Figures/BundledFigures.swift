extension FigureDefinition {
  /// The figures of the yearly report, in its order, and those of a single year.
  public static let bundled: [FigureDefinition] = [
    (PackageResources.figure_2_1_yml, "figure-2-1.yml"),
    (PackageResources.figure_2_2_yml, "figure-2-2.yml"),
    (PackageResources.figure_2_3_yml, "figure-2-3.yml"),
    (PackageResources.figure_2_4_yml, "figure-2-4.yml"),
    (PackageResources.figure_2_5_yml, "figure-2-5.yml"),
    (PackageResources.figure_2_6_yml, "figure-2-6.yml"),
    (PackageResources.figure_2_7_yml, "figure-2-7.yml"),
    (PackageResources.figure_2_8_yml, "figure-2-8.yml"),
    (PackageResources.figure_2_9_yml, "figure-2-9.yml"),
    (PackageResources.figure_2_10_yml, "figure-2-10.yml"),
    (PackageResources.figure_2_11_yml, "figure-2-11.yml"),
    (PackageResources.figure_2_12_yml, "figure-2-12.yml"),
    (PackageResources.figure_2_13_yml, "figure-2-13.yml"),
    (PackageResources.figure_2_14_yml, "figure-2-14.yml"),
    (PackageResources.figure_2_15_yml, "figure-2-15.yml"),
    (PackageResources.figure_3_2_yml, "figure-3-2.yml"),
    (PackageResources.figure_3_3_yml, "figure-3-3.yml"),
    (PackageResources.year_loss_by_sector_yml, "year-loss-by-sector.yml"),
    (PackageResources.year_affected_by_sector_yml, "year-affected-by-sector.yml"),
    (PackageResources.year_affected_by_size_yml, "year-affected-by-size.yml"),
    (PackageResources.year_affected_by_ownership_yml, "year-affected-by-ownership.yml"),
    (PackageResources.year_affected_by_business_type_yml, "year-affected-by-business-type.yml"),
    (PackageResources.year_loss_by_market_yml, "year-loss-by-market.yml"),
    (PackageResources.year_loss_by_cause_yml, "year-loss-by-cause.yml"),
    (PackageResources.year_added_cost_by_kind_yml, "year-added-cost-by-kind.yml"),
  ].map { decode($0, file: $1) }

  public static var bundledIDs: [String] { bundled.map(\.id) }

  public static func bundled(_ id: String) -> FigureDefinition? { bundled.first { $0.id == id } }

  /// A bundled file that cannot be read is a defect of the program, which the tests exclude.
  private static func decode(_ bytes: [UInt8], file: String) -> FigureDefinition {
    do {
      return try FigureDefinition(yaml: bytes, file: file)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
