/// Whole hundredths of 万元, that is hundreds of 元, so that sums are exact.
public typealias Hundredths = Int

/// Hundredths of 万元 in one 亿元.
let hundredthsPer1e8Yuan = 1_000_000.0

/// One synthetic exporting firm in one year, with what a complete survey would find.
public struct ExportingFirm: Sendable {
  /// The same over the years, from 1.
  public let number: Int
  public let place: Place
  /// Place in ``Classes/sectors``; `nil` for HS chapters 98 and 99.
  public let sector: Int?
  public let chapter: Int
  /// Size class by register exports, 0 to 3.
  public let size: Int
  public let ownership: Int
  public let business: Int
  /// What the register knows.
  public internal(set) var frameExports: Hundredths = 0
  /// What the firm answers if asked.
  public internal(set) var exports: Hundredths = 0
  public let affected: Bool
  /// By market, by kind of cost, by cause; empty if there is none.
  public internal(set) var losses: [Hundredths] = []
  public internal(set) var costs: [Hundredths] = []
  public internal(set) var causes: [Bool] = []
  public internal(set) var primaryCause: Int?

  init(_ firm: PanelFirm, _ places: [Place]) {
    (number, sector, chapter, size) = (firm.number, firm.sector, firm.chapter, firm.size)
    place = places[firm.place]
    let category = firm.category ?? 0
    (ownership, business) = (category / 3, category % 3)
    affected = firm.affected
  }
}

extension ExportingFirm {
  /// `F` and the number, filled with zeros to six digits.
  public var id: String {
    let digits = String(number)
    return "F" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  /// 0 agricultural, 1 industrial; `nil` for firms of no sector.
  public var group: Int? { sector.map(Classes.group(ofSector:)) }
  /// Size class over both groups, 0 to 7.
  var sizeClass: Int? { group.map { $0 * 4 + size } }
  public var sectorCode: String { sector.map { Classes.sectors[$0] } ?? Classes.unclassified }
  public var sizeCode: String { sizeClass.map { Classes.sizes[$0] } ?? Classes.unclassified }
  public var chapterCode: String { chapter < 10 ? "0\(chapter)" : "\(chapter)" }
  /// Region group, then sector and size class within it.
  public var stratum: String { "\(place.group).\(sectorCode).\(sizeCode)" }
  public var directLoss: Hundredths { losses.reduce(0, +) }
  public var addedCost: Hundredths { costs.reduce(0, +) }

  /// 0 Shenzhen, 1 the rest of Guangdong, 2 the rest of China.
  var block: Int { place.city == "shenzhen" ? 0 : place.region == "guangdong" ? 1 : 2 }
}
