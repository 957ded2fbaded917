/// The codes of the Harmonized System that a field names.
///
/// Read are `8517.62`, `85.17`, `HS 8517`, `ex 8517`, `Chapter 85`, `8415-8418`, `8517 - Telephone sets; 8525`, in lists divided by `;`, `,`,
/// `、`, `and` or line ends. What stands behind a code up to the next division is its description.
public struct HSList: Sendable, Hashable {
  /// A code or range that is none, as it is written.
  public struct Fault: Sendable, Hashable {
    public let text: String
    public let problem: HSProblem
  }

  /// As digits: `851762`, `8415-8418`; in the order of the field, each once.
  public private(set) var codes: [String] = []
  /// The same, sorted and joined.
  public private(set) var ranges: [HSRange] = []
  public private(set) var faults: [Fault] = []

  /// A field of codes.
  public init(column text: String) {
    var scanner = HSScanner(text)
    while scanner.skipToCode(inText: false) { take(scanner.list()) }
    finish()
  }

  /// A field of words, in which codes stand behind `HS`, `税号` and the like.
  public init(text: String) {
    guard text.utf8.contains(where: { 0x30...0x39 ~= $0 }) else { return }
    var scanner = HSScanner(text)
    while scanner.skipToMark() {
      if scanner.skipToCode(inText: true) { take(scanner.list().filter { !Self.editions.contains($0.code) }) }
    }
    finish()
  }

  /// Years of the Harmonized System that are no headings: a text may name its edition, `HS 2017`.
  private static let editions: Set<String> = ["1988", "1992", "1996", "2012", "2017", "2022"]

  private mutating func take(_ entries: [HSScanner.Entry]) {
    for entry in entries {
      switch entry.range {
      case .success(let range):
        guard !codes.contains(entry.code) else { continue }
        codes.append(entry.code)
        ranges.append(range)
      case .failure(let failure): faults.append(Fault(text: entry.text, problem: failure.problem))
      }
    }
  }

  private mutating func finish() { ranges = HSRange.joined(ranges) }
}

/// Finds codes in a text, one segment between divisions after the other.
struct HSScanner {
  struct Entry {
    /// As it is written.
    let text: String
    /// As digits.
    let code: String
    let range: Result<HSRange, HSFailure>
  }

  /// ASCII, with divisions as `;`, dashes as `-`, and every other character beyond it as a letter.
  private let bytes: [UInt8]
  private var place = 0

  init(_ text: String) {
    bytes = text.unicodeScalars.map(Self.plain)
  }

  private static func plain(_ scalar: Unicode.Scalar) -> UInt8 {
    switch scalar.value {
    case 0x0A, 0x0D: UInt8(ascii: ";")
    case 0x09: UInt8(ascii: " ")
    case 0..<0x80: UInt8(scalar.value)
    case 0xFF10...0xFF19: UInt8(scalar.value - 0xFEE0)
    case 0x3001, 0xFF0C, 0xFF1B: UInt8(ascii: ";")
    case 0x2010...0x2015, 0x2212, 0xFF0D, 0xFF5E, 0x81F3: UInt8(ascii: "-")  // 至 too
    case 0xE0: UInt8(ascii: "a")  // à of French ranges
    case 0xA0, 0x3000, 0x202F, 0x2009: UInt8(ascii: " ")
    case 0xFF0E: UInt8(ascii: ".")
    case 0xFF1A: UInt8(ascii: ":")
    case 0xFF08: UInt8(ascii: "(")
    case 0xFF09: UInt8(ascii: ")")
    case 0x7A0E: markers.tariff  // 税 of 税号
    case 0x6D77: markers.customs  // 海 of 海关编码
    default: other
    }
  }

  /// A letter beyond ASCII, and the two that begin words for codes.
  private static let other: UInt8 = 0x80
  private static let markers: (tariff: UInt8, customs: UInt8) = (0x81, 0x82)

  // MARK: Places

  /// Goes behind the next `HS`, `SH`, `HTS` or Chinese word for codes in a text.
  mutating func skipToMark() -> Bool {
    while place < bytes.count {
      if bytes[place] == Self.markers.tariff || bytes[place] == Self.markers.customs {
        place += 1
        while place < bytes.count, bytes[place] >= Self.other { place += 1 }
        return true
      }
      guard isLetter(place) else {
        place += 1
        continue
      }
      let word = takeWord()
      if ["HS", "SH", "HTS", "HSCODE", "HSCODES"].contains(word) { return true }
      if word == "H", takes(".S.") || takes(".S") { return true }
    }
    return false
  }

  /// Goes to the next code: the digits at the start of a segment, behind words such as `ex` or `Chapter`.
  /// - Parameter inText: Whether the first segment without a code ends the search.
  mutating func skipToCode(inText: Bool) -> Bool {
    while place < bytes.count {
      skipLead()
      if isDigit(place), isCodeStart { return true }
      if inText { return false }
      skipSegment()
    }
    return false
  }

  private mutating func skipLead() {
    while place < bytes.count {
      let byte = bytes[place]
      if " :.()[]-#&".utf8.contains(byte) {
        place += 1
      } else if isLetter(place) {
        let start = place
        guard Self.leads.contains(takeWord()) else {
          place = start
          return
        }
      } else {
        return
      }
    }
  }

  private static let leads: Set<String> = [
    "HS", "SH", "SA", "HTS", "EX", "EXT", "CODE", "CODES", "CHAPTER", "CHAPTERS", "CH", "HEADING", "HEADINGS",
    "SUBHEADING", "SUBHEADINGS",
    "TARIFF", "NUMBER", "NUMBERS", "NO", "NOS", "AND", "OR", "S", "CHAPITRE", "CHAPITRES", "POSITION", "POSITIONS",
    "CAPITULO", "PARTIDA",
    "PARTIDAS", "SUBPARTIDA", "ET", "Y", "DU", "DEL", "DE", "OF", "THE", "HARMONIZED", "SYSTEM", "",
  ]

  /// A digit with letters behind it, `4G`, or alone before words, `4 mm`, is no code.
  private var isCodeStart: Bool {
    var end = place
    while end < bytes.count, isDigit(end) { end += 1 }
    if end < bytes.count, isLetter(end), bytes[end] < Self.other { return false }
    guard end - place == 1 else { return true }
    while end < bytes.count, bytes[end] == 0x20 { end += 1 }
    return end == bytes.count || !isLetter(end)
  }

  private mutating func skipSegment() {
    while place < bytes.count, !isDivision(place) { place += 1 }
    while place < bytes.count, isDivision(place) { place += 1 }
  }

  // MARK: Codes

  /// The codes from here to the first segment that begins with none.
  mutating func list() -> [Entry] {
    var entries: [Entry] = []
    while place < bytes.count, isDigit(place), isCodeStart {
      entries.append(entry())
      let start = place
      skipLead()
      // `8517 8518`, `8517 and 8518`: what follows in the segment is a code if it can be one, else a description.
      if isDigit(place), isCodeStart, isWholeCode { continue }
      place = start
      guard nextSegment() else { break }
    }
    return entries
  }

  /// Goes to the next segment; whether it begins with a code.
  private mutating func nextSegment() -> Bool {
    skipSegment()
    let start = place
    skipLead()
    if isDigit(place), isCodeStart { return true }
    place = start
    return false
  }

  private var isWholeCode: Bool {
    var copy = self
    let (_, code, range) = copy.range()
    if case .success = range { return code.utf8.count > 2 || copy.place == bytes.count || copy.isDivision(copy.place) }
    return false
  }

  private mutating func entry() -> Entry {
    let (text, code, range) = range()
    return Entry(text: text, code: code, range: range)
  }

  private mutating func range() -> (text: String, code: String, Result<HSRange, HSFailure>) {
    let start = place
    let (first, firstRange) = code()
    guard let (second, secondRange) = secondEnd(of: first) else { return (text(from: start), first, firstRange) }
    let text = text(from: start)
    switch (firstRange, secondRange) {
    case (.failure, _): return (text, first, firstRange)
    case (_, .failure): return (text, second, secondRange)
    case (.success(let low), .success(let high)):
      guard first.utf8.count == second.utf8.count else { return (text, first, .failure(HSFailure(.unequalEnds))) }
      guard low.low <= high.low else { return (text, first, .failure(HSFailure(.descending))) }
      return (text, "\(first)-\(second)", .success(HSRange(low: low.low, high: high.high)))
    }
  }

  /// The code behind a dash or `to`.
  ///
  /// Behind a dash with blanks a number may belong to a description, `8516 - 100 V heaters`: it is an end where it can be one.
  private mutating func secondEnd(of first: String) -> (String, Result<HSRange, HSFailure>)? {
    let start = place
    let isSpaced = place < bytes.count && bytes[place] == 0x20
    while place < bytes.count, bytes[place] == 0x20 { place += 1 }
    if place < bytes.count, bytes[place] == UInt8(ascii: "-") {
      place += 1
      while place < bytes.count, bytes[place] == 0x20 { place += 1 }
    } else if !(isLetter(place) && ["TO", "A", "AU"].contains(takeWord()) && takes(" ")) {
      place = start
      return nil
    }
    guard isDigit(place), isCodeStart else {
      place = start
      return nil
    }
    let second = code()
    guard isSpaced, second.0.utf8.count != first.utf8.count else { return second }
    place = start
    return nil
  }

  /// Digits in groups: `8517.62.00`, `8517 62 00`.
  private mutating func code() -> (String, Result<HSRange, HSFailure>) {
    var groups = [digits()]
    while let group = nextGroup(after: groups) { groups.append(group) }
    let code = groups.joined()
    if groups.count > 1, groups[0].utf8.count == 2, groups[1].utf8.count == 3 {
      return (code, .failure(HSFailure(.writtenAsICS)))
    }
    return (code, HSRange.code(code))
  }

  private mutating func nextGroup(after groups: [String]) -> String? {
    let start = place
    let count = groups.reduce(0) { $0 + $1.utf8.count }
    if takes("."), isDigit(place) { return digits() }
    place = start
    // Blanks divide groups only behind a heading and before two digits; else they divide codes.
    guard count >= 4, count < 10, takes(" "), isDigit(place) else {
      place = start
      return nil
    }
    let group = digits()
    if group.utf8.count == 2, !isLetter(place), !(place < bytes.count && bytes[place] == UInt8(ascii: ".")) {
      return group
    }
    place = start
    return nil
  }

  // MARK: Characters

  private mutating func digits() -> String {
    let start = place
    while isDigit(place) { place += 1 }
    return text(from: start)
  }

  /// ASCII letters in upper case; empty for letters beyond them.
  private mutating func takeWord() -> String {
    let start = place
    let isForeign = bytes[start] >= Self.other
    while isLetter(place), (bytes[place] >= Self.other) == isForeign { place += 1 }
    return isForeign ? "" : text(from: start).uppercased()
  }

  private mutating func takes(_ text: String) -> Bool {
    guard bytes[place...].starts(with: text.utf8) else { return false }
    place += text.utf8.count
    return true
  }

  private func text(from start: Int) -> String { String(decoding: bytes[start..<place], as: UTF8.self) }

  private func isDigit(_ place: Int) -> Bool { place < bytes.count && 0x30...0x39 ~= bytes[place] }

  private func isLetter(_ place: Int) -> Bool {
    place < bytes.count && (0x41...0x5A ~= bytes[place] & 0xDF || bytes[place] >= Self.other)
  }

  private func isDivision(_ place: Int) -> Bool {
    bytes[place] == UInt8(ascii: ";") || bytes[place] == UInt8(ascii: ",")
  }
}
