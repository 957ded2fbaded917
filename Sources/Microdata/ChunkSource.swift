/// Cuts a file into chunks of whole records, hands them out in the order of the file, and keeps the error of the first
/// chunk that failed.
///
/// Where a record ends depends on the quotes before it, so a chunk can only be cut once the one before it is. Reading and
/// cutting are therefore one worker's turn at a time; they take a tenth of the time that parsing takes, which goes on in
/// parallel. A chunk starts where the last complete record of the one before ended, whatever the size of chunks.
final class ChunkSource: Sendable {
  /// A longer record is taken for a quote that was never closed.
  static let maximumRecordBytes = 64 << 20

  struct Chunk: Sendable {
    /// The number of the chunk, from 0.
    let ordinal: Int
    /// Where it stands in the file.
    let position: Int
    /// Its only record is longer than allowed.
    let isTooLong: Bool
  }
  private struct State {
    var position: Int
    var nextChunk = 0
    var failedChunk = Int.max
    var error: (any Error)?

    mutating func fail(_ chunk: Int, _ error: any Error) {
      guard chunk < failedChunk else { return }
      (failedChunk, self.error) = (chunk, error)
    }
  }
  private let file: InputFile
  private let chunkBytes: Int
  /// The end of the last record; line ends at the end of the file are no empty records.
  private let dataEnd: Int
  private let state: Locked<State>

  /// The number of chunks, if every one had its size.
  let expectedCount: Int

  init(_ file: InputFile, from start: Int, chunkBytes: Int) throws(MicrodataError) {
    self.file = file
    self.chunkBytes = min(chunkBytes, Self.maximumRecordBytes)
    dataEnd = try Self.endOfData(file, from: start)
    expectedCount = (dataEnd - start + chunkBytes - 1) / chunkBytes
    state = Locked(State(position: start))
  }

  /// Reads the next chunk; nil where none is left or one before it has failed.
  func next(into buffer: inout ByteBuffer) -> Chunk? {
    state.withLock { state -> Chunk? in
      guard state.position < dataEnd, state.nextChunk < state.failedChunk else { return nil }
      let ordinal = state.nextChunk
      state.nextChunk += 1
      do {
        let isTooLong = try cut(from: state.position, into: &buffer)
        defer { state.position += buffer.count }
        return Chunk(ordinal: ordinal, position: state.position, isTooLong: isTooLong)
      } catch {
        state.fail(ordinal, error)
        return nil
      }
    }
  }

  /// Chunks before a failed one are always handed out before it, so what is kept at the end is the first error of the file.
  func fail(_ chunk: Int, _ error: any Error) {
    state.withLock { $0.fail(chunk, error) }
  }

  var firstError: (any Error)? { state.withLock { $0.error } }

  // MARK: Cutting

  /// Fills the buffer with whole records from `position` on.
  /// - Returns: Whether it holds the beginning of a record that is too long instead.
  private func cut(from position: Int, into buffer: inout ByteBuffer) throws(MicrodataError) -> Bool {
    let rest = dataEnd - position
    _ = buffer.resize(to: 0)
    var length = min(chunkBytes, rest)
    while true {
      let done = buffer.count
      try file.read(into: buffer.resize(to: length), from: position + done)
      if length == rest { return false }
      if let end = Self.endOfLastRecord(buffer.bytes) {
        _ = buffer.resize(to: end)
        return false
      }
      if length == Self.maximumRecordBytes { return true }
      length = min(2 * length + 64, Self.maximumRecordBytes, rest)
    }
  }

  /// Behind the last line end that lies outside quotes, in bytes that begin outside quotes.
  private static func endOfLastRecord(_ bytes: UnsafeRawBufferPointer) -> Int? {
    var isInQuotes = bytes.hasOddNumber(of: 0x22)
    for place in bytes.indices.reversed() {
      if bytes[place] == 0x22 { isInQuotes.toggle() }
      if bytes[place] == 0x0A, !isInQuotes { return place + 1 }
    }
    return nil
  }

  private static func endOfData(_ file: InputFile, from start: Int) throws(MicrodataError) -> Int {
    var end = file.size
    while end > start {
      let first = max(start, end - 4096)
      let tail = try file.read(from: first, count: end - first)
      // The first byte waits for the next round, which sees whether a carriage return stands before it.
      let length = lengthWithoutLineEnds(tail, atLeast: first == start ? 0 : 1)
      if length == tail.count { break }
      end = first + length
    }
    return end
  }

  private static func lengthWithoutLineEnds(_ bytes: [UInt8], atLeast minimum: Int) -> Int {
    var length = bytes.count
    while length > minimum, bytes[length - 1] == 0x0A {
      length -= length > 1 && bytes[length - 2] == 0x0D ? 2 : 1
    }
    return length
  }
}
