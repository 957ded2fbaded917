import Microdata
import TradeImpact

/// Reads a region's amounts back from an output folder of `report`.
///
/// They are the cells of `tables/shenzhen.csv` whose column has the name of the parent region; its rows are the measures.
struct ReportedEstimates {
  private let path: String
  private let request: ScaleRequest

  init(folder: String, _ request: ScaleRequest) {
    path = folder + "/tables/\(request.scaling.region).csv"
    self.request = request
  }

  /// In the unit of the request.
  /// - Throws: ``CommandFailure`` with code 3.
  func estimates() throws(CommandFailure) -> [ParentEstimate] {
    let (rows, columns, units, values, errors) = try cells()
    let scale = try yuanPerUnit()
    let found = rows.indices.filter { columns[$0] == request.scaling.parent && units[$0] == "CNY" && !values[$0].isNaN }
    guard !found.isEmpty else {
      throw bad("no amount in the column \(request.scaling.parent); name a folder whose report has that region")
    }
    return found.map { place in
      ParentEstimate(
        measure: rows[place], value: values[place] / scale,
        standardError: errors[place].isNaN ? nil : errors[place] / scale)
    }
  }

  private typealias Cells = ([String], [String], [String], [Double], [Double])

  private func cells() throws(CommandFailure) -> Cells {
    do {
      let texts = ["row", "column", "unit"].map { ColumnSpec(name: $0, kind: .factor) }
      let numbers = ["value", "se"].map { ColumnSpec(name: $0, kind: .number(thousands: nil)) }
      let read = try CSVFile(path: path).readAll(columns: texts + numbers)
      return (text(read[0]), text(read[1]), text(read[2]), values(read[3]), values(read[4]))
    } catch let error as MicrodataError {
      throw CommandFailure(code: .badInput, message: error.description)
    } catch {
      throw bad("\(error)")
    }
  }

  private func text(_ column: Column) -> [String] {
    guard case .factor(let factor) = column else { return [] }
    return factor.codes.map { $0 < 0 ? "" : factor.levels[Int($0)] }
  }

  private func values(_ column: Column) -> [Double] {
    guard case .number(let values) = column else { return [] }
    return values
  }

  private func yuanPerUnit() throws(CommandFailure) -> Double {
    switch request.unit {
    case "元": return 1
    case "万元": return 1e4
    case "亿元": return 1e8
    default: throw bad("the report is in yuan and the request in \(request.unit); use 元, 万元 or 亿元")
    }
  }

  private func bad(_ reason: String) -> CommandFailure {
    CommandFailure(code: .badInput, message: "\(path): \(reason)")
  }
}
