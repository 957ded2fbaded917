import TradeImpact

/// A run of codes of the Harmonized System, as whole numbers of ten digits.
///
/// `8517` is 8517000000 to 8517999999, so that a code holds all codes that begin with it, whatever their length, and comparing codes is
/// comparing numbers.
public struct HSRange: Sendable, Hashable {
  public let low: Int
  public let high: Int

  /// - Precondition: `low <= high`.
  public init(low: Int, high: Int) {
    precondition(low <= high)
    (self.low, self.high) = (low, high)
  }

  /// A code of 2, 4, 6, 8 or 10 digits.
  init(code: Int, digits: Int) {
    let width = Self.width(digits: digits)
    self.init(low: code * width, high: code * width + width - 1)
  }

  /// Codes of ten digits that begin with a code of so many digits.
  static func width(digits: Int) -> Int { (digits..<10).reduce(1) { width, _ in 10 * width } }

  public func contains(_ other: HSRange) -> Bool { low <= other.low && other.high <= high }

  public func overlaps(_ other: HSRange) -> Bool { low <= other.high && other.low <= high }

  /// Chapters that it reaches.
  var chapters: ClosedRange<Int> { low / 100_000_000...high / 100_000_000 }

  /// The same codes, each once: sorted, and joined where they overlap or follow each other.
  static func joined(_ ranges: [HSRange]) -> [HSRange] {
    var joined: [HSRange] = []
    for range in ranges.sorted(by: { ($0.low, $0.high) < ($1.low, $1.high) }) {
      guard let last = joined.last, range.low <= last.high + 1 else {
        joined.append(range)
        continue
      }
      joined[joined.count - 1] = HSRange(low: last.low, high: max(last.high, range.high))
    }
    return joined
  }
}

/// Why digits are no code of the Harmonized System.
public enum HSProblem: Sendable, Hashable {
  case digits(count: Int)
  case noChapter
  /// 77, kept for later use.
  case reservedChapter
  /// 98 and 99.
  case nationalChapter(Int)
  /// `8500`.
  case noHeading(chapter: String)
  /// `33.060`, which is how the International Classification for Standards is written.
  case writtenAsICS
  case unequalEnds
  case descending
}

extension HSProblem {
  /// The sentence about the value, with what is allowed.
  public var text: LocalizedText {
    switch self {
    case .digits(let count) where count == 3 || count == 5:
      words(
        "HS编码为2、4、6、8或10位数字，不是\(count)位；电子表格可能丢失了首位或末位的零",
        "an HS code has 2, 4, 6, 8 or 10 digits, not \(count); a spreadsheet may have dropped a zero at its start or end"
      )
    case .digits(let count):
      words("HS编码为2、4、6、8或10位数字，不是\(count)位", "an HS code has 2, 4, 6, 8 or 10 digits, not \(count)")
    case .noChapter:
      words("没有第00章；章号为01至97，不含77", "there is no chapter 00; chapters are 01 to 97 without 77")
    case .reservedChapter:
      words("第77章没有商品；章号为01至97，不含77", "chapter 77 holds no goods; chapters are 01 to 97 without 77")
    case .nationalChapter(let chapter):
      words(
        "第\(chapter)章由各国自定，含义不同；章号为01至97，不含77",
        "chapter \(chapter) is of national use and means other goods in every country; chapters are 01 to 97 without 77"
      )
    case .noHeading(let chapter):
      words("品目从01开始；整章请写\(chapter)", "headings begin with 01; write \(chapter) for the whole chapter")
    case .writtenAsICS:
      words(
        "这是ICS编码的写法；HS编码每组2位或4位，如8517.62",
        "this is how ICS codes are written; HS codes have groups of 2 or 4 digits, as in 8517.62")
    case .unequalEnds:
      words("范围两端的位数应相同，如8415-8418", "both ends of a range need the same number of digits, as in 8415-8418")
    case .descending:
      words("范围的起点应小于终点，如8415-8418", "the first end of a range is the smaller one, as in 8415-8418")
    }
  }
}

extension HSProblem: CustomStringConvertible {
  public var description: String { text.en }
}

extension HSRange {
  /// - Parameter digits: Digits alone.
  static func code(_ digits: String) -> Result<HSRange, HSFailure> {
    let count = digits.utf8.count
    guard [2, 4, 6, 8, 10].contains(count), let value = Int(digits) else {
      return .failure(HSFailure(.digits(count: count)))
    }
    let range = HSRange(code: value, digits: count)
    let chapter = range.chapters.lowerBound
    switch chapter {
    case 0: return .failure(HSFailure(.noChapter))
    case 77: return .failure(HSFailure(.reservedChapter))
    case 98, 99: return .failure(HSFailure(.nationalChapter(chapter)))
    default: break
    }
    if count > 2, range.low / 1_000_000 % 100 == 0 {
      return .failure(HSFailure(.noHeading(chapter: HSChapter.code(chapter))))
    }
    return .success(range)
  }
}

struct HSFailure: Error {
  let problem: HSProblem
  init(_ problem: HSProblem) { self.problem = problem }
}
