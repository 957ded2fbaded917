/// The codes of the classifications, in the order in which files list them.
///
/// The labels are elsewhere; here the order gives every level its number. Size classes are numbered 0 to 3 within a
/// product group, and 0 to 7 over both.
public enum Classes {
  public static let sectors = [
    "agri_food", "machinery", "chem_metal", "textile_footwear", "rubber_leather", "toys_furniture", "wood_nonmetal",
  ]
  public static let groups = ["agri", "industrial"]
  public static let sizes = ["A1", "A2", "A3", "A4", "I1", "I2", "I3", "I4"]
  public static let ownerships = ["state_owned", "private", "hk_mo_tw", "foreign"]
  public static let businessTypes = ["manufacturing", "trading", "other"]
  /// The first three have published shares.
  public static let markets = ["US", "EU", "JP_KR", "ASEAN", "RU", "AU_NZ", "LATAM", "OTHER"]
  static let publishedMarkets = 3
  public static let costKinds = [
    "technical_modification", "packaging_label", "inspection", "quarantine", "certification", "treatment",
    "formalities",
  ]
  public static let causes = [
    "lost_order", "return", "downgrade", "detention", "destruction", "port_treatment", "change_of_use",
  ]
  /// The levels of the published tables of affected shares.
  static let levels = [
    "table-2-2": sectors, "table-2-3": ownerships, "table-2-4": sizes, "table-2-5": businessTypes,
  ]
  /// The code of firms whose HS chapter belongs to no sector.
  public static let unclassified = "unclassified"

  /// 0 for the agricultural sector, 1 for the six others.
  static func group(ofSector sector: Int) -> Int { sector == 0 ? 0 : 1 }
}

/// A cell of sector × size class × ownership × business type, numbered in this order.
enum Cell {
  static let categories = 12
  static let count = 28 * categories

  static func number(sector: Int, size: Int, category: Int) -> Int { (sector * 4 + size) * categories + category }
  static func sector(_ cell: Int) -> Int { cell / (4 * categories) }
  static func size(_ cell: Int) -> Int { cell / categories % 4 }
  /// Size class over both product groups, 0 to 7.
  static func sizeClass(_ cell: Int) -> Int { Classes.group(ofSector: sector(cell)) * 4 + size(cell) }
  static func ownership(_ cell: Int) -> Int { cell % categories / 3 }
  static func business(_ cell: Int) -> Int { cell % 3 }
}
