/// Two decimals; zero is `0`.
func decimal(_ amount: Hundredths) -> String {
  amount == 0 ? "0" : "\(amount / 100).\(amount % 100 < 10 ? "0" : "")\(amount % 100)"
}

/// The shortest text that reads back as the same number; whole numbers without a point.
func shortest(_ number: Double) -> String {
  number == number.rounded() ? "\(Int(number))" : "\(number)"
}

/// A ratio in percent with six decimals, rounded half up in whole numbers.
func percent(_ part: Int, of whole: Int) -> String {
  precondition(part >= 0 && whole > 0)
  let (high, low) = UInt64(part).multipliedFullWidth(by: 200_000_000)
  let (product, carry) = low.addingReportingOverflow(UInt64(whole))
  let digits = (2 * UInt64(whole)).dividingFullWidth((high + (carry ? 1 : 0), product)).quotient
  let fraction = "\(digits % 1_000_000)"
  return "\(digits / 1_000_000).\(String(repeating: "0", count: 6 - fraction.count))\(fraction)"
}

private func lines(_ header: String, _ rows: [String]) -> String {
  ([header] + rows).joined(separator: "\n") + "\n"
}

/// The microdata: one row a sampled firm.
func surveyFile(_ sample: Sample, of firms: [Firm]) -> String {
  let causes = Assumptions.causes.map(\.cause)
  let header =
    [
      "firm_id", "year", "region", "city", "hs_chapter", "frame_exports", "exports", "ownership", "business_type",
      "stratum", "population", "weight", "response", "affected",
    ] + Assumptions.markets.map { "loss_\($0)" } + Assumptions.costKinds.map { "cost_\($0)" }
    + causes.map { "cause_\($0)" } + ["primary_cause"]
  let none = [Hundredths](repeating: 0, count: 8)
  let rows = sample.drawn.map { index, place in
    let firm = firms[index]
    let stratum = sample.strata[place]
    let number = "\(index + 1)"
    var fields = [
      "F" + String(repeating: "0", count: 6 - number.count) + number, "\(Assumptions.year)", firm.region, firm.city,
      firm.chapter < 10 ? "0\(firm.chapter)" : "\(firm.chapter)", decimal(firm.registerExports),
      decimal(firm.exports), Assumptions.ownerships[firm.ownership], Assumptions.businessTypes[firm.business],
      stratum.code, "\(stratum.members.count)",
      shortest(Double(stratum.members.count) / Double(stratum.sampleSize)), "respondent", firm.affected ? "1" : "0",
    ]
    fields += (firm.losses.isEmpty ? none.prefix(Assumptions.markets.count) : firm.losses[...]).map(decimal)
    fields += (firm.costs.isEmpty ? none.prefix(Assumptions.costKinds.count) : firm.costs[...]).map(decimal)
    fields += causes.indices.map { !firm.causes.isEmpty && firm.causes[$0] ? "1" : "0" }
    fields.append(firm.primaryCause.map { causes[$0] } ?? "")
    return fields.joined(separator: ",")
  }
  return lines(header.joined(separator: ","), rows)
}

/// What the register knows: firms and register exports by region, city, sector and size class.
func frameFile(_ firms: [Firm]) -> String {
  let cells = Tally(firms) { [$0.region, $0.city, $0.regionGroup, $0.sectorCode, $0.sizeCode, $0.stratum] }
  let rows = cells.rows.map { key, sums in
    "\(Assumptions.year),\(key.joined(separator: ",")),\(sums.firms),\(decimal(sums.registerExports))"
  }
  return lines("year,region,city,region_group,sector,size_class,stratum,firms,frame_exports", rows)
}

/// One way to sort firms into rows.
private struct Classification: Sendable {
  let kind: String
  let code: @Sendable (Firm) -> String

  init(_ kind: String, _ code: @escaping @Sendable (Firm) -> String) {
    self.kind = kind
    self.code = code
  }
}

/// The classifications of the margins, in the order of the files.
private let margins = [
  Classification("all") { _ in "all" },
  Classification("sector") { $0.sectorCode },
  Classification("product_group") { firm in
    firm.productGroup.map { $0 == 0 ? "agri" : "industrial" } ?? "unclassified"
  },
  Classification("size_class") { $0.sizeCode },
  Classification("ownership") { Assumptions.ownerships[$0.ownership] },
  Classification("business_type") { Assumptions.businessTypes[$0.business] },
  Classification("region_group") { $0.regionGroup },
  Classification("region") { $0.region },
  Classification("city") { $0.city },
]

/// Known totals for weighting and scaling.
func totalsFile(_ firms: [Firm]) -> String {
  var rows: [String] = []
  for margin in margins {
    for (key, sums) in Tally(firms, by: { [margin.code($0)] }).rows {
      // `other` would add up cities of many provinces.
      if margin.kind == "city" && key[0] == "other" { continue }
      rows.append(
        "\(Assumptions.year),\(margin.kind),\(key[0]),\(sums.firms),\(decimal(sums.registerExports)),"
          + decimal(sums.exports))
    }
  }
  return lines("year,kind,code,firms,frame_exports,exports", rows)
}

/// What a complete survey would have found.
func populationMarginsFile(_ firms: [Firm]) -> String {
  var rows: [String] = []
  func add(_ measure: String, _ kind: String, _ row: String, _ value: String, _ unit: String) {
    rows.append("\(measure),\(kind),\(row),\(value),\(unit)")
  }
  let detailed = margins + [Classification("region_x_sector") { "\($0.region).\($0.sectorCode)" }]
  for margin in detailed {
    for (key, sums) in Tally(firms, by: { [margin.code($0)] }).rows {
      if margin.kind == "city" && key[0] == "other" { continue }
      add("firms", margin.kind, key[0], "\(sums.firms)", "firms")
      add("affected_firms", margin.kind, key[0], "\(sums.affected)", "firms")
      add("affected_share", margin.kind, key[0], percent(sums.affected, of: sums.firms), "percent_of_firms")
      add("frame_exports", margin.kind, key[0], decimal(sums.registerExports), "CNY_1e4")
      add("exports", margin.kind, key[0], decimal(sums.exports), "CNY_1e4")
      add("direct_loss", margin.kind, key[0], decimal(sums.loss), "CNY_1e4")
      add("direct_loss_rate", margin.kind, key[0], percent(sums.loss, of: sums.exports), "percent_of_exports")
      add("added_cost", margin.kind, key[0], decimal(sums.cost), "CNY_1e4")
    }
  }
  addAmounts("direct_loss", "market", Assumptions.markets, firms.map(\.losses))
  addAmounts("added_cost", "cost_kind", Assumptions.costKinds, firms.map(\.costs))
  let affected = firms.filter(\.affected).count
  for (index, cause) in Assumptions.causes.enumerated() {
    let naming = firms.filter { !$0.causes.isEmpty && $0.causes[index] }.count
    add("naming_firms", "cause", cause.cause, "\(naming)", "firms")
    add("naming_share", "cause", cause.cause, percent(naming, of: affected), "percent_of_affected_firms")
  }
  return lines("measure,row_kind,row,value,unit", rows)

  func addAmounts(_ measure: String, _ kind: String, _ codes: [String], _ amounts: [[Hundredths]]) {
    let sums = codes.indices.map { code in amounts.reduce(0) { $0 + ($1.isEmpty ? 0 : $1[code]) } }
    for (code, sum) in zip(codes, sums) {
      add(measure, kind, code, decimal(sum), "CNY_1e4")
      add("share_of_\(measure)", kind, code, percent(sum, of: sums.reduce(0, +)), "percent_of_\(measure)")
    }
  }
}

/// Sums of firms by key, keys in the order of first appearance.
private struct Tally {
  struct Sums {
    var firms = 0
    var affected = 0
    var registerExports: Hundredths = 0
    var exports: Hundredths = 0
    var loss: Hundredths = 0
    var cost: Hundredths = 0
  }

  private(set) var rows: [(key: [String], sums: Sums)] = []

  init(_ firms: [Firm], by key: (Firm) -> [String]) {
    var places: [[String]: Int] = [:]
    for firm in firms {
      let code = key(firm)
      let place = places[code] ?? rows.count
      if place == rows.count {
        places[code] = place
        rows.append((code, Sums()))
      }
      rows[place].sums.firms += 1
      rows[place].sums.affected += firm.affected ? 1 : 0
      rows[place].sums.registerExports += firm.registerExports
      rows[place].sums.exports += firm.exports
      rows[place].sums.loss += firm.directLoss
      rows[place].sums.cost += firm.addedCost
    }
  }
}
