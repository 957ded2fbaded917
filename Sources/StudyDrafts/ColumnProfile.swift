import Microdata
import TradeImpact

/// What a column of a survey holds, as far as it tells what the column is.
struct ColumnProfile {
  let name: String
  let rowCount: Int
  /// Distinct values, in byte order.
  let levels: [String]
  /// Rows with a value.
  let filled: Int
  /// Sorted; empty unless every value is a number.
  let numbers: [Double]

  init(name: String, _ factor: Factor) {
    (self.name, levels, rowCount) = (name, factor.levels, factor.codes.count)
    filled = factor.codes.count { $0 >= 0 }
    let parsed = factor.levels.map { level in level.utf8.allSatisfy { $0 < 0x80 } ? Double(level) : nil }
    let isNumeric = !parsed.isEmpty && parsed.allSatisfy { $0?.isFinite == true }
    numbers = isNumeric ? factor.codes.filter { $0 >= 0 }.map { parsed[Int($0)]! }.sorted() : []
  }

  var isNumeric: Bool { !numbers.isEmpty }

  /// One value a row, none missing.
  var isUnique: Bool { rowCount > 1 && levels.count == rowCount }

  var isFlag: Bool { isNumeric && Set(levels).isSubset(of: ["0", "1"]) }

  var isResponse: Bool { !levels.isEmpty && levels.allSatisfy { SurveyResponse(rawValue: $0) != nil } }

  var isYear: Bool {
    isNumeric && levels.count < 50 && numbers.allSatisfy { (1990...2100).contains($0) && $0 == $0.rounded() }
  }

  var isChapter: Bool { levels.count > 5 && levels.allSatisfy { $0.utf8.count <= 2 && HSChapterText.isChapter($0) } }

  /// The median of numbers above zero; nil where there is none.
  var positiveMedian: Double? {
    let positive = numbers.drop { $0 <= 0 }
    return positive.isEmpty ? nil : positive[positive.startIndex + positive.count / 2]
  }

  /// `4824 distinct: F000001, F000002, F000003, ...`, of numbers `0 to 1284.5, half up to 3.2`.
  var summary: String {
    if isNumeric, levels.count > 10, !isChapter {
      let (least, middle, most) = (numbers[0], numbers[numbers.count / 2], numbers.last!)
      return
        "\(TranscriptWriter.text(least)) to \(TranscriptWriter.text(most)), half up to \(TranscriptWriter.text(middle))"
    }
    let shown = levels.prefix(3).map { $0.count > 20 ? $0.prefix(20) + "…" : $0 }.joined(separator: ", ")
    let line = shown.split { $0.isNewline }.joined(separator: " ")
    return "\(levels.count) distinct: \(line)\(levels.count > 3 ? ", ..." : "")"
  }
}

private enum HSChapterText {
  static func isChapter(_ text: String) -> Bool { Int(text).map { (1...99).contains($0) } ?? false }
}
