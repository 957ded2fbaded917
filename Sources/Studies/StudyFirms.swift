import DataFiles
import Estimation
import Microdata
import Replication
import Sampling
import TradeImpact

/// The firms of a year's sample in memory with their classes, weights and replicate weights: what a scenario is computed on.
///
/// Replicates are those of the whole design (rescaled bootstrap), of which the wanted firms are a domain: the others count in the design
/// and nowhere else. Firms that left exports or amounts blank are left out, and counted in ``notes``.
public struct StudyFirms: Sendable {
  /// Which firms, and whom they stand for.
  public struct Selection: Sendable, Hashable {
    public let year: Int
    /// Codes of sectors; empty for all.
    public let sectors: [String]
    /// nil for all.
    public let region: String?
    /// The city in the region whose register exports the firms are weighted to; nil for none.
    public let city: String?
    public let replicates: Int

    public init(year: Int, sectors: [String], region: String?, city: String?, replicates: Int) {
      (self.year, self.sectors, self.region, self.city) = (year, sectors, region, city)
      self.replicates = replicates
    }
  }

  /// Codes of the sector and the size class, n.
  public let sectors: [String]
  public let sizes: [String]
  /// As answered, yuan a year, above 0; n.
  public let exports: [Double]
  /// Direct loss and added cost, yuan a year; n.
  public let directLoss: [Double]
  public let addedCost: [Double]
  /// Firms that each stands for, n.
  public let weights: [Double]
  /// R × n
  public let replicateWeights: [[Double]]
  public let notes: [LocalizedText]

  /// - Parameter threads: Changes the time and no byte.
  /// - Throws: ``StudyError`` for a year, sector or region that the study does not have, or no firm left.
  public init(of study: Study, _ selection: Selection, seed: UInt64, threads: Int) throws(StudyError) {
    do { try self.init(reading: study, selection, seed, threads) } catch { throw StudyError(error) }
  }

  private init(reading study: Study, _ selection: Selection, _ seed: UInt64, _ threads: Int) throws {
    guard let year = study.years.first(where: { $0.year == selection.year }) else {
      let years = study.years.map { String($0.year) }.joined(separator: ", ")
      throw StudyError(message: "\(study.path): no year \(selection.year); the study has \(years)")
    }
    try study.checkCodes(selection)
    let answers = try YearAnswers(study, year, [Self.need], threads: threads)
    let members = try Members(study, answers, selection)
    let replicates = try Self.replicates(answers, selection.replicates, seed: seed, threads: threads)
    var weighting = MemberWeights(
      own: members.rows.map { answers.units.weights[$0] },
      replicates: replicates.map { weights in members.rows.map { weights[$0] } })
    var notes = members.notes
    if let city = selection.city, let region = selection.region {
      let target = try CityExports(study, year, region: region, city: city)
      notes += try weighting.weight(members, to: target, study)
    }
    (sectors, sizes, exports) = (members.sectors, members.sizes, members.exports)
    (directLoss, addedCost) = (members.directLoss, members.addedCost)
    (weights, replicateWeights) = (weighting.own, weighting.replicates)
    self.notes = notes
  }

  private static let need = AnswerNeed(
    "scenarios are computed", numbers: ["exports", "frame_exports", "direct_loss", "added_cost"],
    factors: ["sector", "size_class", "region"])

  /// A stratum of which one firm answered has no spread to resample, and keeps its weight.
  private static func replicates(
    _ answers: YearAnswers, _ count: Int, seed: UInt64, threads: Int
  ) throws -> [[Double]] {
    let units = answers.units
    let strata = Factor(
      levels: units.populationSizes.indices.map(String.init), codes: units.stratumOfUnit.map(Int32.init))
    let sizes = units.stratumOfUnit.map { units.populationSizes[$0] }
    let design = try SurveyDesign(
      stages: [SamplingStage(stratum: strata, correction: .populationSizes(sizes))],
      designWeights: units.weights,
      singletons: .certainty)
    let made = try ReplicateWeights(.raoWuYue(replicates: count), of: design, seed: seed, workers: threads)
    return (0..<count).map { made.weights(ofReplicate: $0) }
  }
}

extension Study {
  fileprivate func checkCodes(_ selection: StudyFirms.Selection) throws(StudyError) {
    let asked = selection.sectors.map { ("sector", $0) } + [selection.region].compactMap(\.self).map { ("region", $0) }
    for (name, code) in asked {
      let known = name == "sector" ? classifications.sector : classifications.region
      guard known[code] == nil else { continue }
      throw StudyError(message: "\(path): no \(name) \(code); there are \(known.codes.joined(separator: ", "))")
    }
  }
}

/// The wanted firms that answered all that is needed, in the order of firms.
private struct Members {
  let rows: [Int]
  let sectors: [String]
  let sizes: [String]
  let exports: [Double]
  let frameExports: [Double]
  let directLoss: [Double]
  let addedCost: [Double]
  let notes: [LocalizedText]

  init(_ study: Study, _ answers: YearAnswers, _ selection: StudyFirms.Selection) throws(StudyError) {
    let (sector, size, region) = (answers.texts("sector"), answers.texts("size_class"), answers.texts("region"))
    let wanted = (0..<answers.count).filter { row in
      (selection.sectors.isEmpty || selection.sectors.contains(sector[row] ?? ""))
        && (selection.region == nil || region[row] == selection.region)
    }
    let numbers = ["exports", "frame_exports", "direct_loss", "added_cost"].map(answers.numbers)
    let complete = wanted.filter { row in
      sector[row] != nil && size[row] != nil && numbers.allSatisfy { $0[row].isFinite } && numbers[0][row] > 0
    }
    guard !complete.isEmpty else {
      throw StudyError(
        message: "\(study.path): no firm of the sample of \(selection.year) is in the sectors and the region asked for",
        isBadInput: true)
    }
    rows = complete
    sectors = complete.map { sector[$0]! }
    sizes = complete.map { size[$0]! }
    (exports, frameExports) = (complete.map { numbers[0][$0] }, complete.map { numbers[1][$0] })
    (directLoss, addedCost) = (complete.map { numbers[2][$0] }, complete.map { numbers[3][$0] })
    let blank = wanted.count - complete.count
    notes =
      blank == 0
      ? []
      : [
        LocalizedText(
          zh: "\(wanted.count) 家样本企业中有 \(blank) 家未填出口额或金额，未计入",
          en: "\(blank) of the \(wanted.count) firms in the sample left exports or amounts blank and are left out")
      ]
  }
}

/// The weights of the wanted firms, of the sample and of every replicate.
private struct MemberWeights {
  private(set) var own: [Double]
  private(set) var replicates: [[Double]]

  /// Firms below which a cell says too little to be weighted by itself.
  private static let smallestCell = 10

  /// Ratio weights: in each cell of sector and size the firms' register exports add up to the city's, in every replicate, too.
  ///
  /// ```
  /// w_k ← w_k X_g / Σ_g w_j x_j
  /// ```
  /// Cells with few firms in the sample are taken together, first within the sector and then over sectors.
  mutating func weight(
    _ members: Members, to city: CityExports, _ study: Study
  ) throws(StudyError) -> [LocalizedText] {
    let groups = Groups(members, city, smallest: Self.smallestCell)
    own = try groups.weighted(own, members.frameExports, city, study)
    replicates = try replicates.map { weights throws(StudyError) in
      try groups.weighted(weights, members.frameExports, city, study)
    }
    let (region, place) = (study.name(ofRegion: city.region), study.nameOfCity(city.city))
    return [
      LocalizedText(
        zh: "样本中 \(members.rows.count) 家\(region.zh)企业按行业和规模加权到\(place.zh)的登记出口额；"
          + "假定同一行业同一规模的企业在两地情况相同；样本过少的 \(groups.mergedCells) 个单元已合并",
        en: "the \(members.rows.count) firms of \(region.en) in the sample are weighted to the register exports of "
          + "\(place.en) by sector and size: firms of one sector and size are taken to be alike in both; "
          + "\(groups.mergedCells) cells with few firms were taken together")
    ]
  }

  /// Cells of sector and size, those with few firms together.
  private struct Groups {
    let groupOfFirm: [Int]
    let exports: [Double]
    let mergedCells: Int

    init(_ members: Members, _ city: CityExports, smallest: Int) {
      let cells = zip(members.sectors, members.sizes).map { CityExports.Cell(sector: $0, size: $1) }
      var counts: [CityExports.Cell: Int] = [:]
      for cell in cells { counts[cell, default: 0] += 1 }
      let isSmall = { (cell: CityExports.Cell) in counts[cell, default: 0] < smallest }
      var sectorCounts: [String: Int] = [:]
      for cell in cells where isSmall(cell) { sectorCounts[cell.sector, default: 0] += 1 }
      func name(_ cell: CityExports.Cell) -> String {
        if !isSmall(cell) { return "\(cell.sector) x \(cell.size)" }
        return sectorCounts[cell.sector, default: 0] < smallest ? "" : cell.sector
      }
      let sampled = Set(members.sectors)
      var names: [String] = []
      var numbers: [String: Int] = [:]
      var totals: [Double] = []
      for (cell, amount) in city.cells where sampled.contains(cell.sector) {
        let own = name(cell)
        let number = numbers[own] ?? names.count
        if number == names.count {
          names.append(own)
          numbers[own] = number
          totals.append(0)
        }
        totals[number] += amount
      }
      mergedCells = city.cells.count { sampled.contains($0.cell.sector) && isSmall($0.cell) }
      groupOfFirm = cells.map { numbers[name($0)] ?? -1 }
      exports = totals
    }

    func weighted(
      _ weights: [Double], _ x: [Double], _ city: CityExports, _ study: Study
    ) throws(StudyError) -> [Double] {
      var sums = [Double](repeating: 0, count: exports.count)
      for (k, group) in groupOfFirm.enumerated() where group >= 0 { sums[group] += weights[k] * x[k] }
      if let group = sums.indices.first(where: { sums[$0] <= 0 && exports[$0] > 0 }) {
        throw StudyError(
          message:
            "\(study.path): \(city.city) exports \(exports[group]) yuan in sectors and sizes of which the sample has too few "
            + "firms in \(city.region); leave city out, or ask for other sectors", isBadInput: false)
      }
      return weights.indices.map { k in
        groupOfFirm[k] < 0 ? 0 : weights[k] * exports[groupOfFirm[k]] / sums[groupOfFirm[k]]
      }
    }
  }
}

/// Register exports of a city by sector and size.
private struct CityExports {
  struct Cell: Hashable {
    let sector: String
    let size: String
  }
  let region: String
  let city: String
  /// In the order of names, yuan.
  let cells: [(cell: Cell, exports: Double)]

  init(_ study: Study, _ year: Study.Year, region: String, city: String) throws {
    guard let file = year.frame else {
      throw StudyError(
        message: "\(study.path): weighting firms to \(city) needs the frame of \(year.year); add it under years")
    }
    guard let unit = year.naming.unit(of: "frame_exports") else {
      throw StudyError(message: "\(study.path): the unit of frame_exports is not declared; add it under units")
    }
    let path = study.path(of: file)
    let rows = try FrameRows(reading: CSVFile(dataFile: path), year: year.year).rows
    var sums: [Cell: Double] = [:]
    for row in rows where row.region == region && row.city == city {
      sums[Cell(sector: row.sector, size: row.size), default: 0] += row.exports * unit.factor
    }
    guard !sums.isEmpty else {
      let cities = Set(rows.filter { $0.region == region }.map(\.city)).sorted().joined(separator: ", ")
      throw StudyError(message: "\(path): no city \(city) in \(region) in \(year.year); there are \(cities)")
    }
    (self.region, self.city) = (region, city)
    cells = sums.keys.sorted { ($0.sector, $0.size) < ($1.sector, $1.size) }.map { ($0, sums[$0]!) }
  }
}
