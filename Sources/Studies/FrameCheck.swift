import DataFiles
import Estimation
import Microdata
import TradeImpact

/// Compares the population sizes that the sample carries with those of the frame.
struct FrameCheck {
  let findings: [Finding]

  /// N_h of every stratum of the sample: constant in it, so its mean.
  static func request(stratum: String, population: String) -> StatisticRequest {
    StatisticRequest(.mean([.number(population)]), by: [stratum], covariance: false)
  }

  /// - Parameter names: The stratum columns of the design, first stage first.
  init(_ study: Study, _ year: Study.Year, _ answers: [StatisticRequest: Answer], names: [String]) throws {
    guard let file = year.frame, let stratum = names.first, let population = study.design.corrections.first?.column,
      case .estimates(let sizes) = answers[Self.request(stratum: stratum, population: population)]
    else {
      findings = []
      return
    }
    let frame = try Self.sizes(CSVFile(dataFile: study.path(of: file)), year: year.year)
    let prefix = "\(stratum)="
    var findings: [Finding] = []
    var sampled = Set<String>()
    for (label, size) in zip(sizes.labels, sizes.values) {
      let code = String(label.dropFirst(prefix.count).prefix { $0 != "|" })
      sampled.insert(code)
      if let size, frame[code] != size { findings.append(.sizesDiffer(code, sample: size, frame: frame[code])) }
    }
    for (code, size) in frame where size > 0 && !sampled.contains(code) { findings.append(.notSampled(code, size)) }
    self.findings = findings
  }

  /// Firms by stratum.
  static func sizes(_ file: CSVFile, year: Int) throws -> [String: Double] {
    let columns = try file.readAll(columns: [
      ColumnSpec(name: "stratum", kind: .factor), ColumnSpec(name: "firms", kind: .number(thousands: nil)),
      ColumnSpec(name: "year", kind: .numericFactor(thousands: nil)),
    ])
    guard case .factor(let strata) = columns[0], case .number(let firms) = columns[1],
      case .factor(let years) = columns[2]
    else { preconditionFailure("columns come in the order in which they are asked for") }
    var sizes: [String: Double] = [:]
    for row in firms.indices where years.codes[row] >= 0 && years.levels[Int(years.codes[row])] == String(year) {
      guard strata.codes[row] >= 0 else { continue }
      sizes[strata.levels[Int(strata.codes[row])], default: 0] += firms[row]
    }
    return sizes
  }
}

extension Finding {
  fileprivate static func sizesDiffer(_ stratum: String, sample: Double, frame: Double?) -> Finding {
    let known = frame.map { "the frame has \(Int($0))" } ?? "the frame does not have the stratum"
    return Finding(
      kind: "frame_differs", subject: stratum,
      zh: "样本所记该层企业数为 \(Int(sample)) 家，\(frame.map { "抽样框为 \(Int($0)) 家" } ?? "抽样框没有该层")；采用样本所记的数",
      en: "the sample says that the stratum has \(Int(sample)) firms, \(known); the sample's number is used")
  }

  fileprivate static func notSampled(_ stratum: String, _ size: Double) -> Finding {
    Finding(
      kind: "stratum_not_sampled", subject: stratum,
      zh: "该层 \(Int(size)) 家企业在样本中没有有效答卷，没有估计值代表它们",
      en: "none of the \(Int(size)) firms of the stratum has answers in the sample, so no estimate stands for them"
    )
  }
}
