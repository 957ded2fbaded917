/// Everything the population rests on that is not published. Each value is an assumption of the makers of this data
/// set; `SOURCE.md` gives the reasons. Published figures are not here: see `PublishedFigures`.
enum Assumptions {
  static let seed: UInt64 = 20_190_101
  static let year = 2019

  // MARK: Classifications, in the order in which files list them

  static let sectors = [
    "agri_food", "machinery", "chem_metal", "textile_footwear", "rubber_leather", "toys_furniture", "wood_nonmetal",
  ]
  static let ownerships = ["state_owned", "private", "hk_mo_tw", "foreign"]
  static let businessTypes = ["manufacturing", "trading", "other"]
  static let publishedMarkets = ["US", "EU", "JP_KR"]
  static let markets = publishedMarkets + otherMarketShares.map(\.market)
  static let costKinds = [
    "technical_modification", "packaging_label", "inspection", "quarantine", "certification", "treatment",
    "formalities",
  ]

  // MARK: Firms

  /// Firms in the frame that belong to a sector.
  static let firms = 100_000
  /// Firms of HS chapters 98 and 99, which belong to no sector, by place.
  static let unclassified: KeyValuePairs = ["guangdong": 2, "zhejiang": 2]

  /// Firms of the six industrial sectors, before the shares are tilted to the published mean.
  static let industrialSectorShare = [0.29, 0.18, 0.19, 0.11, 0.12, 0.11]
  /// Firms by size class, before tilting: agricultural, industrial.
  static let sizeShare = [[0.06, 0.16, 0.7496, 0.0304], [0.20, 0.36, 0.415, 0.025]]
  /// How much more or less common the largest size class is in a sector.
  static let largestClassTilt = [1.0, 1.7, 1.2, 0.7, 0.8, 0.7, 0.6]
  /// Firms by ownership and business type, before tilting.
  static let ownershipShare = [0.07, 0.66, 0.11, 0.16]
  static let businessShare = [0.595, 0.365, 0.04]
  /// Association of ownership with size class (rows: ownership; columns: size class 1 to 4).
  static let ownershipBySize = [
    [0.6, 0.8, 1.1, 2.2], [1.3, 1.1, 0.9, 0.7], [0.6, 0.9, 1.2, 1.5], [0.6, 0.9, 1.2, 1.8],
  ]
  /// Association of business type with ownership (rows: business type; columns: ownership).
  static let businessByOwnership = [[0.7, 0.9, 1.4, 1.4], [1.5, 1.15, 0.5, 0.5], [1.4, 1.0, 0.8, 0.8]]

  /// A province, or one city of it, with its share of the firms.
  struct Place {
    let region: String
    let city: String
    let group: String
    let weight: Double
  }

  static let places: [Place] =
    [
      Place(region: "guangdong", city: "other", group: "guangdong", weight: 143),
      Place(region: "guangdong", city: "shenzhen", group: "guangdong", weight: 87),
    ]
    + provinces("yangtze_delta", [("shanghai", 75), ("jiangsu", 130), ("zhejiang", 165), ("anhui", 16)])
    + provinces("bohai", [("beijing", 20), ("tianjin", 18), ("hebei", 25), ("shandong", 90)])
    + provinces("southeast", [("fujian", 65), ("jiangxi", 13), ("hainan", 3)])
    + provinces("central", [("shanxi", 5), ("henan", 18), ("hubei", 13), ("hunan", 12)])
    + provinces("northeast", [("liaoning", 25), ("jilin", 6), ("heilongjiang", 7)])
    + provinces(
      "west",
      [
        ("inner_mongolia", 4), ("guangxi", 11), ("chongqing", 11), ("sichuan", 13), ("guizhou", 4), ("yunnan", 9),
        ("tibet", 1.5), ("shaanxi", 8), ("gansu", 3), ("qinghai", 1.5), ("ningxia", 2), ("xinjiang", 7),
      ])

  private static func provinces(_ group: String, _ weights: [(String, Double)]) -> [Place] {
    weights.map { Place(region: $0.0, city: "other", group: group, weight: $0.1) }
  }

  /// How common a sector is in a group of regions (Shenzhen apart), relative to the nation; sectors in order.
  static let specialization: [String: [Double]] = [
    "shenzhen": [0.25, 1.9, 0.5, 0.6, 1.0, 1.3, 0.8],
    "guangdong": [0.45, 1.3, 0.8, 0.8, 1.2, 1.7, 1.1],
    "yangtze_delta": [0.6, 1.1, 1.1, 1.4, 1.0, 0.9, 0.9],
    "bohai": [1.5, 0.9, 1.2, 0.9, 1.0, 0.7, 1.0],
    "southeast": [1.3, 0.6, 0.7, 1.3, 1.0, 1.2, 1.6],
    "central": [1.5, 0.8, 1.3, 0.9, 0.8, 0.9, 1.0],
    "northeast": [2.2, 0.8, 0.9, 0.7, 0.7, 0.6, 1.2],
    "west": [2.0, 0.9, 1.2, 0.6, 0.6, 0.6, 0.8],
  ]

  /// Weights of the HS chapters within each sector, roughly their part of the firms.
  static let chapters: [[(chapter: Int, weight: Double)]] = [
    [
      (1, 1), (2, 2), (3, 14), (4, 2), (5, 2), (6, 2), (7, 16), (8, 9), (9, 5), (10, 2), (11, 2), (12, 6), (13, 2),
      (14, 1), (15, 2), (16, 9), (17, 3), (18, 1), (19, 5), (20, 9), (21, 6), (22, 3), (23, 3), (24, 1),
    ],
    [(84, 36), (85, 40), (86, 1), (87, 10), (88, 0.5), (89, 1.5), (90, 8), (91, 1), (92, 1), (93, 0.3)],
    [
      (25, 3), (26, 0.5), (27, 1), (28, 7), (29, 11), (30, 5), (31, 1), (32, 4), (33, 4), (34, 4), (35, 2), (36, 1),
      (37, 0.5), (38, 7), (72, 5), (73, 22), (74, 2), (75, 0.5), (76, 6), (78, 0.3), (79, 0.4), (80, 0.3), (81, 1),
      (82, 7), (83, 6),
    ],
    [
      (50, 1), (51, 1), (52, 5), (53, 1), (54, 6), (55, 4), (56, 4), (57, 2), (58, 3), (59, 3), (60, 4), (61, 20),
      (62, 19), (63, 11), (64, 11), (65, 3), (66, 1), (67, 2),
    ],
    [(39, 52), (40, 15), (41, 4), (42, 26), (43, 3)],
    [(71, 7), (94, 45), (95, 30), (96, 17), (97, 1)],
    [(44, 25), (45, 0.5), (46, 3), (47, 1), (48, 19), (49, 6), (68, 14), (69, 17), (70, 18)],
  ]

  // MARK: Exports

  /// Exports by sector, percent of the national total.
  static let exportShare = [3.2, 48.5, 15.8, 13.5, 6.0, 8.8, 4.2]
  /// Median (万元) and log standard deviation of register exports in size classes 1 to 3, cut at the class bounds.
  static let exportLaw: [[(median: Double, sigma: Double)]] = [
    [(18, 0.9), (180, 0.8), (2500, 1.0)], [(100, 0.9), (850, 0.7), (9000, 0.9)],
  ]
  /// The smallest export value, 万元.
  static let smallestExports = 1.0
  /// Tail index of the truncated Pareto law of the largest class, and its upper end in units of the lower.
  static let largestClassLaw = (index: 0.8, span: 300.0)
  /// Register exports and sector of the unclassified firms: median 万元, log standard deviation.
  static let unclassifiedLaw = (median: 800.0, sigma: 0.8)
  /// Log standard deviation of answered over register exports, and its greatest size.
  static let answerNoise = (sigma: 0.06, greatest: 0.2)

  // MARK: Affected firms, losses, costs

  /// Log standard deviation between places of the odds of being affected.
  static let regionEffect = 0.25
  static let directLossGivenAffected = 0.72
  static let addedCostGivenAffected = 0.92
  /// Loss before scaling: exports to the power of `elasticity` times a lognormal factor.
  static let lossLaw = (elasticity: 0.9, sigma: 1.5)
  static let costLaw = (elasticity: 0.65, sigma: 1.3)
  /// The largest loss and the largest cost of a firm, as a fraction of its exports.
  static let largestLoss = 0.4
  static let largestCost = 0.3
  /// Markets without published share, percent of direct loss; `OTHER` takes what is left of 100.
  static let otherMarketShares: [(market: String, share: Double?)] = [
    ("ASEAN", 8), ("RU", 3.5), ("AU_NZ", 4), ("LATAM", 4), ("OTHER", nil),
  ]
  /// Chance, per percent of a market's share, that a firm with loss in one market has loss in this one as well.
  static let furtherMarket = 0.006

  /// A cause of loss: how often firms with direct loss name it, and its weight in the choice of the primary cause.
  static let causes: [(cause: String, frequency: Double, weight: Double)] = [
    ("lost_order", 0.70, 5), ("return", 0.38, 2.5), ("downgrade", 0.26, 1.5), ("detention", 0.18, 1),
    ("destruction", 0.10, 0.8), ("port_treatment", 0.08, 0.5), ("change_of_use", 0.05, 0.3),
  ]
  /// How often firms with added cost have each kind (order of `costKinds`), and the kind's mean part of it.
  static let costKindFrequency = [0.45, 0.50, 0.55, 0.03, 0.60, 0.15, 0.50]
  static let quarantineFrequency: [String: Double] = ["agri_food": 0.60, "wood_nonmetal": 0.25]
  static let costKindWeight = [3.0, 1.2, 1.5, 1.0, 2.5, 1.0, 0.5]

  // MARK: Sample

  /// Smallest sample in a stratum that has as many firms.
  static let smallestStratumSample = 5
}
