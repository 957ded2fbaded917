import ExtendedPrecision

/// The products that a block adds to moments, formed only where they are not zero.
///
/// Most amounts of a survey are zero, and of the products of two markets' losses nearly all. Rows where a variable is not zero
/// are marked by bits; the rows of a product are those where the bits of both are set.
///
/// Every number is a sum of two doubles, so that products lose nothing that a centred second moment would miss.
struct BlockProducts: Sendable {
  private let variables: [MomentLayout.Variable]
  private var rowCount = 0
  /// Rows that there is room for, a multiple of 64.
  private var capacity = 0
  /// By variable, capacity / 64 words each: where x is not zero.
  private var bits: [UInt64] = []
  /// By variable, capacity places each; what stands in rows without a bit means nothing.
  private var plain = TwoPartNumbers()
  private var weighted = TwoPartNumbers()
  /// The terms of one product, one after the other, and the groups they belong to.
  private var terms = TwoPartNumbers()
  private var groups: [Int32] = []

  init(_ variables: [MomentLayout.Variable]) { self.variables = variables }

  /// Forms x and w x of every variable.
  mutating func form(_ values: BlockValues, weights: [Double]) {
    rowCount = values.rowCount
    reserve()
    for (k, variable) in variables.enumerated() {
      let start = k * capacity
      switch variable {
      case .one:
        setBits(k, [], everywhere: true)
        plain.set(start, rowCount) { _ in (1, 0) }
        weighted.set(start, rowCount) { (weights[$0], 0) }
      case .weight:
        setBits(k, [], everywhere: true)
        plain.set(start, rowCount) { (weights[$0], 0) }
        weighted.set(start, rowCount) { Self.exactProduct(weights[$0], weights[$0]) }
      case .number(let column):
        let x = values.numbers[column]
        setBits(k, x)
        form(k) { row in ((x[row], 0), Self.exactProduct(x[row], weights[row])) }
      case .square(let column):
        let x = values.numbers[column]
        setBits(k, x)
        form(k) { row in
          let square = Self.exactProduct(x[row], x[row])
          return (square, Self.product(square, (weights[row], 0)))
        }
      }
    }
  }

  /// Adds `Σ w x_a` by group.
  /// - Parameter rows: The group of each row of the block.
  mutating func addSum(_ a: Int, by rows: [Int32], to table: inout ExactSumTable) {
    let count = collect(a, a, rows) { weighted, _, row in weighted[a, row] }
    flush(count, to: &table)
  }

  /// Adds `Σ w² x_a x_b` by group.
  mutating func addSquare(_ a: Int, _ b: Int, by rows: [Int32], to table: inout ExactSumTable) {
    let count = collect(a, b, rows) { weighted, _, row in Self.product(weighted[a, row], weighted[b, row]) }
    flush(count, to: &table)
  }

  /// Adds `Σ w x_a x_b` by group.
  mutating func addProduct(_ a: Int, _ b: Int, by rows: [Int32], to table: inout ExactSumTable) {
    let count = collect(a, b, rows) { weighted, plain, row in Self.product(weighted[a, row], plain[b, row]) }
    flush(count, to: &table)
  }

  /// `(a + b)(c + d)` to 2^-105 of the product: ac in two parts, and the cross terms ad + bc in one.
  @inline(__always)
  private static func product(_ x: TwoPartNumbers.Number, _ y: TwoPartNumbers.Number) -> TwoPartNumbers.Number {
    let (value, error) = twoProduct(x.high, y.high)
    return (value, error + (x.high * y.low + x.low * y.high))
  }

  @inline(__always)
  private static func exactProduct(_ x: Double, _ y: Double) -> TwoPartNumbers.Number {
    let (value, error) = twoProduct(x, y)
    return (value, error)
  }
}

// MARK: Rows

extension BlockProducts {
  private mutating func reserve() {
    guard capacity < rowCount else { return }
    capacity = (rowCount + 63) & ~63
    bits = [UInt64](repeating: 0, count: variables.count * capacity / 64)
    plain = TwoPartNumbers(count: variables.count * capacity)
    weighted = plain
    terms = TwoPartNumbers(count: capacity)
    groups = [Int32](repeating: 0, count: capacity)
  }

  /// Sets the bits of the rows in which a value is neither zero nor missing.
  private mutating func setBits(_ variable: Int, _ values: [Double], everywhere: Bool = false) {
    let first = variable * capacity / 64
    values.withUnsafeBufferPointer { values in
      for word in 0..<capacity / 64 {
        let rows = word * 64..<max(word * 64, min(word * 64 + 64, rowCount))
        if everywhere {
          bits[first + word] = rows.count == 64 ? .max : (1 << UInt64(rows.count)) - 1
          continue
        }
        var own: UInt64 = 0
        for row in rows where values[row] != 0 && !values[row].isNaN { own |= 1 << UInt64(row & 63) }
        bits[first + word] = own
      }
    }
  }

  /// Sets both numbers of a variable in the rows whose bits are set.
  @inline(__always)
  private mutating func form(
    _ variable: Int, _ numbers: (_ row: Int) -> (plain: TwoPartNumbers.Number, weighted: TwoPartNumbers.Number)
  ) {
    let (first, start) = (variable * capacity / 64, variable * capacity)
    bits.withUnsafeBufferPointer { bits in
      plain.withPointers { plain in
        weighted.withPointers { weighted in
          for word in 0..<capacity / 64 {
            Self.forEachBit(bits[first + word], word) { row in
              let (x, wx) = numbers(row)
              plain.set(start + row, x)
              weighted.set(start + row, wx)
            }
          }
        }
      }
    }
  }

  /// The terms of the rows in which the bits of two variables are set.
  /// - Returns: How many there are.
  @inline(__always)
  private mutating func collect(
    _ a: Int, _ b: Int, _ rows: [Int32],
    _ term: (_ weighted: VariableNumbers, _ plain: VariableNumbers, _ row: Int) -> TwoPartNumbers.Number
  ) -> Int {
    let (first, second, capacity) = (a * capacity / 64, b * capacity / 64, capacity)
    var count = 0
    bits.withUnsafeBufferPointer { bits in
      plain.withPointers { plain in
        weighted.withPointers { weighted in
          terms.withPointers { terms in
            groups.withUnsafeMutableBufferPointer { groups in
              rows.withUnsafeBufferPointer { rows in
                let (own, unweighted) = (VariableNumbers(weighted, capacity), VariableNumbers(plain, capacity))
                for word in 0..<capacity / 64 {
                  Self.forEachBit(bits[first + word] & bits[second + word], word) { row in
                    terms.set(count, term(own, unweighted, row))
                    groups[count] = rows[row]
                    count += 1
                  }
                }
              }
            }
          }
        }
      }
    }
    return count
  }

  @inline(__always)
  private static func forEachBit(_ word: UInt64, _ position: Int, _ body: (_ row: Int) -> Void) {
    var rest = word
    while rest != 0 {
      body(position &* 64 &+ rest.trailingZeroBitCount)
      rest &= rest &- 1
    }
  }

  /// Adds the collected terms to the sums of their groups.
  private mutating func flush(_ count: Int, to table: inout ExactSumTable) {
    groups.withUnsafeBufferPointer { groups in
      terms.withPointers { terms in
        let groups = UnsafeBufferPointer(rebasing: groups[..<count])
        table.add(UnsafeBufferPointer(start: terms.high, count: count), to: groups)
        table.add(UnsafeBufferPointer(start: terms.low, count: count), to: groups)
      }
    }
  }
}

/// Numbers that are sums of two doubles, the greater parts apart from the lesser.
private struct TwoPartNumbers: Sendable {
  typealias Number = (high: Double, low: Double)

  private var high: [Double] = []
  private var low: [Double] = []

  init(count: Int = 0) {
    high = [Double](repeating: 0, count: count)
    low = high
  }

  struct Pointers {
    let high: UnsafeMutablePointer<Double>
    let low: UnsafeMutablePointer<Double>

    @inline(__always)
    func set(_ place: Int, _ number: Number) { (high[place], low[place]) = number }
  }

  /// - Precondition: There are numbers.
  @inline(__always)
  mutating func withPointers<R>(_ body: (Pointers) -> R) -> R {
    high.withUnsafeMutableBufferPointer { high in
      low.withUnsafeMutableBufferPointer { low in
        body(Pointers(high: high.baseAddress!, low: low.baseAddress!))
      }
    }
  }

  /// Sets a run of places.
  @inline(__always)
  mutating func set(_ start: Int, _ count: Int, _ number: (_ row: Int) -> Number) {
    withPointers { pointers in
      for row in 0..<count { pointers.set(start + row, number(row)) }
    }
  }
}

/// The numbers of a block by variable and row.
private struct VariableNumbers {
  private let pointers: TwoPartNumbers.Pointers
  private let capacity: Int

  @inline(__always)
  init(_ pointers: TwoPartNumbers.Pointers, _ capacity: Int) { (self.pointers, self.capacity) = (pointers, capacity) }

  @inline(__always)
  subscript(variable: Int, row: Int) -> TwoPartNumbers.Number {
    let place = variable &* capacity &+ row
    return (pointers.high[place], pointers.low[place])
  }
}
