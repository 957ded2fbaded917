import Reporting

/// What of a survey the bundled tables are made of.
enum DraftTables {
  /// Standard names that a table needs and the survey lacks, or the keys of the study file.
  static func missing(for table: String, in look: SurveyLook) -> [String] {
    let loss = look.columns.contains { $0.standardName?.hasPrefix("loss_") ?? false } || look.has("direct_loss")
    let cost = look.columns.contains { $0.standardName?.hasPrefix("cost_") ?? false } || look.has("added_cost")
    let sector = look.has("sector") || look.has("hs_chapter")
    let size = look.has("size_class") || look.has("frame_exports") && sector
    if TableDefinition.bundled(table)?.span == .years { return ["several years"] }
    func has(_ name: String) -> String? { look.has(name) ? nil : name }
    func all(_ prefix: String, _ codes: [String]) -> [String] { codes.map { prefix + $0 }.compactMap(has) }
    let names: [String?] =
      switch table {
      case "national":
        [
          loss ? nil : "direct_loss", cost ? nil : "added_cost", has("affected"), has("frame_exports"),
          sector ? nil : "hs_chapter",
        ]
      case "2-1": [loss ? nil : "direct_loss", sector ? nil : "hs_chapter"]
      case "2-2": [has("affected"), sector ? nil : "hs_chapter"]
      case "2-3": [has("affected"), has("ownership")]
      case "2-4": [has("affected"), size ? nil : "size_class", sector ? nil : "hs_chapter"]
      case "2-5": [has("affected"), has("business_type")]
      case "loss-by-market": all("loss_", TableCodes.markets)
      case "loss-by-cause": all("cause_", TableCodes.causes) + (loss ? [] : ["direct_loss"])
      case "added-cost-by-kind": all("cost_", TableCodes.costKinds)
      case "loss-by-region": [loss ? nil : "direct_loss", cost ? nil : "added_cost", has("affected"), has("region")]
      case "sector-by-size": [loss ? nil : "direct_loss", size ? nil : "size_class", sector ? nil : "hs_chapter"]
      case "sector-by-market": all("loss_", TableCodes.markets) + (sector ? [] : ["hs_chapter"])
      case "ave": [cost ? nil : "added_cost"] + all("loss_", TableCodes.markets) + (sector ? [] : ["hs_chapter"])
      case "3-1", "notifications": ["published"]
      default: ["scaling"]
      }
    return names.compactMap { $0 }
  }
}
