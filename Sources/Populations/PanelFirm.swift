/// A firm as the panel carries it from year to year.
struct PanelFirm: Sendable {
  /// From 1; never given twice.
  let number: Int
  /// Place in the list of places.
  let place: Int
  /// 0 to 6; `nil` for firms of HS chapters 98 and 99.
  let sector: Int?
  let chapter: Int
  /// Standardized log exports: only their order within the sector matters.
  var latent: Double
  /// Size class 0 to 3.
  var size = 0
  /// Ownership × business type; `nil` for a firm that has just entered.
  var category: Int?
  var affected = false

  var cell: Int? { sector.flatMap { sector in category.map { Cell.number(sector: sector, size: size, category: $0) } } }
}
