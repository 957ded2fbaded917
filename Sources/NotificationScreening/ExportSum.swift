import TradeImpact

/// Exports of some codes to a market: a sum of lines of a file.
public struct ExportSum: Sendable, Hashable {
  /// Yuan.
  public let exports: Double
  public let lineCount: Int
  /// Lines whose exports are unknown: the sum is that of the others.
  public let linesWithoutExports: Int
  /// Whether a line is of a coarser code than was asked for, so that the sum is an upper bound.
  public let isUpperBound: Bool
}

extension ExportLines {
  /// - Parameters:
  ///   - hsCodes: Of 2, 4, 6, 8 or 10 digits; a line within several counts once.
  ///   - market: A member by code or name, or a market of the survey such as `JP_KR`.
  /// - Returns: nil for a market of which the file has no line.
  public func exports(of hsCodes: [String], to market: String) -> ExportSum? {
    let markets = markets(named: market)
    guard !markets.isEmpty else { return nil }
    let ranges = hsCodes.flatMap { HSList(column: $0).ranges }
    let exposure = exposure(of: selection(of: ranges), in: markets, codes.map { _ in nil })
    return ExportSum(
      exports: exposure.exports ?? 0, lineCount: exposure.lineCount, linesWithoutExports: exposure.linesWithoutExports,
      isUpperBound: exposure.isUpperBound)
  }

  private func markets(named name: String) -> [Int] {
    let members = Members.bundled
    if let member = members.place(of: name) { return self.markets(of: member) }
    return members.all.indices.filter { members.all[$0].surveyMarket == name && places[$0] != nil }
  }
}
