import Estimation
import Glibc
import Microdata
import RegionalScaling
import TradeImpact

/// A city's amounts of a year by every method.
struct YearScaling {
  struct Measure {
    /// `direct_loss` or `added_cost`.
    let variable: String
    let result: RegionalScaling
  }

  let measures: [Measure]
  /// The relative standard error of the city's share of exports.
  let registerError: Double
  /// The file of totals has no exports beside those of the register, and the study names no error.
  let registerErrorIsUnknown: Bool

  init(_ study: Study, _ year: Study.Year, _ scaling: Study.Scaling, threads: Int) throws(StudyError) {
    try study.requireOneStage("a city's amounts are compared")
    do {
      let frame = try RegionalFrame(study, year, scaling)
      let found = try Self.registerError(study, year, scaling)
      registerError = scaling.registerError ?? found ?? 0
      registerErrorIsUnknown = scaling.registerError == nil && found == nil
      let firms = try LocatedFirms(study, year, frame, threads: threads)
      var measures: [Measure] = []
      for variable in LocatedFirms.variables {
        let result = try RegionalScaling(
          try firms.sample(variable), frame.register, groupings: frame.groupings, target: scaling.region,
          registerError: registerError, level: study.level)
        measures.append(Measure(variable: variable, result: result))
      }
      self.measures = measures
    } catch { throw StudyError(error) }
  }

  /// How far the register's exports are from those of the year: the root mean square of the logarithm of their ratio over
  /// regions, weighted by exports, ρ. Those of the city and of the rest deviate alike, so the city's share s has the relative
  /// error `√2 (1 - s) ρ`. nil where the file of totals has the register's exports alone.
  private static func registerError(
    _ study: Study, _ year: Study.Year, _ scaling: Study.Scaling
  ) throws -> Double? {
    guard let file = year.totals, let unit = year.naming.unit(of: "frame_exports") else { return nil }
    let csv = try CSVFile(path: study.path(of: file))
    guard csv.columnNames.contains("exports") else { return nil }
    let register = try ExportTotals(reading: csv, auxiliary: "frame_exports", unit: unit, year: year.year)
    let actual = try ExportTotals(reading: csv, auxiliary: "exports", unit: unit, year: year.year)
    guard let city = register[.init(kind: "city", code: scaling.region)],
      let parent = register[.init(kind: "region", code: scaling.parent)], parent > 0
    else { return nil }
    let nation = ExportTotals.Level.everything
    guard let all = register[nation], let allActual = actual[nation], all > 0, allActual > 0 else { return nil }
    var (squares, weights) = (0.0, 0.0)
    for (code, exports) in register.levels(of: "region") {
      guard let other = actual[.init(kind: "region", code: code)], exports > 0, other > 0 else { continue }
      let ratio = log((other / allActual) / (exports / all))
      squares += exports * ratio * ratio
      weights += exports
    }
    guard weights > 0 else { return nil }
    return 2.0.squareRoot() * (1 - city / parent) * (squares / weights).squareRoot()
  }
}

/// The firms that answered, each with its place in the register.
private struct LocatedFirms {
  static let variables = ["direct_loss", "added_cost"]

  private let strata: [Int]
  private let populations: [Double]
  private let areas: [Int]
  private let cells: [Int]
  private let exports: [Double]
  private let amounts: [String: [Double]]

  init(_ study: Study, _ year: Study.Year, _ frame: RegionalFrame, threads: Int) throws {
    let numbers = Self.variables + ["frame_exports", study.design.corrections[0].column]
    let factors = ["firm_id", study.design.strata[0], "region", "city", "sector", "size_class"]
    let (block, columns) = try study.answers(
      of: year, numbers.map { .init(name: $0, role: .number) }, and: factors.map { .init(name: $0, role: .factor) },
      threads: threads)
    func text(_ column: Int, _ row: Int) -> String? {
      guard case .factor(let codes, let levels) = columns[column], codes[row] >= 0 else { return nil }
      return levels[Int(codes[row])]
    }
    guard case .factor(let strata, let names) = columns[1] else {
      preconditionFailure("columns come in the order in which they are asked for")
    }
    self.strata = strata.map(Int.init)
    var populations = [Double](repeating: 0, count: names.count)
    for (row, h) in strata.enumerated() { populations[Int(h)] = block.numbers(3)[row] }
    self.populations = populations
    exports = block.numbers(2)
    amounts = [Self.variables[0]: block.numbers(0), Self.variables[1]: block.numbers(1)]
    var (areas, cells) = ([Int](), [Int]())
    for row in strata.indices {
      guard let region = text(2, row), let area = frame.area(region: region, city: text(3, row)),
        let sector = text(4, row), let size = text(5, row), let cell = frame.cell(sector: sector, size: size)
      else {
        let position = block.position(ofRow: row)
        throw StudyError(
          message:
            "\(position.file):\(position.line): firm \(text(0, row) ?? "") of \(text(2, row) ?? "no region"), "
            + "\(text(4, row) ?? "no sector"), \(text(5, row) ?? "no size") has no such place in the frame; add it to the frame"
        )
      }
      areas.append(area)
      cells.append(cell)
    }
    (self.areas, self.cells) = (areas, cells)
  }

  func sample(_ variable: String) throws(RegionalScalingError) -> RegionalSample {
    try RegionalSample(
      strata: strata, populationSizes: populations, areas: areas, cells: cells, amounts: amounts[variable]!,
      exports: exports)
  }
}
