import DataFiles
import Estimation
import Microdata
import Sampling
import Studies
import TradeImpact

/// A sample that is planned: its strata, how many units each gives, and how precise the published numbers will be.
public struct SamplePlan: Sendable {
  public let file: PlanFile
  public let frame: SamplingFrame
  public let strata: PlanStrata
  public let allocation: PlannedAllocation
  /// Every number the survey publishes, those with a target first.
  public let numbers: [PlannedNumber]
  /// Where strata were cut by size.
  public let boundaries: [SizeBoundaries]
  public let findings: [Finding]
  /// Files that the plan was made from, the plan file first.
  public let inputs: [String]

  /// How many targets the plan meets, and how many there are for numbers that are not zero.
  public var targetsMet: (met: Int, asked: Int) {
    let asked = zip(numbers, coefficientsOfVariation).filter { $0.0.hasUsableTarget }
    let met = asked.count { number, planned in (planned ?? .infinity) <= number.target! * (1 + 1e-9) }
    return (met, asked.count)
  }

  /// Whether the sample keeps a part of an earlier one.
  public var isCoordinated: Bool { file.selection.coordination != nil }

  /// Names of the methods used, for the manifest.
  public var methods: [(step: String, name: String)] {
    [("strata", file.sizeCut?.method.rawValue ?? "crossed classes"), ("allocation", file.division.method.rawValue)]
  }

  /// The planned coefficient of variation of each number, in their order.
  public var coefficientsOfVariation: [Double?] {
    numbers.map { $0.coefficientOfVariation(strata, respondents: allocation.respondents) }
  }

  /// - Parameters:
  ///   - path: A unit list to use instead of the one that the plan names.
  ///   - read: Reads a study file, given its path.
  /// - Throws: ``PlanningError``.
  public init(
    _ file: PlanFile, frame path: String? = nil, threads: Int = 1,
    study read: (String) throws(StudyError) -> Study
  ) throws(PlanningError) {
    do {
      let path = path ?? file.path(of: file.frame.file)
      let survey = try file.survey.map { try LastSurvey(file, $0, read) }
      var frame = try SamplingFrame(path: path, columns: try file.columns(ofFrame: path, survey), threads: threads)
      let (sizes, boundaries) = try SizeClasses.cut(frame, file)
      for size in sizes { frame.add(size.name, size.classes) }
      let strata = PlanStrata(
        crossing: file.strata.map { ($0, frame.factor($0)) } + sizes.map { ($0.name, $0.classes) },
        frame)
      try strata.requireDistinctLabels(path)
      var findings = FrameFindings(frame, classes: file.frame.classes, stale: file.frame.stale).findings
      findings += file.findings(strata)
      var numbers = try file.numbersOfFrame(frame, strata)
      if let survey {
        let known = try SurveyNumbers(survey, file, frame, strata, threads: threads)
        (numbers, findings) = (numbers + known.numbers, findings + known.findings)
      }
      numbers = numbers.filter { $0.target != nil } + numbers.filter { $0.target == nil }
      allocation = try PlannedAllocation(file, frame, strata, numbers)
      (self.file, self.frame, self.strata, self.numbers, self.boundaries) = (file, frame, strata, numbers, boundaries)
      self.findings = findings + numbers.compactMap(\.findingOfTarget) + allocation.findings(strata)
      inputs = [file.path, DataFile.path(of: path)] + (survey?.inputs ?? [])
    } catch { throw PlanningError(error) }
  }
}

/// The study and the year that the last survey is.
struct LastSurvey {
  let study: Study
  let year: Study.Year

  init(_ file: PlanFile, _ survey: (study: String, year: Int?), _ read: (String) throws(StudyError) -> Study) throws {
    study = try read(file.path(of: survey.study))
    guard let year = study.years.last(where: { survey.year == nil || $0.year == survey.year }) else {
      throw PlanningError(
        message: "\(file.path): the study \(study.path) has no year \(survey.year ?? 0); it has "
          + study.years.map { String($0.year) }.joined(separator: ", "))
    }
    self.year = year
  }

  var inputs: [String] { [study.path, DataFile.path(of: study.path(of: year.sample))] }

  /// The column of the survey by which its rows are found in the frame.
  func link(to frame: SamplingFrame) throws(PlanningError) -> String {
    if frame.isUnitList { return "firm_id" }
    guard let stratum = study.design.strata.first else {
      throw PlanningError(
        message:
          "\(study.path): the study's design has no strata, by which its firms could be found in the stratum table "
          + "\(frame.path); give a unit list")
    }
    return stratum
  }
}

/// What the last survey says of each number under the new strata.
struct SurveyNumbers {
  let numbers: [PlannedNumber]
  let findings: [Finding]

  init(
    _ survey: LastSurvey, _ file: PlanFile, _ frame: SamplingFrame, _ strata: PlanStrata, threads: Int
  ) throws(PlanningError) {
    let targets = file.targets.compactMap { target in
      if case .survey(let request) = target.source { (request: request, target: target) } else { nil }
    }
    let evidence = try SurveyEvidence(
      survey.study, year: survey.year, targets: targets.map(\.request), linkedBy: try survey.link(to: frame),
      threads: threads
    )
    let linkage = FrameLinkage(evidence.links, frame, strata)
    let spreads = StratumSpreads(strata, stratumOfRow: linkage.stratumOfRow, weights: evidence.weights)
    numbers = evidence.questions.enumerated().flatMap { place, question in
      PlannedNumber.numbers(
        question, spreads, shares: question.shares(frame, strata),
        target: place < targets.count ? targets[place].target : nil)
    }
    findings = linkage.findings + (spreads.borrowing.isEmpty ? [] : [.borrowedSpreads(spreads.borrowing.count)])
  }
}

extension PlanFile {
  /// Columns of the frame that are read as factors.
  var knownFactors: [String] {
    var names = strata + (sizeCut?.within ?? []) + frame.classes.map(\.column) + division.takeAll.map(\.column)
    for target in targets {
      if case .frame(_, let by) = target.source { names += by }
    }
    return names
  }

  /// What of the frame is needed: what the plan names, and the classes that the last survey's tables are by.
  /// - Parameter path: The unit list.
  func columns(ofFrame path: String, _ survey: LastSurvey?) throws -> SamplingFrame.Columns {
    let header = try CSVFile(dataFile: path).columnNames
    let tables = survey?.study.tableRequests(totals: nil).flatMap(\.by) ?? []
    var numbers = [sizeCut?.variable, division.variable, selection.size, frame.stale?.column].compactMap(\.self)
    var factors = knownFactors.filter { $0 != sizeCut?.className } + tables.filter(header.contains)
    for target in targets {
      switch target.source {
      case .frame(let variable, _): numbers.append(variable)
      case .survey(let request): factors += request.by.filter(header.contains)
      }
    }
    guard case .cells = frame.rows else {
      return SamplingFrame.Columns(rows: frame.rows, factors: factors, numbers: numbers)
    }
    let spreads = try targetedSpreads().map { variable in
      let column = SamplingFrame.spreadColumn(of: variable)
      guard header.contains(column) else {
        throw PlanningError(
          message:
            "\(path): the stratum table has no column \(column), how \(variable) differs between the units of a row; add "
            + "it, or give a unit list")
      }
      return column
    }
    return SamplingFrame.Columns(rows: frame.rows, factors: factors, numbers: numbers + spreads)
  }

  /// Columns of the frame whose spread within strata the plan needs.
  private func targetedSpreads() -> [String] {
    [division.variable].compactMap(\.self)
      + targets.compactMap { target in
        if case .frame(let variable, _) = target.source { variable } else { nil }
      }
  }

  fileprivate func numbersOfFrame(_ frame: SamplingFrame, _ strata: PlanStrata) throws -> [PlannedNumber] {
    try targets.flatMap { target -> [PlannedNumber] in
      guard case .frame(let variable, let by) = target.source else { return [] }
      return try PlannedNumber.totals(
        of: variable, by: by, frame, strata, target)
    }
  }
}

extension EvidenceQuestion {
  /// The part of each stratum's units in each domain, q × H; nil where the frame lacks a column that the domains use.
  func shares(_ frame: SamplingFrame, _ strata: PlanStrata) -> [[Double]]? {
    var result: [[Double]] = []
    for domain in domains {
      guard domain != "all" else {
        result.append([Double](repeating: 1, count: strata.count))
        continue
      }
      let levels = domain.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
      guard levels.allSatisfy({ $0.count == 2 && frame.hasFactor($0[0]) }) else { return nil }
      var isIn = [Bool](repeating: true, count: frame.rowCount)
      for level in levels {
        let factor = frame.factor(level[0])
        let code = Int32(factor.levels.firstIndex(of: level[1]) ?? -2)
        for (row, own) in factor.codes.enumerated() where own != code { isIn[row] = false }
      }
      var counts = [Double](repeating: 0, count: strata.count)
      for (row, stratum) in strata.stratumOfUnit.enumerated() where isIn[row] {
        counts[Int(stratum)] += Double(frame.counts?[row] ?? 1)
      }
      result.append(zip(counts, strata.populationSizes).map { $0 / Double($1) })
    }
    return result
  }
}

extension PlanFile {
  /// Classes that the plan has rules for and no stratum has.
  fileprivate func findings(_ strata: PlanStrata) -> [Finding] {
    let rules: [(key: String, column: String, codes: [String])] =
      division.takeAll.map { ("allocation.take_all", $0.column, $0.codes) }
      + [("allocation.unit_costs", division.unitCosts), ("response", response)].compactMap { key, numbers in
        numbers.column.map { (key, $0, numbers.byClass.map(\.code)) }
      }
    return rules.flatMap { rule in
      let place = strata.factors.firstIndex(of: rule.column)!
      let known = Set(strata.classes.map { $0[place] })
      return rule.codes.filter { !known.contains($0) }.map { Finding.unusedClass(rule.key, rule.column, $0) }
    }
  }
}

extension PlannedNumber {
  fileprivate var findingOfTarget: Finding? {
    guard target != nil, !hasUsableTarget else { return nil }
    return Finding(
      kind: "target_undefined", subject: name,
      message: "the number is zero, so it has no coefficient of variation, and its target is left out")
  }
}

extension Finding {
  fileprivate static func unusedClass(_ key: String, _ column: String, _ code: String) -> Finding {
    Finding(
      kind: "unused_class", subject: "\(column)=\(code)",
      message: "\(key) has a rule for the class \(code), and no stratum has it; correct it, or take the rule out")
  }

  fileprivate static func borrowedSpreads(_ count: Int) -> Finding {
    Finding(
      kind: "spread_borrowed", subject: "strata",
      message:
        "\(count) strata had fewer than \(StratumSpreads.fewestFirms) firms in the last survey; how their firms differ "
        + "is taken from the same classes elsewhere")
  }
}
