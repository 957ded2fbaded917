import Estimation
import InfluentialUnits
import Microdata
import Reporting
import Sampling
import SkewedTotals
import TradeImpact

/// Confidence intervals of a year's amounts that know how skewed the amounts are, one a number of the tables.
struct YearIntervals {
  struct Row: Sendable {
    let cell: TableCell
    let estimate: Estimate
    let interval: SkewedInterval
  }

  let rows: [Row]
  private let isSynthetic: Bool
  private let byNumber: [TableRequest: SkewedInterval]

  /// - Throws: ``StudyError`` for amounts below zero, which are no losses.
  init(_ study: Study, _ year: Study.Year, _ sample: AmountSample, _ method: Study.Intervals, threads: Int)
    throws(StudyError)
  {
    let level = study.level
    let wanted = sample.cells.filter { (sample.estimate($0.wanted)?.value) != nil }
    let streams = PermanentRandomNumbers(seed: UInt64(bitPattern: Int64(study.seed)))
    // Tables may ask for one number in different words.
    let numbers = Dictionary(wanted.map { ($0.wanted.stream(year.year), $0.wanted) }) { first, _ in first }
    let names = numbers.keys.sorted()
    let found = RowChunks.map(names.count, threads: threads) { place in
      Result {
        let amounts = try sample.amounts(numbers[names[place]]!)
        let one = try SkewedSample(
          values: amounts.values, stratumOfUnit: amounts.stratumOfUnit, populationSizes: amounts.populationSizes)
        return try one.interval(level: level, replicates: method.replicates, seed: streams.bits(of: names[place]))
      }
    }
    do {
      let intervals = Dictionary(uniqueKeysWithValues: zip(names, try found.map { try $0.get() }))
      rows = wanted.map { cell in
        Row(
          cell: cell, estimate: sample.estimate(cell.wanted)!, interval: intervals[cell.wanted.stream(year.year)]!)
      }
    } catch { throw StudyError(error) }
    isSynthetic = study.isSynthetic
    byNumber = Dictionary(rows.map { ($0.cell.wanted, $0.interval) }) { first, _ in first }
  }

  /// The interval of a national amount, whatever table asks for it; nil where none does.
  subscript(national measure: ImpactMeasure) -> SkewedInterval? {
    rows.first { row in
      row.cell.scaling == nil && row.cell.wanted.label == measure.rawValue
        && row.cell.wanted.request.by.isEmpty && row.cell.wanted.request.domain.isEmpty
    }?.interval
  }

  /// nil for numbers that are no amounts.
  subscript(number: TableRequest) -> SkewedInterval? { byNumber[number] }
}

extension TableRequest {
  /// The name of the number's random numbers: the same in a study of one year and of several, whatever tables show it.
  fileprivate func stream(_ year: Int) -> String {
    let places = request.domain.map { condition in
      if case .level(let factor, let codes, _) = condition { return "\(factor)=\(codes.joined(separator: "|"))" }
      preconditionFailure("amounts of the tables stand for levels of factors")
    }
    return ([String(year)] + places + [label]).joined(separator: " ")
  }
}

// MARK: Files

extension YearIntervals {
  /// One row a number: both intervals, how the skewed one was made, and what it was chosen by.
  var list: String {
    let head = [
      "table", "row", "column", "value", "se", "t_lower", "t_upper", "lower", "upper", "interval", "observed",
      "positive",
      "largest_share", "largest_variance_share", "skewness", "tail_index", "finding", "synthetic",
    ]
    return CSVText.text([head] + rows.map { $0.record + [isSynthetic ? "1" : "0"] })
  }

  /// Of the amounts of some tables.
  func findings(of tables: [TableDefinition]) -> [Finding] {
    let ids = Set(tables.map(\.id))
    let rows = rows.filter { ids.contains($0.cell.table) }
    let all = rows.flatMap { row in
      row.interval.findings.map {
        (
          table: row.cell.table,
          finding: Finding(kind: "tail_not_identified", subject: row.subject, zh: $0.chinese, en: "\($0)")
        )
      }
    }
    return CellFindings.grouped(all) { table, count in
      let amounts = rows.count { $0.cell.table == table }
      return Finding(
        kind: "tail_not_identified", subject: table,
        zh: "该表 \(amounts) 个金额中有 \(count) 个无法确定尾部，逐项原因见 intervals.csv",
        en: "\(count) of the \(amounts) amounts of the table; intervals.csv has the reason of each")
    }
  }
}

extension YearIntervals.Row {
  fileprivate var subject: String { "\(cell.table) \(cell.row.code) \(cell.column)" }

  fileprivate var record: [String] {
    let seen = interval.diagnostics
    let limits = [
      estimate.value, estimate.standardError, estimate.lower, estimate.upper, interval.lower, interval.boundedUpper,
    ]
    let shape = [seen.largestShare, seen.largestVarianceShare, seen.estimatorSkewness, seen.tailIndex?.estimate]
    var record = [cell.table, cell.row.code, cell.column] + limits.map(CSVText.number)
    record += ["\(interval.method)", CSVText.number(interval.observedSum), String(seen.positives)]
    record += shape.map(CSVText.number)
    record.append(interval.findings.map { "\($0)" }.joined(separator: "; "))
    return record
  }
}
