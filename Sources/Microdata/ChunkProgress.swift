import Synchronization

/// Hands out chunks in the order of the file, and keeps the error of the first chunk that failed.
///
/// Chunks before a failed one are always handed out before it, so what is kept at the end is the first error of the file.
final class ChunkProgress: Sendable {
  private struct State {
    var nextChunk = 0
    var failedChunk = Int.max
    var error: (any Error)?
  }
  private let count: Int
  private let state = Mutex(State())

  init(count: Int) { self.count = count }

  /// The next chunk; nil where none is left or one before it has failed.
  func next() -> Int? {
    state.withLock { state in
      guard state.nextChunk < min(count, state.failedChunk) else { return nil }
      state.nextChunk += 1
      return state.nextChunk - 1
    }
  }

  func fail(_ chunk: Int, _ error: any Error) {
    state.withLock { state in
      guard chunk < state.failedChunk else { return }
      (state.failedChunk, state.error) = (chunk, error)
    }
  }

  var firstError: (any Error)? { state.withLock { $0.error } }
}
