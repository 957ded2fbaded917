/// The separators and line ends of a block, as bits.
struct FoundEnds {
  /// Line ends among them.
  var ends: UInt64
  var lines: UInt64

  /// Keeps those where a bit is set.
  mutating func keep(_ bits: UInt64) {
    ends &= bits
    lines &= bits
  }

  @inline(__always)
  func ends(before place: Int) -> Int { (ends & (1 &<< UInt64(place) &- 1)).nonzeroBitCount }
}

/// Follows quotes and carriage returns from block to block.
///
/// A quote opens a field behind a separator; the next one closes it before a separator or a line end, or makes room for
/// a third that goes on, where the two stand for one. Carriage returns stand before line feeds. All else is a fault.
struct QuoteTracker {
  /// All ones where the last block ended within quotes.
  private var isQuoted: UInt64 = 0
  /// 1 where the last byte was a separator or line end, a quote that closes, a carriage return outside quotes.
  private var afterEnd: UInt64 = 1
  private var afterQuote: UInt64 = 0
  private var afterReturn: UInt64 = 0
  private(set) var hasReturns = false

  /// Whether the bytes so far may be the last of a file that ends without a line end.
  var mayEndFile: Bool { isQuoted | afterReturn == 0 }

  /// Whether nothing is left over from the last block.
  @inline(__always)
  var isPlain: Bool { isQuoted | afterQuote | afterReturn == 0 }

  @inline(__always)
  func needsCare(with block: ByteBlock) -> Bool {
    let specials = block.hits(0x22) .| block.hits(0x0D) .| block.hits(0x00)
    return !specials.isEmpty || !isPlain
  }

  /// Steps over a block that needs no care.
  @inline(__always)
  mutating func passPlain(endsWithSeparator: Bool) { afterEnd = endsWithSeparator ? 1 : 0 }

  /// Takes what stands in quotes for no end, nor what stands behind the first fault.
  /// - Parameter length: How many bytes of the block there are; more than 64 means all.
  /// - Returns: Whether there is no fault.
  mutating func follow(_ block: ByteBlock, length: Int, _ found: inout FoundEnds) -> Bool {
    let valid = UInt64.max >> UInt64(max(0, ByteBlock.size - length))
    let quotes = block.hits(0x22).bits & valid
    let quoted = Self.oddFromEach(quotes) ^ isQuoted
    let outside = ~quoted & valid
    found.keep(outside)
    let (opening, closing, returns) = (quotes & quoted, quotes & outside, block.hits(0x0D).bits & outside)
    let behindClosing = closing << 1 | afterQuote
    let faults =
      block.hits(0x00).bits
      | opening & ~(found.ends << 1 | afterEnd | behindClosing)
      | behindClosing & ~(found.ends | returns | opening)
      | (returns << 1 | afterReturn) & ~found.lines
    let last = UInt64(min(length, ByteBlock.size) - 1)
    isQuoted = 0 &- (quoted >> last & 1)
    (afterEnd, afterQuote, afterReturn) = (found.ends >> last & 1, closing >> last & 1, returns >> last & 1)
    hasReturns = hasReturns || returns != 0
    let first = faults & valid & (0 &- (faults & valid))
    if first != 0 { found.keep(first - 1) }
    return first == 0
  }

  /// Sets the bits from each odd bit set up to before the next.
  private static func oddFromEach(_ bits: UInt64) -> UInt64 {
    var bits = bits
    for distance in [1, 2, 4, 8, 16, 32] as [UInt64] { bits ^= bits << distance }
    return bits
  }
}
