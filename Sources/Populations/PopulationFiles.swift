/// The files of a population. Amounts are in 万元 with two decimals; rows say that they are synthetic.
extension Population.Year {
  private static let unitColumns = [
    "firm_id", "year", "region", "city", "region_group", "hs_chapter", "sector", "size_class", "ownership",
    "business_type", "frame_exports", "stratum",
  ]

  /// `population.csv`: what the register knows of every firm, one firm a row. Samples are drawn from it.
  public func unitList() -> [UInt8] {
    var text = SyntheticText(Self.unitColumns)
    for firm in firms {
      text.add([
        firm.id, "\(year)", firm.place.region, firm.place.city, firm.place.group, firm.chapterCode, firm.sectorCode,
        firm.sizeCode, Classes.ownerships[firm.ownership], Classes.businessTypes[firm.business],
        decimal(firm.frameExports), firm.stratum,
      ])
    }
    return text.bytes
  }

  /// `frame.csv`: firms and register exports by region, city, sector and size class.
  public func frame() -> [UInt8] {
    var text = SyntheticText([
      "year", "region", "city", "region_group", "sector", "size_class", "stratum", "firms", "frame_exports",
    ])
    let tally = Tally(firms) {
      [$0.place.region, $0.place.city, $0.place.group, $0.sectorCode, $0.sizeCode, $0.stratum]
    }
    for (key, sums) in tally.rows { text.add(["\(year)"] + key + ["\(sums.firms)", decimal(sums.frameExports)]) }
    return text.bytes
  }

  /// `totals.csv`: known totals for weighting and scaling, by every classification.
  public func totals() -> [UInt8] {
    var text = SyntheticText(["year", "kind", "code", "firms", "frame_exports", "exports"])
    for margin in FirmClassification.published {
      for (key, sums) in Tally(firms, by: margin).rows {
        text.add([
          "\(year)", margin.kind, key[0], "\(sums.firms)", decimal(sums.frameExports), decimal(sums.exports),
        ])
      }
    }
    return text.bytes
  }
}

/// One way to sort firms into rows of a file.
struct FirmClassification: Sendable {
  let kind: String
  /// `nil` leaves the firm out.
  let code: @Sendable (ExportingFirm) -> String?

  init(_ kind: String, _ code: @escaping @Sendable (ExportingFirm) -> String?) {
    self.kind = kind
    self.code = code
  }

  static let published = [
    FirmClassification("all") { _ in "all" },
    FirmClassification("sector") { $0.sectorCode },
    FirmClassification("product_group") { $0.group.map { Classes.groups[$0] } ?? Classes.unclassified },
    FirmClassification("size_class") { $0.sizeCode },
    FirmClassification("ownership") { Classes.ownerships[$0.ownership] },
    FirmClassification("business_type") { Classes.businessTypes[$0.business] },
    FirmClassification("region_group") { $0.place.group },
    FirmClassification("region") { $0.place.region },
    // `other` would add up cities of many provinces.
    FirmClassification("city") { $0.place.city == "other" ? nil : $0.place.city },
  ]
  static let detailed = published + [FirmClassification("region_x_sector") { "\($0.place.region).\($0.sectorCode)" }]
}

/// Sums of firms by key, keys in the order of first appearance.
struct Tally {
  struct Sums {
    var firms = 0
    var affected = 0
    var frameExports: Hundredths = 0
    var exports: Hundredths = 0
    var loss: Hundredths = 0
    var cost: Hundredths = 0
  }

  private(set) var rows: [(key: [String], sums: Sums)] = []
  private var places: [[String]: Int] = [:]

  init(_ firms: [ExportingFirm], by key: (ExportingFirm) -> [String]) {
    for firm in firms { add(firm, key(firm)) }
  }

  init(_ firms: [ExportingFirm], by classification: FirmClassification) {
    for firm in firms {
      if let code = classification.code(firm) { add(firm, [code]) }
    }
  }

  private mutating func add(_ firm: ExportingFirm, _ key: [String]) {
    let place = places[key] ?? rows.count
    if place == rows.count {
      places[key] = place
      rows.append((key, Sums()))
    }
    rows[place].sums.add(firm)
  }
}

extension Tally.Sums {
  fileprivate mutating func add(_ firm: ExportingFirm) {
    firms += 1
    affected += firm.affected ? 1 : 0
    frameExports += firm.frameExports
    exports += firm.exports
    loss += firm.directLoss
    cost += firm.addedCost
  }
}
