import Synchronization

/// The places 0..<count in chunks that several threads take in turn; results come back by chunk, so that sums over them do
/// not depend on the number of threads.
package struct RowChunks: Sendable {
  /// Rows of a block: its columns and their weighted copy stay in the second-level cache.
  package static let blockRows = 1_024
  /// Rows of a chunk: enough for a thread to be worth its start.
  private static let chunkRows = 16 * blockRows

  package let count: Int

  package init(count: Int) { self.count = count }

  private var chunkCount: Int { (count + Self.chunkRows - 1) / Self.chunkRows }

  private func chunk(_ index: Int) -> Range<Int> {
    index * Self.chunkRows..<min((index + 1) * Self.chunkRows, count)
  }

  /// The blocks of a run of places.
  package static func blocks(_ places: Range<Int>) -> [Range<Int>] {
    stride(from: places.lowerBound, to: places.upperBound, by: blockRows).map {
      $0..<min($0 + blockRows, places.upperBound)
    }
  }

  /// The results of all chunks, in their order.
  package func map<R: Sendable>(threads: Int, _ body: @escaping @Sendable (Range<Int>) -> R) -> [R] {
    Self.map(chunkCount, threads: threads) { body(chunk($0)) }
  }

  /// Calls the closure with every block of rows, blocks of a chunk in order.
  package func forEach(threads: Int, _ body: @escaping @Sendable (_ block: Range<Int>) -> Void) {
    _ = map(threads: threads) { chunk in for block in Self.blocks(chunk) { body(block) } }
  }

  /// One value a place.
  /// - Parameter write: Writes the values of a block.
  package func values(
    threads: Int, _ write: @escaping @Sendable (_ block: Range<Int>, _ out: UnsafeMutablePointer<Double>) -> Void
  ) -> [Double] {
    Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      let shared = SharedBuffer(start: buffer.baseAddress)
      forEach(threads: threads) { block in
        if let start = shared.start { write(block, start + block.lowerBound) }
      }
      initialized = count
    }
  }

  /// The results of tasks 0, 1, 2, ..., in their order.
  package static func map<R: Sendable>(
    _ count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> R
  ) -> [R] {
    let next = Counter()
    let parts = run(workers: min(threads, count)) { _ in
      var results: [(task: Int, value: R)] = []
      while let index = next.take(below: count) { results.append((index, body(index))) }
      return results
    }
    return parts.flatMap { $0 }.sorted { $0.task < $1.task }.map(\.value)
  }

  private static func run<R: Sendable>(workers: Int, _ body: @escaping @Sendable (Int) -> R) -> [R] {
    guard workers > 1 else { return [body(0)] }
    do { return try parallel(workers: workers, body) } catch { preconditionFailure("work that throws nothing threw") }
  }
}

/// Memory of which several threads write different parts.
///
/// Unchecked, because pointers are not `Sendable`: chunks do not overlap, and all threads have ended before the memory is read.
private struct SharedBuffer: @unchecked Sendable {
  let start: UnsafeMutablePointer<Double>?
}

/// Hands out 0, 1, 2, ...
private final class Counter: Sendable {
  private let next = Atomic<Int>(0)

  func take(below limit: Int) -> Int? {
    let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
    return index < limit ? index : nil
  }
}
