import RandomStreams

/// Exports of one year, in the register and as answered.
///
/// In classes 1 to 3 amounts are drawn from a lognormal law within the class and go to the firms in the order of their
/// latent exports, so that a firm's path is steady while the class keeps its law. The largest class follows a
/// truncated Pareto law; the excess over its lower bound is raked to what sectors and regions lack, so every firm stays
/// in its class.
struct RegisterExports {
  let margins: YearMargins
  let assumptions: ExportAssumptions
  /// Upper bounds of classes 1 to 3 by group, 万元.
  let bounds: [[Double]]
  let streams: Streams

  /// - Parameters:
  ///   - firms: What is filled in.
  ///   - panel: The same firms, with their latent exports.
  func assign(_ firms: inout [ExportingFirm], _ panel: [PanelFirm]) throws(PopulationError) {
    var members = [[Int]](repeating: [], count: 28)
    for (index, firm) in panel.enumerated() {
      if let sector = firm.sector { members[sector * 4 + firm.size].append(index) }
      if firm.sector == nil { firms[index].frameExports = unclassifiedExports(firm) }
    }
    var largest: [Excess] = []
    for (cell, unsorted) in members.enumerated() {
      let indices = unsorted.sorted { (panel[$0].latent, panel[$0].number) < (panel[$1].latent, panel[$1].number) }
      if cell % 4 == 3 {
        largest += excesses(indices, &firms)
      } else {
        let amounts = amounts(indices.count, group: Classes.group(ofSector: cell / 4), size: cell % 4, cell: cell)
        for (index, amount) in zip(indices, amounts) { firms[index].frameExports = amount }
      }
    }
    try add(largest, to: &firms)
    answer(&firms)
  }

  // MARK: Classes 1 to 3

  /// Rising amounts of a class.
  private func amounts(_ count: Int, group: Int, size: Int, cell: Int) -> [Hundredths] {
    var random = streams.stream(.exports, firm: cell, year: margins.year)
    let law = assumptions.law[group * 4 + size]
    let lower = size == 0 ? assumptions.smallest : bounds[group][size - 1]
    // The upper bound belongs to the third class and to no other.
    let range = Int(lower * 100)...Int(bounds[group][size] * 100) - (size == 2 ? 0 : 1)
    return (0..<count).map { _ in draw(median: law[0], spread: law[1], within: range, &random) }.sorted()
  }

  /// A lognormal amount, drawn again until it lies in the range.
  private func draw(
    median: Double, spread: Double, within range: ClosedRange<Int>, _ random: inout CounterRandom
  ) -> Hundredths {
    while true {
      let amount = Int((median * exponential(spread * random.normal()) * 100).rounded())
      if range.contains(amount) { return amount }
    }
  }

  private func unclassifiedExports(_ firm: PanelFirm) -> Hundredths {
    let (median, spread) = (assumptions.unclassified[0], assumptions.unclassified[1])
    let draw = streams.normal(.unclassifiedExports, firm: firm.number, year: margins.year)
    return Int((median * exponential(spread * draw) * 100).rounded())
  }

  // MARK: The largest class

  /// What a firm of the largest class exports above the class's lower bound, before raking.
  private struct Excess {
    let index: Int
    let amount: Double
  }

  /// The i-th of n firms stands at the quantile (i + ½) / n of the truncated Pareto law.
  private func excesses(_ indices: [Int], _ firms: inout [ExportingFirm]) -> [Excess] {
    guard let group = indices.first.flatMap({ firms[$0].group }) else { return [] }
    let (tail, span) = (assumptions.law[group * 4 + 3][0], assumptions.law[group * 4 + 3][1])
    let bound = bounds[group][2] * 100
    return indices.enumerated().map { rank, index in
      firms[index].frameExports = Int(bound)
      let quantile = (Double(rank) + 0.5) / Double(indices.count)
      let multiple = power(1 - quantile * (1 - power(span, -tail)), -1 / tail)
      return Excess(index: index, amount: bound * (multiple - 1))
    }
  }

  private func add(_ largest: [Excess], to firms: inout [ExportingFirm]) throws(PopulationError) {
    let targets = try missing(largest.map(\.index), firms)
    let amounts = try raked(largest.map(\.amount), to: targets)
    for (excess, amount) in zip(largest, amounts) {
      firms[excess.index].frameExports += max(1, Int(amount.rounded()))
    }
  }

  /// What sectors and blocks lack once every firm of the largest class stands at its lower bound.
  private func missing(_ largest: [Int], _ firms: [ExportingFirm]) throws(PopulationError) -> [Margin] {
    let outside = firms.reduce(0) { $0 + ($1.sector == nil ? $1.frameExports : 0) }
    let shares = assumptions.sectorShare.map { $0 / assumptions.sectorShare.reduce(0, +) }
    var sectors = shares.map { $0 * (margins.exports * hundredthsPer1e8Yuan - Double(outside)) }
    var blocks = margins.blockExports.map { $0 * hundredthsPer1e8Yuan }
    for firm in firms {
      if let sector = firm.sector { sectors[sector] -= Double(firm.frameExports) }
      blocks[firm.block] -= Double(firm.frameExports)
    }
    if let sector = sectors.firstIndex(where: { $0 <= 0 }) {
      throw .exportsTooSmall(year: margins.year, margin: "exports by sector", level: Classes.sectors[sector])
    }
    if let block = blocks.firstIndex(where: { $0 <= 0 }) {
      let names = ["shenzhen", "guangdong", "rest of China"]
      throw .exportsTooSmall(year: margins.year, margin: "exports by region", level: names[block])
    }
    return [
      Margin("exports by sector", largest.map { firms[$0].sector ?? 0 }, sectors),
      Margin("exports by region", largest.map { firms[$0].block }, blocks),
    ]
  }

  // MARK: Answers

  /// The register value with a little noise, each block brought back to its total.
  private func answer(_ firms: inout [ExportingFirm]) {
    let (spread, greatest) = (assumptions.answerNoise[0], assumptions.answerNoise[1])
    let answers = firms.map { firm in
      let error = spread * streams.normal(.answeredExports, firm: firm.number, year: margins.year)
      return Double(firm.frameExports) * exponential(min(max(error, -greatest), greatest))
    }
    let sums = totals(of: answers, by: firms.map(\.block), count: 3)
    for index in firms.indices {
      let block = firms[index].block
      let factor = margins.blockExports[block] * hundredthsPer1e8Yuan / sums[block]
      firms[index].exports = max(1, Int((answers[index] * factor).rounded()))
    }
  }
}
