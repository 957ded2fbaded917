import Imputation
import Reporting
import TradeImpact

/// Amounts that firms left blank, filled in, and totals whose errors know which amounts were.
struct YearImputation {
  /// An amount of a sector or of all.
  struct Row {
    let variable: String
    let sector: String?
    let missing: Int
    let total: ImputedTotal
  }
  /// A blank amount and what stands for it.
  struct Filled {
    let variable: String
    let firm: String
    let value: Double
    /// The firm whose amount it is; nil for ratios and means.
    let donor: String?
  }

  static let variables = ["direct_loss", "added_cost"]

  let rows: [Row]
  let filled: [Filled]
  private let rule: Study.ItemImputation

  init(_ study: Study, _ year: Study.Year, _ rule: Study.ItemImputation, threads: Int) throws(StudyError) {
    try study.requireOneStage("blank amounts are filled in")
    do {
      let sectors = study.classifications.sector.codes
      let answers = try RespondentRows(
        study, year, numbers: Self.variables + [rule.auxiliary], factors: ["sector", "firm_id"] + rule.classes,
        threads: threads)
      let classes = ImputationClasses(answers, rule.classes)
      let ofFirm = answers.places("sector", among: sectors)
      let names = answers.texts("firm_id").map { $0 ?? "" }
      var (rows, filled) = ([Row](), [Filled]())
      for variable in Self.variables {
        let amounts = answers.numbers(variable)
        let item = try classes.item(amounts, answers.numbers(rule.auxiliary), answers, variable)
        let (completed, donors) = try Self.completed(item, rule, seed: study.seed)
        let domains = sectors.indices.map { sector in ofFirm.map { $0 == sector } } + [ofFirm.map { _ in true }]
        for (place, total) in try completed.totals(in: domains).enumerated() {
          let missing = amounts.indices.count { amounts[$0].isNaN && domains[place][$0] }
          rows.append(
            Row(
              variable: variable, sector: place < sectors.count ? sectors[place] : nil, missing: missing, total: total))
        }
        for unit in amounts.indices where amounts[unit].isNaN {
          filled.append(
            Filled(
              variable: variable, firm: names[unit], value: completed.values[unit],
              donor: donors?.donorOfUnit[unit].map { names[$0] }))
        }
      }
      (self.rows, self.filled, self.rule) = (rows, filled, rule)
    } catch { throw StudyError(error) }
  }

  private static func completed(
    _ item: IncompleteItem, _ rule: Study.ItemImputation, seed: Int
  ) throws(ImputationError) -> (CompletedItem, Donors?) {
    switch rule.method {
    case .ratio: return (try RatioImputation().impute(item), nil)
    case .mean: return (try RatioImputation.classMeans.impute(item), nil)
    case .nearest:
      let method = NearestNeighbourImputation(on: .linear, seed: UInt64(bitPattern: Int64(seed)))
      return (try method.impute(item), try method.donors(for: item))
    }
  }
}

/// Combinations of factors, numbered.
private struct ImputationClasses {
  private let names: [String]
  private let codes: [Int]
  private let factors: [String]

  init(_ rows: RespondentRows, _ factors: [String]) {
    let texts = factors.map { rows.texts($0) }
    let own = (0..<rows.count).map { row in texts.map { $0[row] ?? "" }.joined(separator: " x ") }
    names = Array(Set(own)).sorted()
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    codes = own.map { places[$0]! }
    self.factors = factors
  }

  /// Rows come in the order of firms, so their places are keys that do not depend on the file.
  func item(
    _ amounts: [Double], _ auxiliary: [Double], _ rows: RespondentRows, _ variable: String
  ) throws -> IncompleteItem {
    do {
      return try IncompleteItem(
        values: amounts, isMissing: amounts.map(\.isNaN), auxiliary: auxiliary, classes: codes,
        stratumOfUnit: rows.strata, populationSizes: rows.populations, keys: Array(amounts.indices))
    } catch {
      guard case .noDonor(let place, let missing) = error else { throw error }
      throw StudyError(
        message:
          "imputation: all \(missing) firms of the class \(names[place]) (\(factors.joined(separator: " x "))) left \(variable) "
          + "blank, so nothing can stand for them; name fewer classes")
    }
  }
}

// MARK: Table and list

extension YearImputation {
  func table(_ study: Study, _ year: Int) -> ReportTable {
    let subjects = study.classifications.sector.codes.map { Optional($0) } + [nil]
    let labels = subjects.map { sector in
      sector.map { ReportTable.Row(code: $0, label: study.classifications.sector[$0]!.label) }
        ?? ReportTable.Row(code: TableDefinition.totalCode, label: ImputationText.total, kind: .total)
    }
    let values = subjects.map { sector in
      Self.variables.flatMap { variable in
        cells(rows.first { $0.variable == variable && $0.sector == sector }!)
      }
    }
    return ReportTable(
      id: "imputation", title: ImputationText.title(year), rowLabel: ImputationText.sector,
      notes: ImputationText.notes(rule, study.classifications), isSynthetic: study.isSynthetic,
      confidenceLevel: study.level, rows: labels,
      columns: Self.variables.flatMap(ImputationText.columns), cells: values)
  }

  private func cells(_ row: Row) -> [Cell] {
    let (total, method) = (row.total, rule.method.rawValue)
    return [
      Cell(
        value: total.value, standardError: total.standardError,
        coefficientOfVariation: total.value > 0 ? total.standardError / total.value : nil, method: method),
      Cell(value: total.imputedPart, n: row.missing, method: method),
      Cell(value: total.naiveVariance.squareRoot(), method: "naive"),
    ]
  }

  /// One row a blank amount.
  func list(isSynthetic: Bool) -> String {
    let head = ["variable", "firm_id", "method", "value", "donor", "synthetic"]
    let lines = filled.map { one in
      [
        one.variable, one.firm, rule.method.rawValue, CSVText.number(one.value), one.donor ?? "",
        isSynthetic ? "1" : "0",
      ]
    }
    return CSVText.text([head] + lines)
  }
}

/// The words of the table.
private enum ImputationText {
  static let sector = LocalizedText(zh: "行业", en: "Sector")
  static let total = LocalizedText(zh: "合计", en: "Total")

  static func title(_ year: Int) -> LocalizedText {
    LocalizedText(zh: "\(year)年金额缺失的插补", en: "Amounts left blank, filled in, \(year)")
  }

  static func columns(_ variable: String) -> [ReportTable.Column] {
    let measure =
      variable == "added_cost"
      ? LocalizedText(zh: "新增成本", en: "Added cost") : LocalizedText(zh: "直接损失", en: "Direct loss")
    func column(_ code: String, _ zh: String, _ en: String, _ beside: Set<Companion>) -> ReportTable.Column {
      ReportTable.Column(
        code: "\(variable)_\(code)", label: LocalizedText(zh: "\(measure.zh)\(zh)", en: "\(measure.en)\(en)"),
        measure: variable, unit: .hundredMillionYuan, decimals: 2, companions: beside)
    }
    return [
      column("total", "（插补后）", ", filled in", [.standardError, .coefficientOfVariation]),
      column("imputed", "：插补部分", ": the part filled in", [.n]),
      column("naive", "：视插补值为回答的标准误", ": standard error as if all had answered", []),
    ]
  }

  static func notes(_ rule: Study.ItemImputation, _ classifications: Classifications) -> [LocalizedText] {
    let classes = classifications.names(rule.classes)
    let (zh, en) =
      switch rule.method {
      case .ratio: ("按类内损失与出口额之比插补", "by the class's ratio to exports")
      case .nearest: ("取类内出口额最接近的企业的回答", "with the answer of the firm of the class that is nearest in exports")
      case .mean: ("按类内均值插补", "by the class's mean")
      }
    return [
      LocalizedText(
        zh: "空白金额\(zh)（类：\(classes?.zh ?? "全部")）。标准误包含插补误差；企业数为空白企业数。逐户清单见 imputation.csv。",
        en:
          "Blank amounts are filled in \(en) (classes: \(classes?.en ?? "one")). Standard errors contain the error of filling in; firms "
          + "are those that left the amount blank. imputation.csv lists them."),
      LocalizedText(
        zh: "假定类内缺失是随机的，无法检验。其他表格不使用插补值。",
        en:
          "Within a class blanks are taken to be random, which cannot be tested. Other tables do not use the values filled in."
      ),
    ]
  }
}
