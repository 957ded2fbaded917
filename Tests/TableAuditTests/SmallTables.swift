import TableAudit

/// Cells for tests, written as short as they can be.
func cell(
  _ id: String, _ text: String?, measure: String = "amount", unit: String = "CNY_1e8", year: String = "2019",
  file: String = "t", section: String = "", _ keys: [(String, String)] = []
) -> PublishedCell {
  PublishedCell(
    id: id, file: file, section: section, measure: measure, year: year,
    keys: keys.map { PublishedCell.Key($0.0, $0.1) }, unit: PublishedUnit(unit),
    numeral: text.flatMap { PrintedNumeral($0) })
}

func audit(_ cells: [PublishedCell], _ relations: [AuditRelation], claims: [Claim] = []) -> PublishedAudit {
  let tables = PublishedTables(cells: cells)
  return PublishedAudit(tables, AuditRelations(relations: relations), claims: claims)
}

/// Three parts and their total.
func addends(_ parts: [String], total: String) -> [PublishedCell] {
  [cell("total", total, [("s", "all")])]
    + zip(["a", "b", "c"], parts).map { cell($0, $1, [("s", $0)]) }
}
