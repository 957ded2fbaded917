import Estimation
import LinearAlgebra
import Microdata
import PanelChange
import Sampling
import TradeImpact

/// The samples of all years of a study, and how their estimates vary together.
///
/// Firms of two samples are found by their identifier, so estimates of different years are correlated as far as the samples share firms.
struct YearPanel {
  /// A number that every year is asked for.
  enum Question: Hashable {
    case directLoss, addedCost, affectedShare, lossRate
    /// Of all firms that answered, and of the affected ones.
    case exports, affectedExports
    case sectorLoss(String)
    /// A total that pooled columns are made from.
    case total(TableRequest)
  }

  let years: [Int]
  /// Firms that answered in both of two years: T × T.
  let commonFirms: [[Int]]
  private let questions: [Question]
  /// By year, one a question.
  private let estimates: [[Estimate]]
  /// Of the questions of two years, q × q: T × T.
  private let covariances: [[Matrix]]

  /// - Throws: ``StudyError``.
  init(_ study: Study, threads: Int) throws(StudyError) {
    do {
      let wanted = Self.questions(study)
      let answers = try RowChunks.map(study.years.count, threads: threads) { t in
        Result { try YearNumbers(study, study.years[t], wanted, threads: max(1, threads / study.years.count)) }
      }.map { try $0.get() }
      let questions = wanted.filter { question in answers.allSatisfy { $0[question] != nil } }
      for question in wanted where !questions.contains(question) && question.isOfTheNation {
        let year = answers.firstIndex { $0[question] == nil }!
        throw StudyError(
          message:
            "\(study.path): \(question.wanted.label) cannot be estimated in \(study.years[year].year), so its change cannot; "
            + "report one year with --year", isBadInput: false)
      }
      var firms = LevelDictionary()
      let samples = try answers.map { try $0.sample(of: questions, numbering: &firms) }
      (self.questions, years) = (questions, study.years.map(\.year))
      estimates = answers.map { year in questions.map { year[$0]!.estimate } }
      (covariances, commonFirms) = try Self.covariances(samples, threads: threads)
    } catch { throw StudyError(error) }
  }

  /// Whether every year has an answer: a sector of which no firm answered in one year has no series.
  func has(_ question: Question) -> Bool { questions.contains(question) }

  /// - Precondition: ``has(_:)``, as for all that follow.
  func estimate(_ question: Question, _ year: Int) -> Estimate { estimates[year][place(question)] }

  /// A number over the years.
  func series(_ question: Question) throws(PanelError) -> YearSeries {
    let i = place(question)
    return try YearSeries(
      years: years, values: estimates.map { $0[i].value ?? .nan },
      covariance: Matrix(rows: years.count, columns: years.count) { s, t in covariances[s][t][i, i] })
  }

  /// What changed the direct loss from one year to another, by their places.
  func decomposition(from s: Int, to t: Int) throws(PanelError) -> LossDecomposition {
    let places = [Question.exports, .affectedExports, .directLoss].map(place)
    let covariance = Matrix(rows: 6, columns: 6) { a, b in
      covariances[a < 3 ? s : t][b < 3 ? s : t][places[a % 3], places[b % 3]]
    }
    return try LossDecomposition(from: totals(s), to: totals(t), covariance: covariance)
  }

  private func totals(_ year: Int) -> LossDecomposition.Totals {
    let values = [Question.exports, .affectedExports, .directLoss].map { estimate($0, year).value ?? .nan }
    return LossDecomposition.Totals(exports: values[0], affectedExports: values[1], loss: values[2])
  }

  /// The sum of a total over the years, and how the sums of two totals vary together.
  func pooled(_ first: Question, _ second: Question) -> (sum: Double, covariance: Double) {
    let (i, j) = (place(first), place(second))
    let sum = estimates.reduce(0) { $0 + ($1[i].value ?? .nan) }
    return (sum, covariances.joined().reduce(0) { $0 + $1[i, j] })
  }

  /// Firms that answered a question, all years together; a firm counts once a year.
  func answers(_ question: Question) -> Int { estimates.reduce(0) { $0 + $1[place(question)].sampleSize } }

  private func place(_ question: Question) -> Int { questions.firstIndex(of: question)! }

  private static func covariances(
    _ samples: [PanelSample], threads: Int
  ) throws -> (covariances: [[Matrix]], common: [[Int]]) {
    let pairs = samples.indices.flatMap { s in samples.indices.dropFirst(s).map { (s, $0) } }
    let found = try RowChunks.map(pairs.count, threads: threads) { place in
      Result {
        let (s, t) = pairs[place]
        return s == t
          ? (covariance: try samples[s].variance, commonUnits: samples[s].units.count)
          : OverlapCovariance.between(samples[s], samples[t])
      }
    }.map { try $0.get() }
    var covariances = samples.map { _ in samples.map { _ in Matrix(rows: 0, columns: 0) { _, _ in 0 } } }
    var common = samples.map { one in samples.map { _ in one.units.count } }
    for ((s, t), both) in zip(pairs, found) {
      (covariances[s][t], covariances[t][s]) = (both.covariance, both.covariance.transposed())
      (common[s][t], common[t][s]) = (both.commonUnits, both.commonUnits)
    }
    return (covariances, common)
  }

  private static func questions(_ study: Study) -> [Question] {
    let sectors = study.classifications.sector.codes.filter { $0 != study.classifications.sector.unclassified?.code }
    return [.directLoss, .addedCost, .affectedShare, .lossRate, .exports, .affectedExports]
      + sectors.map(Question.sectorLoss)
      + study.pooledTotals.map(Question.total)
  }
}

/// What a year says to the questions, firm by firm.
private struct YearNumbers: Sendable {
  struct Number {
    let estimate: Estimate
    /// By firm.
    let linearized: [Double]
  }

  private let numbers: [YearPanel.Question: Number]
  private let answers: YearAnswers
  private let singletons: SingletonRule

  init(_ study: Study, _ year: Study.Year, _ questions: [YearPanel.Question], threads: Int) throws {
    let wanted = questions.map(\.wanted)
    var requests: [StatisticRequest] = []
    for one in wanted where !requests.contains(one.request) { requests.append(one.request) }
    let plan = EstimationPlan(design: study.design, requests: requests)
    answers = try YearAnswers(
      study, year, [AnswerNeed("changes between years are estimated", plan.columns)], threads: threads)
    let sample = try LinearizedSample(answers.block(for: plan), plan, threads: threads)
    var numbers: [YearPanel.Question: Number] = [:]
    for (question, one) in zip(questions, wanted) {
      let answer = sample.answers[requests.firstIndex(of: one.request)!]
      guard let place = answer.estimates.labels.firstIndex(of: one.label), answer.estimates.values[place] != nil else {
        continue
      }
      numbers[question] = Number(
        estimate: answer.estimates[place], linearized: Array(answer.values.column(place)))
    }
    self.numbers = numbers
    singletons = study.design.singletons
  }

  /// nil where no firm of the sample answers it.
  subscript(question: YearPanel.Question) -> Number? { numbers[question] }

  func sample(
    of questions: [YearPanel.Question], numbering firms: inout LevelDictionary
  ) throws(PanelError) -> PanelSample {
    let numberOfLevel = answers.firms.levels.map { Int(firms.code(for: $0)) }
    return try PanelSample(
      units: answers.firms.codes.map { numberOfLevel[Int($0)] }, stratumOfUnit: answers.units.stratumOfUnit,
      populationSizes: answers.units.populationSizes,
      linearized: Matrix(columns: questions.map { numbers[$0]!.linearized }), singletons: singletons)
  }
}

extension YearPanel.Question {
  /// Without these there is nothing to say of changes.
  fileprivate var isOfTheNation: Bool {
    switch self {
    case .directLoss, .addedCost, .affectedShare, .lossRate, .exports, .affectedExports: true
    case .sectorLoss, .total: false
    }
  }

  fileprivate var wanted: TableRequest {
    switch self {
    case .directLoss: .init(.total([.number("direct_loss")]), "direct_loss")
    case .addedCost: .init(.total([.number("added_cost")]), "added_cost")
    case .affectedShare: .init(.mean([.number("affected")]), "affected")
    case .lossRate: .init(.ratio(numerators: ["direct_loss"], denominators: ["exports"]), "direct_loss/exports")
    case .exports: .init(.total([.number("exports")]), "exports")
    case .affectedExports:
      .init(.total([.number("exports")]), "exports", within: [.number(column: "affected", .equal, [1])])
    case .sectorLoss(let code): .init(.total([.number("direct_loss")]), by: code, "direct_loss")
    case .total(let wanted): wanted
    }
  }
}

extension TableRequest {
  fileprivate init(
    _ statistic: Statistic, by sector: String? = nil, _ label: String, within domain: [DomainCondition] = []
  ) {
    var request = StatisticRequest(statistic, by: sector == nil ? [] : ["sector"], covariance: false)
    request.domain = domain
    self.init(request: request, label: (sector.map { "sector=\($0)|" } ?? "") + label)
  }
}
