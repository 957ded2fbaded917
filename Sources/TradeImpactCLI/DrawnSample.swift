import Microdata
import Populations

/// A sample as `draw` writes it.
struct DrawnSample {
  private let path: String
  private let columns: [Column]
  private static let specs = [
    ColumnSpec(name: "firm_id", kind: .factor), ColumnSpec(name: "stratum", kind: .factor),
    ColumnSpec(name: "population", kind: .number(thousands: nil)),
    ColumnSpec(name: "weight", kind: .number(thousands: nil)),
  ]

  init(path: String) throws {
    self.path = path
    columns = try CSVFile(path: path).readAll(columns: Self.specs)
  }

  func firms(of year: Population.Year) throws -> [SampledFirm] {
    guard case .factor(let firms) = columns[0], case .factor(let strata) = columns[1],
      case .number(let sizes) = columns[2], case .number(let weights) = columns[3]
    else { preconditionFailure("columns come in the order in which they are asked for") }
    let places = Dictionary(uniqueKeysWithValues: year.firms.enumerated().map { ($1.id, $0) })
    return try firms.codes.indices.map { row in
      guard firms.codes[row] >= 0, let place = places[firms.levels[Int(firms.codes[row])]], strata.codes[row] >= 0
      else {
        let id = firms.codes[row] < 0 ? "" : firms.levels[Int(firms.codes[row])]
        throw CommandFailure(
          code: .badInput,
          message: "\(path): the firm \(id) is not in the population of \(year.year); draw from its population.csv")
      }
      return SampledFirm(
        position: place, stratum: strata.levels[Int(strata.codes[row])], population: Int(sizes[row]),
        weight: weights[row])
    }
  }
}
