import DataFiles
import Estimation
import Glibc
import Microdata
import RegionalScaling
import TradeImpact

/// A city's amounts of a year by every method.
struct YearScaling {
  struct Measure {
    let measure: ImpactMeasure
    let result: RegionalScaling
  }

  let measures: [Measure]
  /// The relative standard error of the city's share of exports.
  let registerError: Double
  /// The file of totals has no exports beside those of the register, and the study names no error.
  let registerErrorIsUnknown: Bool

  static let need = AnswerNeed(
    "a city's amounts are compared", numbers: ImpactMeasure.amounts.map(\.rawValue) + ["frame_exports"],
    factors: ["region", "city", "sector", "size_class"])

  init(
    _ study: Study, _ year: Study.Year, _ answers: YearAnswers, _ scaling: Study.Scaling
  ) throws(StudyError) {
    do {
      let frame = try RegionalFrame(study, year, scaling)
      let found = try Self.registerError(study, year, scaling)
      let registerError = scaling.registerError ?? found ?? 0
      self.registerError = registerError
      registerErrorIsUnknown = scaling.registerError == nil && found == nil
      let places = try FirmPlaces(answers, frame)
      measures = try ImpactMeasure.amounts.map { measure in
        let result = try RegionalScaling(
          try places.sample(answers, measure), frame.register, groupings: frame.groupings, target: scaling.region,
          registerError: registerError, level: study.level)
        return Measure(measure: measure, result: result)
      }
    } catch { throw StudyError(error) }
  }

  /// How far the register's exports are from those of the year: the root mean square of the logarithm of their ratio over
  /// regions, weighted by exports, ρ. Those of the city and of the rest deviate alike, so the city's share s has the relative
  /// error `√2 (1 - s) ρ`. nil where the file of totals has the register's exports alone.
  private static func registerError(
    _ study: Study, _ year: Study.Year, _ scaling: Study.Scaling
  ) throws -> Double? {
    guard let file = year.totals, let unit = year.naming.unit(of: "frame_exports") else { return nil }
    let csv = try CSVFile(dataFile: study.path(of: file))
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

/// The places of the firms that answered in the register.
private struct FirmPlaces {
  private let areas: [Int]
  private let cells: [Int]

  init(_ answers: YearAnswers, _ frame: RegionalFrame) throws {
    let (regions, cities) = (answers.texts("region"), answers.texts("city"))
    let (sectors, sizes) = (answers.texts("sector"), answers.texts("size_class"))
    var (areas, cells) = ([Int](), [Int]())
    for row in 0..<answers.count {
      guard let region = regions[row], let area = frame.area(region: region, city: cities[row]),
        let sector = sectors[row], let size = sizes[row], let cell = frame.cell(sector: sector, size: size)
      else {
        throw StudyError(
          message:
            "\(answers.location(row)): firm \(answers.firm(row)) of \(regions[row] ?? "no region"), "
            + "\(sectors[row] ?? "no sector"), \(sizes[row] ?? "no size") has no such place in the frame; add it to the frame"
        )
      }
      areas.append(area)
      cells.append(cell)
    }
    (self.areas, self.cells) = (areas, cells)
  }

  func sample(_ answers: YearAnswers, _ measure: ImpactMeasure) throws(RegionalScalingError) -> RegionalSample {
    try RegionalSample(
      units: answers.units, areas: areas, cells: cells, amounts: answers.numbers(measure.rawValue),
      exports: answers.numbers("frame_exports"))
  }
}
