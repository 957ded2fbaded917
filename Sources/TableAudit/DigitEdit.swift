/// A slip that turns one printed number into another, in the order in which it is held likely.
///
/// Typesetting and copying drop, double, swap and replace single digits, shift the point, and glue the mark of a footnote to
/// the number beside it.
/// > Source: the single edits are those of Damerau (1964), CACM 7, 171-176, who found them to be four fifths of all slips.
public enum DigitEdit: Sendable, Hashable {
  case strippedMark(String)
  case transposed
  case dropped
  case inserted
  case movedPoint
  case replaced

  /// The smaller, the likelier.
  var cost: Int {
    switch self {
    case .strippedMark: 0
    case .transposed: 1
    case .dropped: 2
    case .inserted, .movedPoint: 3
    case .replaced: 4
    }
  }

  /// What was done to the printed number, as a finding says it.
  var description: String {
    switch self {
    case .strippedMark(let mark): "the footnote mark \(mark) is stripped"
    case .transposed: "two neighboring digits change places"
    case .dropped: "one digit is dropped"
    case .inserted: "one digit is inserted"
    case .movedPoint: "the point is moved"
    case .replaced: "one digit is replaced"
    }
  }
}

extension PrintedNumeral {
  /// All numbers one slip away, the likelier slip where two lead to the same number; without footnote marks.
  package var singleEdits: [(numeral: PrintedNumeral, edit: DigitEdit)] {
    var found: [(numeral: PrintedNumeral, edit: DigitEdit)] = []
    for (text, edit) in transpositions + drops + insertions + movedPoints + replacements {
      guard let numeral = PrintedNumeral(text), Self.isWritten(text), numeral.value != value,
        !found.contains(where: { $0.numeral == numeral })
      else { continue }
      found.append((numeral, edit))
    }
    return found
  }

  /// No number is printed as `05.3`, `.3` or `5.`.
  private static func isWritten(_ text: String) -> Bool {
    let whole = text.prefix { $0 != "." }
    return !whole.isEmpty && !text.hasSuffix(".") && (whole.count == 1 || !whole.hasPrefix("0"))
  }

  private var characters: [Character] { Array(text) }

  private var digitPlaces: [Int] { characters.indices.filter { characters[$0] != "." && characters[$0] != "-" } }

  private var transpositions: [(String, DigitEdit)] {
    zip(digitPlaces, digitPlaces.dropFirst()).map { first, second in
      var changed = characters
      changed.swapAt(first, second)
      return (String(changed), .transposed)
    }
  }

  private var drops: [(String, DigitEdit)] {
    digitPlaces.map { place in
      var changed = characters
      changed.remove(at: place)
      return (String(changed), .dropped)
    }
  }

  private var insertions: [(String, DigitEdit)] {
    (0...characters.count).flatMap { place in
      (0...9).map { digit in
        var changed = characters
        changed.insert(Character("\(digit)"), at: place)
        return (String(changed), .inserted)
      }
    }
  }

  private var movedPoints: [(String, DigitEdit)] {
    guard let point = characters.firstIndex(of: ".") else { return [] }
    return [point - 1, point + 1].compactMap { target in
      var changed = characters
      changed.remove(at: point)
      guard (1..<changed.count).contains(target) else { return nil }
      changed.insert(".", at: target)
      return (String(changed), .movedPoint)
    }
  }

  private var replacements: [(String, DigitEdit)] {
    digitPlaces.flatMap { place in
      (0...9).map { digit in
        var changed = characters
        changed[place] = Character("\(digit)")
        return (String(changed), .replaced)
      }
    }
  }
}
