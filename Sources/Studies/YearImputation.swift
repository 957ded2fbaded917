import Imputation
import Reporting
import TradeImpact

/// Amounts that firms left blank, filled in, and totals whose errors know which amounts were.
struct YearImputation {
  /// An amount of a sector or of all.
  struct Row {
    let measure: ImpactMeasure
    let sector: String?
    let missing: Int
    let total: ImputedTotal
  }
  /// A blank amount and what stands for it.
  struct Filled {
    let measure: ImpactMeasure
    let firm: String
    let value: Double
    /// The firm whose amount it is; nil for ratios and means.
    let donor: String?
  }

  let rows: [Row]
  let filled: [Filled]
  private let rule: Study.ItemImputation

  static func need(_ rule: Study.ItemImputation) -> AnswerNeed {
    AnswerNeed(
      "blank amounts are filled in", numbers: ImpactMeasure.amounts.map(\.rawValue) + [rule.auxiliary],
      factors: ["sector"] + rule.classes)
  }

  init(_ study: Study, _ answers: YearAnswers, _ rule: Study.ItemImputation) throws(StudyError) {
    do {
      let sectors = study.classifications.sector.codes
      let classes = FirmClasses(answers, rule.classes)
      let ofFirm = answers.places("sector", among: sectors)
      var (rows, filled) = ([Row](), [Filled]())
      for measure in ImpactMeasure.amounts {
        let amounts = answers.numbers(measure.rawValue)
        let item = try classes.item(amounts, answers.numbers(rule.auxiliary), answers, measure)
        let (completed, donors) = try Self.completed(item, rule, seed: study.seed)
        let domains = sectors.indices.map { sector in ofFirm.map { $0 == sector } } + [ofFirm.map { _ in true }]
        for (place, total) in try completed.totals(in: domains).enumerated() {
          let missing = amounts.indices.count { amounts[$0].isNaN && domains[place][$0] }
          rows.append(
            Row(
              measure: measure, sector: place < sectors.count ? sectors[place] : nil, missing: missing, total: total))
        }
        for unit in amounts.indices where amounts[unit].isNaN {
          filled.append(
            Filled(
              measure: measure, firm: answers.firm(unit), value: completed.values[unit],
              donor: donors?.donorOfUnit[unit].map(answers.firm)))
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

extension FirmClasses {
  /// Rows come in the order of firms, so their places are keys that do not depend on the file.
  fileprivate func item(
    _ amounts: [Double], _ auxiliary: [Double], _ answers: YearAnswers, _ measure: ImpactMeasure
  ) throws -> IncompleteItem {
    do {
      return try IncompleteItem(
        values: amounts, isMissing: amounts.map(\.isNaN), auxiliary: auxiliary, classes: try codes(answers),
        stratumOfUnit: answers.units.stratumOfUnit, populationSizes: answers.units.populationSizes,
        keys: Array(amounts.indices))
    } catch {
      guard case .noDonor(let place, let missing) = error as? ImputationError else { throw error }
      throw StudyError(
        message:
          "imputation: all \(missing) firms of the class \(names[place]) (\(description)) left \(measure.rawValue) "
          + "blank, so nothing can stand for them; name fewer classes")
    }
  }

  private func codes(_ answers: YearAnswers) throws(StudyError) -> [Int] {
    try places.enumerated().map { row, place throws(StudyError) in
      guard let place else {
        throw StudyError(
          message:
            "\(answers.location(row)): imputation: firm \(answers.firm(row)) lacks one of \(description); complete it or name other classes"
        )
      }
      return place
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
      ImpactMeasure.amounts.flatMap { measure in
        cells(rows.first { $0.measure == measure && $0.sector == sector }!)
      }
    }
    return ReportTable(
      id: "imputation", title: ImputationText.title(year), rowLabel: ImputationText.sector,
      notes: ImputationText.notes(rule, study.classifications), isSynthetic: study.isSynthetic,
      confidenceLevel: study.level, rows: labels,
      columns: ImpactMeasure.amounts.flatMap(ImputationText.columns), cells: values)
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
        one.measure.rawValue, one.firm, rule.method.rawValue, CSVText.number(one.value), one.donor ?? "",
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

  static func columns(_ measure: ImpactMeasure) -> [ReportTable.Column] {
    let name = measure.label
    func column(_ code: String, _ zh: String, _ en: String, _ beside: Set<Companion>) -> ReportTable.Column {
      ReportTable.Column(
        measure, "\(measure.rawValue)_\(code)", zh: "\(name.zh)\(zh)", en: "\(name.en)\(en)", beside: beside)
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
