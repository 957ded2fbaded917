import Estimation
import Microdata

/// How one wanted column is made of columns of the file, given by their places among those read.
enum RecordOutput: Sendable {
  /// 1 in every row.
  case one
  case raw(Int)
  /// Amounts in yuan, added in this order.
  case sum([Int])
  /// The part of the direct loss that falls to one cause; the place after the last cause is that of no cause.
  case lossByCause(Int, loss: [Int], causes: [Int])
  case coded(Int, Classification)
  case sector(SectorSource)
  case productGroup(SectorSource)
  /// Exports are those of the register.
  case sizeClass(SectorSource, exports: Int)
}

/// Where the sector of a firm comes from.
enum SectorSource: Sendable {
  case chapter(Int)
  case code(Int)
}

/// Decides what each wanted column is made of, and collects what the file is to be read for.
struct RecordAssembly {
  private(set) var list: SourceColumnList
  private let names: StandardNames
  private let classifications: Classifications

  init(fileColumns: [String], naming: SurveyColumns, classifications: Classifications) {
    list = SourceColumnList(fileColumns: fileColumns, naming: naming, classifications: classifications)
    names = StandardNames(classifications)
    self.classifications = classifications
  }

  mutating func output(_ column: EstimationPlan.Column) throws(SurveyColumnsError) -> RecordOutput {
    switch column.role {
    case .number: try number(column.name)
    case .factor: try factor(column.name)
    }
  }

  // MARK: Numbers

  private mutating func number(_ name: String) throws(SurveyColumnsError) -> RecordOutput {
    switch name {
    case "firms": return .one
    case "direct_loss": return .sum(try directLoss())
    case "added_cost": return .sum(try sum("added_cost", of: names.costs))
    default: break
    }
    if let cause = names.lossesByCause.firstIndex(where: name.hasSameBytes) { return try lossByCause(cause) }
    guard !StandardNames.factors.contains(name) else { throw .notANumber(name) }
    let place = try list.readNumber(name)
    return names.amounts.containsBytes(of: name) ? .sum([place]) : .raw(place)
  }

  private mutating func directLoss() throws(SurveyColumnsError) -> [Int] {
    try sum("direct_loss", of: names.losses)
  }

  /// The parts of an amount, or the amount itself in a file that has none of its parts.
  private mutating func sum(_ total: String, of parts: [String]) throws(SurveyColumnsError) -> [Int] {
    let hasParts = parts.contains { list.has($0) }
    var places: [Int] = []
    for name in hasParts || !list.has(total) ? parts : [total] { places.append(try list.readNumber(name)) }
    return places
  }

  private mutating func lossByCause(_ cause: Int) throws(SurveyColumnsError) -> RecordOutput {
    try refuseAmountsByCause()
    var causes: [Int] = []
    for name in names.causes { causes.append(try list.readNumber(name)) }
    return .lossByCause(cause, loss: try directLoss(), causes: causes)
  }

  private func refuseAmountsByCause() throws(SurveyColumnsError) {
    for loss in names.losses {
      for cause in classifications.cause.codes where list.has("\(loss)_\(cause)") {
        throw .amountsByCause(fileName: "\(loss)_\(cause)")
      }
    }
  }

  // MARK: Factors

  private mutating func factor(_ name: String) throws(SurveyColumnsError) -> RecordOutput {
    switch name {
    case "sector": return .sector(try sectorSource())
    case "product_group" where hasSector: return .productGroup(try sectorSource())
    case "size_class" where hasSector && list.has("frame_exports") || !list.has("size_class"):
      return .sizeClass(try sectorSource(), exports: try list.readNumber("frame_exports"))
    case "primary_cause": return .coded(try list.read(name, .factor), classifications.cause)
    default: break
    }
    if let classification = classifications[name] { return .coded(try list.read(name, .factor), classification) }
    guard !(names.amounts + names.lossesByCause).containsBytes(of: name) else { throw .notAFactor(name) }
    let isFlag = (names.causes + ["affected"]).containsBytes(of: name)
    return .raw(try list.read(name, isFlag ? .numericFactor(thousands: nil) : .factor))
  }

  private var hasSector: Bool { list.has("hs_chapter") || list.has("sector") }

  private mutating func sectorSource() throws(SurveyColumnsError) -> SectorSource {
    if list.has("sector"), !list.has("hs_chapter") { return .code(try list.read("sector", .factor)) }
    return .chapter(try list.read("hs_chapter", .factor))
  }

  // MARK: Answers

  /// Which rows have answers; every file that has the column `response` is read for it.
  mutating func responses() throws(SurveyColumnsError) -> ResponseReader {
    ResponseReader(place: list.has("response") ? try list.read("response", .factor) : nil)
  }

  mutating func edit(_ rule: UnitErrorRule?) throws(SurveyColumnsError) -> UnitErrorEdit? {
    guard let rule else { return nil }
    return UnitErrorEdit(rule: rule, losses: try directLoss(), exports: try list.readNumber("exports"))
  }

  // MARK: Inspection

  /// Reads every column of the record that the file has, so that its values are checked.
  mutating func inspection() throws(SurveyColumnsError) -> InspectedColumns {
    let firm = try list.read("firm_id", .factor)
    for name in ["region", "hs_chapter", "sector", "ownership", "business_type", "primary_cause"] where list.has(name) {
      _ = try list.read(name, .factor)
    }
    for name in names.amounts + names.causes where list.has(name) { _ = try list.readNumber(name) }
    return InspectedColumns(
      firm: firm, year: list.has("year") ? try list.read("year", .factor) : nil,
      affected: list.has("affected") ? try list.readNumber("affected") : nil,
      loss: list.has("direct_loss") || names.losses.contains { list.has($0) } ? try directLoss() : nil,
      exports: list.has("exports") ? try list.readNumber("exports") : nil,
      sector: hasSector ? try sectorSource() : nil)
  }
}

/// The columns that findings are made of; nil where the file has none such.
struct InspectedColumns: Sendable {
  let firm: Int
  let year: Int?
  let affected: Int?
  let loss: [Int]?
  let exports: Int?
  let sector: SectorSource?
}
