/// Exports that a notification reaches.
public struct Exposure: Sendable, Hashable {
  public enum Status: String, Sendable, Hashable {
    case known
    /// No code, and no word of the table of keywords.
    case unclassified
    /// No line of the file is of the market.
    case marketNotInFile = "market_not_in_file"
    /// The file has the European Union as a whole, and the notification is of one of its states.
    case onlyUnionInFile = "only_union_in_file"
    case memberUnknown = "member_unknown"
  }

  /// Exports to one market of one sector.
  struct Part: Sendable, Hashable {
    /// Place among the members.
    let market: Int
    /// Place among the sectors; nil where the classification has none.
    let sector: Int?
    /// Yuan.
    var exports: Double
  }

  public let status: Status
  /// Yuan, nil unless the status is known; zero where the file has lines of the market and none of the codes.
  public internal(set) var exports: Double?
  /// Lines of the file that it is made of.
  public internal(set) var lineCount = 0
  /// Lines whose exports are unknown: the sum is that of the others.
  public internal(set) var linesWithoutExports = 0
  /// Whether a line is of a coarser code than the notification, so that the sum is an upper bound.
  public internal(set) var isUpperBound = false
  /// The largest number of firms of a line: so many export at least.
  public internal(set) var firmsAtLeast: Double?
  /// The sum over lines, which counts a firm as often as it has lines: so many export at most. nil where a line's number is unknown.
  public internal(set) var firmsAtMost: Double?
  var parts: [Part] = []

  init(_ status: Status) { self.status = status }
}

/// Codes as runs of the codes of a file.
struct CodeSelection: Sendable {
  /// Ranks, sorted and apart.
  let ranks: [Range<Int32>]
  /// Ranks of codes that are not wholly selected.
  let partial: Set<Int32>
}

extension ExportLines {
  /// - Complexity: O(log codes) a range.
  func selection(of ranges: [HSRange]) -> CodeSelection {
    var (runs, partial) = ([Range<Int32>](), Set<Int32>())
    for range in ranges {
      let (first, end) = (firstRank(from: range.low), firstRank(from: range.high + 1))
      if first < end { runs.append(first..<end) }
      partial.formUnion((first..<end).filter { !range.contains(codes[Int($0)]) })
      for rank in ranks(above: range.low) {
        runs.append(rank..<rank + 1)
        partial.insert(rank)
      }
    }
    return CodeSelection(
      ranks: Self.joined(runs), partial: partial.filter { rank in !ranges.contains { $0.contains(codes[Int(rank)]) } })
  }

  /// The first code that begins at a number or behind it.
  private func firstRank(from number: Int) -> Int32 {
    var (low, high) = (0, codes.count)
    while low < high {
      let middle = (low + high) / 2
      if codes[middle].low < number { low = middle + 1 } else { high = middle }
    }
    return Int32(low)
  }

  /// Codes that begin before a number and hold it.
  private func ranks(above number: Int) -> [Int32] {
    [2, 4, 6, 8].compactMap { digits in
      let width = HSRange.width(digits: digits)
      let range = HSRange(low: number / width * width, high: number / width * width + width - 1)
      guard range.low < number else { return nil }
      var rank = firstRank(from: range.low)
      while rank < codes.count, codes[Int(rank)].low == range.low {
        if codes[Int(rank)] == range { return rank }
        rank += 1
      }
      return nil
    }
  }

  private static func joined(_ runs: [Range<Int32>]) -> [Range<Int32>] {
    var joined: [Range<Int32>] = []
    for run in runs.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      guard let last = joined.last, run.lowerBound <= last.upperBound else {
        joined.append(run)
        continue
      }
      joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, run.upperBound)
    }
    return joined
  }

  /// Where exports to a member stand: its own lines; of the European Union without lines of its own those of its states.
  func markets(of member: Int) -> [Int] {
    if places[member] != nil { return [member] }
    let members = Members.bundled
    return member == members.europeanUnion ? members.statesOfTheUnion.filter { places[$0] != nil } : []
  }

  /// The sum over all lines of some markets within a selection, in the order of markets and codes.
  func exposure(of selection: CodeSelection, in markets: [Int], _ sectors: [Int?]) -> Exposure {
    var exposure = Exposure(.known)
    exposure.exports = 0
    if hasFirms { (exposure.firmsAtLeast, exposure.firmsAtMost) = (0, 0) }
    for market in markets {
      for run in selection.ranks { add(run, of: market, selection, sectors, to: &exposure) }
    }
    return exposure
  }

  private func add(
    _ run: Range<Int32>, of market: Int, _ selection: CodeSelection, _ sectors: [Int?], to exposure: inout Exposure
  ) {
    let end = places[market]!.upperBound
    var place = firstPlace(from: run.lowerBound, in: places[market]!)
    while place < end, lines[place].rank < run.upperBound {
      exposure.add(
        lines[place], market: market, sector: sectors[Int(lines[place].rank)],
        isPartial: selection.partial.contains(lines[place].rank))
      place += 1
    }
  }

  private func firstPlace(from rank: Int32, in places: Range<Int>) -> Int {
    var (low, high) = (places.lowerBound, places.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].rank < rank { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The sector of every code of the file.
  func sectors(_ map: SectorMap) -> [Int?] { codes.map { map.place(ofChapter: $0.chapters.lowerBound) } }
}

extension Exposure {
  fileprivate mutating func add(_ line: ExportLines.Line, market: Int, sector: Int?, isPartial: Bool) {
    lineCount += 1
    addFirms(line.firms)
    guard !line.exports.isNaN else {
      linesWithoutExports += 1
      return
    }
    exports! += line.exports
    if isPartial, line.exports > 0 { isUpperBound = true }
    if let place = parts.lastIndex(where: { $0.market == market && $0.sector == sector }) {
      parts[place].exports += line.exports
    } else {
      parts.append(Part(market: market, sector: sector, exports: line.exports))
    }
  }

  private mutating func addFirms(_ firms: Double) {
    guard let least = firmsAtLeast else { return }
    if firms.isNaN {
      firmsAtMost = nil
    } else {
      firmsAtLeast = max(least, firms)
      firmsAtMost = firmsAtMost.map { $0 + firms }
    }
  }
}
