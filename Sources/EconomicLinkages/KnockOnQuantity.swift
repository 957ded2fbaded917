import TradeImpact

/// What lost exports take with them.
public enum KnockOnQuantity: String, Sendable, Hashable, CaseIterable {
  /// Of all sectors, suppliers included, yuan.
  case output
  /// At home, yuan.
  case valueAdded = "value_added"
  /// Imported inputs that are no longer bought, yuan.
  case imports
  /// Inputs from other parts of the country that are no longer bought, yuan; 0 where no region is asked for.
  case otherRegions = "other_regions"
  /// Persons.
  case jobs
  /// The same where households spend less, too; only on request.
  case outputWithHouseholds = "output_with_households"
  case valueAddedWithHouseholds = "value_added_with_households"
  case jobsWithHouseholds = "jobs_with_households"
}

extension KnockOnQuantity {
  public var isMoney: Bool { self != .jobs && self != .jobsWithHouseholds }

  public var label: LocalizedText {
    switch self {
    case .output: LocalizedText(zh: "总产出", en: "Output")
    case .valueAdded: LocalizedText(zh: "增加值", en: "Value added")
    case .imports: LocalizedText(zh: "进口投入（漏出）", en: "Imported inputs (leakage)")
    case .otherRegions: LocalizedText(zh: "外地投入（漏出）", en: "Inputs from other regions (leakage)")
    case .jobs: LocalizedText(zh: "就业", en: "Jobs")
    case .outputWithHouseholds: LocalizedText(zh: "总产出（含居民消费）", en: "Output, households included")
    case .valueAddedWithHouseholds: LocalizedText(zh: "增加值（含居民消费）", en: "Value added, households included")
    case .jobsWithHouseholds: LocalizedText(zh: "就业（含居民消费）", en: "Jobs, households included")
    }
  }
}
