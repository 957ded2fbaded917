import Microdata

/// What became of the questionnaire of a firm that was drawn, as the column `response` says.
public enum SurveyResponse: String, Sendable, Hashable, CaseIterable {
  case respondent
  case refused
  case notFound = "not_found"
  case outOfScope = "out_of_scope"
}

/// How many firms were drawn, by what became of their questionnaires.
public struct ResponseCounts: Sendable, Hashable {
  private var counts = [Int](repeating: 0, count: SurveyResponse.allCases.count)

  init() {}

  public subscript(response: SurveyResponse) -> Int { counts[SurveyResponse.allCases.firstIndex(of: response)!] }

  public var drawn: Int { counts.reduce(0, +) }

  mutating func add(_ rows: Int, _ response: SurveyResponse) {
    counts[SurveyResponse.allCases.firstIndex(of: response)!] += rows
  }

  mutating func merge(_ other: ResponseCounts) {
    for place in counts.indices { counts[place] += other.counts[place] }
  }
}

/// Reads the column `response` of blocks; every row of a file without it is a respondent.
struct ResponseReader: Sendable {
  /// The place of the column among those read.
  let place: Int?

  /// The rows that have answers.
  func respondents(of raw: RowBlock) -> RowBlock {
    guard let place else { return raw }
    let (codes, levels) = raw.factor(place)
    let answers = levels.map { $0 == SurveyResponse.respondent.rawValue }
    let rows = codes.indices.filter { answers[Int(codes[$0])] }
    return rows.count == raw.rowCount ? raw : raw.rows(at: rows)
  }

  func count(_ raw: RowBlock, into counts: inout ResponseCounts) {
    guard let place else { return counts.add(raw.rowCount, .respondent) }
    let (codes, levels) = raw.factor(place)
    let responses = levels.map(SurveyResponse.init(rawValue:))
    for code in codes { if let response = responses[Int(code)] { counts.add(1, response) } }
  }
}
