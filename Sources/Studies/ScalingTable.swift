import Estimation
import RegionalScaling
import Reporting
import TradeImpact

/// A city's amounts by every method side by side, the list of regions left out in turn, and what has to be known of them.
struct ScalingTable {
  private let study: Study
  private let year: Int
  private let scaling: Study.Scaling
  private let found: YearScaling

  init(_ study: Study, _ year: Int, _ scaling: Study.Scaling, _ found: YearScaling) {
    (self.study, self.year, self.scaling, self.found) = (study, year, scaling, found)
  }

  private var text: ScalingText { ScalingText(study, scaling, year) }

  // MARK: Tables

  /// One table an amount; rows are methods.
  var tables: [ReportTable] { found.measures.map(table) }

  private func table(_ measure: YearScaling.Measure) -> ReportTable {
    let best = measure.result.recommended?.method
    return ReportTable(
      id: "scaling-\(measure.measure.rawValue.replacing("_", with: "-"))", title: text.title(measure.measure),
      rowLabel: ScalingText.method, notes: text.notes(registerError: found.registerError),
      footnotes: best == nil ? [] : [ScalingText.recommended], isSynthetic: study.isSynthetic,
      confidenceLevel: study.level,
      rows: measure.result.estimates.map { .init(code: $0.method.rawValue, label: ScalingText.label($0.method)) },
      columns: text.columns(measure.measure),
      cells: measure.result.estimates.map { cells($0, isRecommended: $0.method == best) })
  }

  private func cells(_ one: ScaledAmount, isRecommended: Bool) -> [Cell] {
    let method = one.method.rawValue
    func part(_ variance: Double?) -> Cell {
      variance.map { Cell(value: $0.squareRoot(), method: method) } ?? .absent(.undefined, method: method)
    }
    let error = one.rootMeanSquaredError
    return [
      Cell(
        value: one.value, standardError: error,
        coefficientOfVariation: one.value > 0 ? error.map { $0 / one.value } : nil, lower: one.interval?.lower,
        upper: one.interval?.upper, method: method, footnotes: isRecommended ? [ScalingText.recommended.code] : []),
      Cell(
        value: one.error.sampling.squareRoot(), lower: one.samplingInterval.lower, upper: one.samplingInterval.upper,
        method: method),
      part(one.error.betweenRegions), part(one.error.ownFirms), part(one.error.register),
      Cell(value: one.rest, method: method),
      Cell(value: one.unadjusted, standardError: one.unadjustedRootMeanSquaredError, method: method),
    ]
  }

  // MARK: Regions left out

  /// One row a region and amount: its own estimate, and what the rates of all others give it.
  var list: String {
    let head = [
      "measure", "grouping", "area", "direct", "predicted", "difference", "direct_cv", "predicted_cv", "own_firms_cv",
      "lower", "upper", "tau", "tau_adjusted", "synthetic",
    ]
    let rows = found.measures.flatMap { measure in
      measure.result.between.flatMap { between in
        between.comparisons.map { one -> [String] in
          let limits = between.interval(of: one, level: study.level)
          let numbers = [one.direct, one.synthetic, one.difference]
          let spreads = [one.directVariance, one.syntheticVariance, one.noise].map { $0.squareRoot() }
          return [measure.measure.rawValue, between.grouping, measure.result.register.areas[one.area].code]
            + (numbers + spreads + [limits.lower, limits.upper, between.variance.squareRoot()]).map(CSVText.number)
            + [between.isAdjusted ? "1" : "0", study.isSynthetic ? "1" : "0"]
        }
      }
    }
    return CSVText.text([head] + rows)
  }

  // MARK: Words

  /// What is recommended, for the summary of the report.
  var summary: [LocalizedText] {
    found.measures.compactMap { measure in
      measure.result.recommended.map { text.summary(measure.measure, $0, level: study.level) }
    }
  }

  var findings: [Finding] {
    var findings = found.measures.flatMap { measure in
      measure.result.omissions.map {
        Finding(
          kind: "scaling_incomplete", subject: "\(scaling.region) \(measure.measure.rawValue)", zh: $0.chinese,
          en: "\($0)")
      } + measure.result.between.filter(\.isAdjusted).map { differences(measure, $0) }
    }
    findings += found.measures.flatMap { measure in measure.result.estimates.compactMap { borrowed(measure, $0) } }
    if found.registerErrorIsUnknown {
      findings.append(
        Finding(
          kind: "register_error_unknown", subject: scaling.region,
          zh: "总量文件除 frame_exports 外没有 exports 列，登记误差按零处理；补充该列，或在研究文件中写明 scaling.register_error",
          en:
            "the file of totals has no column exports beside frame_exports, so the register's error is taken as zero; add the "
            + "column, or write scaling.register_error"))
    }
    return findings
  }

  private func differences(_ measure: YearScaling.Measure, _ between: BetweenRegions) -> Finding {
    Finding(
      kind: "regions_alike", subject: "\(scaling.region) \(measure.measure.rawValue) \(between.grouping)",
      zh:
        "各地区之间的差异在抽样误差范围以内；未观察到差异不等于没有差异，故按调整后的估计取地区间离散程度为 \(ScalingText.percent(between.variance.squareRoot()))%",
      en:
        "the differences between regions are within sampling error; their spread is taken as "
        + "\(ScalingText.percent(between.variance.squareRoot())) %, the adjusted estimate, since none seen is not none")
  }

  private func borrowed(_ measure: YearScaling.Measure, _ one: ScaledAmount) -> Finding? {
    guard one.borrowedRates > 0 else { return nil }
    return Finding(
      kind: "rates_borrowed", subject: "\(scaling.region) \(measure.measure.rawValue) \(one.method.rawValue)",
      zh: "\(one.borrowedRates) 类企业在样本中没有企业，采用全部类别的损失率",
      en: "\(one.borrowedRates) classes of firms have none in the sample and take the rate of all classes")
  }
}
