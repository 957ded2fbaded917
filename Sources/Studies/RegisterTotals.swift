import DataFiles
import Microdata
import TradeImpact

/// The register's firms and exports by the factors of the rule.
struct RegisterTotals {
  private let firms: ExportTotals
  private let exports: ExportTotals
  /// Levels of all factors of the rule.
  let levels: [ExportTotals.Level]

  init(_ study: Study, _ year: Study.Year, _ rule: Study.Recommendation) throws {
    guard let file = year.totals, let exports = try study.exportTotals(of: year) else {
      throw StudyError(
        message:
          "\(study.path): recommended: known totals are needed; add the file of totals of \(year.year) under years")
    }
    self.exports = exports
    firms = try ExportTotals(
      reading: CSVFile(dataFile: study.path(of: file)), auxiliary: "firms", unit: .yuan, year: year.year)
    for factor in rule.factors where exports.levels(of: factor).isEmpty {
      throw StudyError(
        message: "\(study.path(of: file)): no row of kind \(factor), to which the study calibrates; add its levels")
    }
    levels = rule.factors.flatMap { factor in
      exports.levels(of: factor).map { ExportTotals.Level(kind: factor, code: $0.code) }
    }
  }

  func counts(of factor: String) -> [(code: String, total: Double)] {
    firms.levels(of: factor).map { ($0.code, $0.yuan) }
  }

  func exports(of factor: String) -> [(code: String, total: Double)] {
    exports.levels(of: factor).map { ($0.code, $0.yuan) }
  }

  var allExports: Double? { exports[.everything] }
}
