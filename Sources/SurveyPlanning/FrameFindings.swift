import Estimation
import Microdata

/// What a frame has to say of itself before a sample is planned from it.
struct FrameFindings {
  let findings: [Finding]

  /// - Parameters:
  ///   - classes: The classes that each column is expected to have.
  ///   - stale: The column of the last update, and the value below which a unit counts as stale.
  init(_ frame: SamplingFrame, classes: [(column: String, codes: [String])], stale: (column: String, before: Double)?) {
    var findings: [Finding] = []
    if frame.emptyCells > 0 { findings.append(.emptyStrata(frame.emptyCells)) }
    for (column, codes) in classes { findings += Self.classes(frame, column, codes) }
    if let stale { findings += Self.stale(frame, stale) }
    for column in classes.map(\.column) {
      findings += SimilarLevels.pairs(among: frame.factor(column).levels).map { .similar(column, $0.first, $0.second) }
    }
    self.findings = findings
  }

  private static func classes(_ frame: SamplingFrame, _ column: String, _ codes: [String]) -> [Finding] {
    let factor = frame.factor(column)
    let unknown = factor.levels(outside: codes).map { level in
      Finding.unknownClass(column, level, units: frame.units(factor, of: level))
    }
    let missing = codes.filter { frame.units(factor, of: $0) == 0 }.map { Finding.missingClass(column, $0) }
    return unknown + missing
  }

  private static func stale(_ frame: SamplingFrame, _ stale: (column: String, before: Double)) -> [Finding] {
    let count = frame.numbers(stale.column).enumerated().reduce(0) { count, row in
      row.element < stale.before ? count + (frame.counts?[row.offset] ?? 1) : count
    }
    return count == 0 ? [] : [.stale(stale.column, before: stale.before, count: count, of: frame.unitCount)]
  }
}

extension SamplingFrame {
  /// Units that have a level.
  fileprivate func units(_ factor: Factor, of level: String) -> Int {
    guard let code = factor.levels.firstIndex(where: { $0.utf8.elementsEqual(level.utf8) }) else { return 0 }
    return factor.codes.enumerated().reduce(0) { $0 + ($1.element == Int32(code) ? counts?[$1.offset] ?? 1 : 0) }
  }
}

extension Finding {
  fileprivate static func emptyStrata(_ count: Int) -> Finding {
    Finding(
      kind: "empty_strata", subject: "frame",
      message: "\(count) rows of the stratum table have no unit; they are left out")
  }

  fileprivate static func unknownClass(_ column: String, _ code: String, units: Int) -> Finding {
    Finding(
      kind: "unknown_class", subject: "\(column)=\(code)",
      message:
        "\(units) units have the class \(code), which is not among those that the plan names; they are sampled as "
        + "a class of their own")
  }

  fileprivate static func missingClass(_ column: String, _ code: String) -> Finding {
    Finding(
      kind: "missing_class", subject: "\(column)=\(code)",
      message: "no unit of the frame has the class \(code), so no sample can stand for it")
  }

  fileprivate static func similar(_ column: String, _ first: String, _ second: String) -> Finding {
    Finding(
      kind: "similar_levels", subject: column,
      message:
        "the classes \"\(first)\" and \"\(second)\" differ by blanks or by their Unicode form only; write them alike "
        + "if they are one")
  }

  fileprivate static func stale(_ column: String, before: Double, count: Int, of total: Int) -> Finding {
    let share = (Double(count) / Double(total) * 1000).rounded() / 10
    return Finding(
      kind: "stale_units", subject: column,
      message:
        "\(count) of \(total) units (\(share) %) were last updated before \(before.shortest); many of them may be "
        + "closed or elsewhere, so plan for more firms that cannot be found")
  }
}

extension Double {
  /// The shortest decimal that reads back, without `.0`.
  var shortest: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
