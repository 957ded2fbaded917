import Glibc

/// Where a file may be cut so that every record belongs to exactly one chunk.
///
/// A chunk owns the records that start in its range of bytes. A line end is the end of a record only outside quotes, so
/// the quotes before each border are counted first: an odd number means that the border lies inside a quoted field.
struct ChunkPlan: Sendable {
  let file: InputFile
  let count: Int
  /// The end of the last record, line ends at the end of the file left out.
  let dataEnd: Int
  private let dataStart: Int
  private let chunkBytes: Int
  /// Whether the first byte of a chunk lies inside quotes.
  private let startsInQuotes: [Bool]

  init(_ csv: CSVFile, chunkBytes: Int, threads: Int) throws(MicrodataError) {
    file = try InputFile(csv.path)
    dataStart = csv.dataStart
    self.chunkBytes = chunkBytes
    dataEnd = try Self.endOfData(file, from: csv.dataStart)
    count = (dataEnd - dataStart + chunkBytes - 1) / chunkBytes
    startsInQuotes = count > 1 ? try Self.quoteParity(file, dataStart, dataEnd, chunkBytes, count) : [false]
  }

  /// Line ends at the end are no empty records.
  private static func endOfData(_ file: InputFile, from start: Int) throws(MicrodataError) -> Int {
    var end = file.size
    while end > start {
      let tail = try file.read(from: max(start, end - 4096), count: min(4096, end - start))
      let before = end
      var place = tail.count
      while place > 0, tail[place - 1] == 0x0A {
        place -= 1
        if place > 0, tail[place - 1] == 0x0D { place -= 1 }
      }
      end -= tail.count - place
      if end == before || place > 0 { return end }
    }
    return max(end, start)
  }

  private static func quoteParity(
    _ file: InputFile, _ start: Int, _ end: Int, _ chunkBytes: Int, _ count: Int
  ) throws(MicrodataError) -> [Bool] {
    var isOdd = [Bool](repeating: false, count: count)
    var position = start
    var buffer = [UInt8](repeating: 0, count: min(1 << 20, end - start))
    while position < end {
      let length = min(buffer.count, end - position)
      try file.read(into: &buffer, at: 0, from: position, count: length)
      buffer.withUnsafeBytes { bytes in
        var place = 0
        while let hit = memchr(bytes.baseAddress! + place, 0x22, length - place) {
          place = UnsafeRawPointer(hit) - bytes.baseAddress!
          isOdd[(position + place - start) / chunkBytes].toggle()
          place += 1
          if place == length { break }
        }
      }
      position += length
    }
    var inQuotes = false
    return isOdd.map { odd in
      defer { inQuotes = inQuotes != odd }
      return inQuotes
    }
  }

  // MARK: One chunk

  /// The first byte of a chunk; the end of the data for the number after the last.
  func border(_ chunk: Int) -> Int { chunk >= count ? dataEnd : dataStart + chunk * chunkBytes }

  /// Reads the records of a chunk into `buffer`.
  /// - Returns: The range of the buffer that they fill, and where in the file it begins.
  func load(_ chunk: Int, into buffer: inout [UInt8]) throws(MicrodataError) -> (range: Range<Int>, position: Int) {
    let first = border(chunk) - (chunk == 0 ? 0 : 1)  // the byte before tells whether a record ends there
    var last = min(dataEnd, border(chunk + 1) + 4096)
    var loaded = 0
    while true {
      if buffer.count < last - first { buffer.append(contentsOf: repeatElement(0, count: last - first - buffer.count)) }
      try file.read(into: &buffer, at: loaded, from: first + loaded, count: last - first - loaded)
      loaded = last - first
      if let start = recordStart(chunk, buffer, first, loaded), let end = recordStart(chunk + 1, buffer, first, loaded)
      {
        return (start..<end, first + start)
      }
      last = min(dataEnd, last + max(1 << 16, loaded))
    }
  }

  /// The place of the first record that starts at a chunk's border or after it; nil where it lies beyond the buffer.
  private func recordStart(_ chunk: Int, _ buffer: [UInt8], _ first: Int, _ loaded: Int) -> Int? {
    guard chunk > 0 else { return 0 }
    guard chunk < count else { return dataEnd - first <= loaded ? dataEnd - first : nil }
    var inQuotes = startsInQuotes[chunk]
    var place = border(chunk) - 1 - first
    // The byte before the border: its quotes are counted already.
    if buffer[place] == 0x0A, !inQuotes { return place + 1 }
    place += 1
    while place < loaded {
      if buffer[place] == 0x22 { inQuotes.toggle() }
      if buffer[place] == 0x0A, !inQuotes { return place + 1 }
      place += 1
    }
    return first + loaded == dataEnd ? loaded : nil
  }
}
