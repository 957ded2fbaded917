import Documents
import Glibc
import Populations

/// The bundled specification and the population made from it, once for all tests.
enum China {
  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
  static let path = "\(root)/datasets/china-2015-2019/population.yml"
  static let text = contents(path)
  static let population = Result { try Population(specification(text)) }

  static func specification(_ text: String) throws(PopulationError) -> PopulationSpecification {
    try PopulationSpecification(yaml: Array(text.utf8), path: path)
  }

  static func year(_ year: Int) throws -> Population.Year { try population.get().years[year - 2015] }

  static func contents(_ path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Rows of a published table as dictionaries. The notes, which may hold commas, come last and are cut.
  static func rows(_ table: String) -> [[Substring: Substring]] {
    let lines = contents("\(root)/datasets/report-2020/\(table).csv").split(separator: "\n")
    let header = lines[0].split(separator: ",", omittingEmptySubsequences: false)
    return lines.dropFirst().map {
      let fields = $0.split(separator: ",", omittingEmptySubsequences: false)
      return Dictionary(zip(header, fields)) { first, _ in first }
    }
  }
}

extension Int {
  /// Percent of a whole, rounded half up to `decimals` digits, as text.
  func percent(of whole: Int, decimals: Int) -> String {
    let scale = decimals == 1 ? 10 : 100
    let units = (200 * scale * self + whole) / (2 * whole)
    let fraction = String(units % scale)
    return "\(units / scale)." + String(repeating: "0", count: decimals - fraction.count) + fraction
  }
}
