import Microdata

/// An R × U table, one unit after the other, made stratum by stratum and replicate by replicate on several threads.
enum UnitMajorTable {
  /// - Parameters:
  ///   - strata: Ranges of units; units outside all of them, and strata that are nil, keep `initial`.
  ///   - body: Fills the values of one stratum in one replicate, which come as `initial`.
  /// - Returns: The same values for any number of workers.
  static func values<Value: BitwiseCopyable & Sendable>(
    initial: Value, strata: [Range<Int>?], unitCount: Int, replicates: Int, workers: Int,
    _ body: @escaping @Sendable (_ stratum: Int, _ replicate: Int, StratumColumn<Value>) -> Void
  ) -> [Value] {
    [Value](unsafeUninitializedCapacity: unitCount * replicates) { buffer, initialized in
      buffer.initialize(repeating: initial)
      initialized = buffer.count
      let table = SharedTable(values: buffer, initial: initial, replicates: replicates)
      do {
        _ = try parallel(workers: workers) { worker in
          for (h, units) in strata.enumerated() {
            guard let units else { continue }
            table.fill(units, worker: worker, of: workers) { r, column in body(h, r, column) }
          }
        }
      } catch {
        preconditionFailure("nothing here throws: \(error)")
      }
    }
  }
}

/// The values of one replicate in the units of one stratum.
struct StratumColumn<Value> {
  fileprivate let first: UnsafeMutablePointer<Value>
  let count: Int

  /// Replicates that are made side by side, a unit's values of them next to each other. Written straight into the table
  /// each value would take a line of the cache for itself.
  @inline(__always) fileprivate static var stride: Int { 16 }

  @inline(__always)
  subscript(i: Int) -> Value {
    get { first[i &* Self.stride] }
    nonmutating set { first[i &* Self.stride] = newValue }
  }

  var indices: Range<Int> { 0..<count }
}

/// A table that several threads write, each its own replicates.
///
/// Unchecked, because pointers are not `Sendable`: no two workers write the same replicate, nobody reads before all have
/// ended, and `parallel` joins its threads before the buffer's closure returns.
private struct SharedTable<Value: BitwiseCopyable & Sendable>: @unchecked Sendable {
  let values: UnsafeMutableBufferPointer<Value>
  let initial: Value
  let replicates: Int

  func fill(_ units: Range<Int>, worker: Int, of workers: Int, _ body: (Int, StratumColumn<Value>) -> Void) {
    let size = StratumColumn<Value>.stride
    let scratch = UnsafeMutableBufferPointer<Value>.allocate(capacity: size * units.count)
    defer { scratch.deallocate() }
    for start in stride(from: worker * size, to: replicates, by: workers * size) {
      let block = start..<min(start + size, replicates)
      scratch.initialize(repeating: initial)
      guard let first = scratch.baseAddress else { return }
      for r in block { body(r, StratumColumn(first: first + (r - start), count: units.count)) }
      for (i, unit) in units.enumerated() {
        let source = UnsafeMutableBufferPointer(rebasing: scratch[i * size..<i * size + block.count])
        _ = values[(unit * replicates + start)..<(unit * replicates + start + block.count)].update(
          fromContentsOf: source)
      }
    }
  }
}
