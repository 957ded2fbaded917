import Glibc

/// A file of comma-separated values that is read in chunks, by several threads, and never held whole.
///
/// The header is read and checked on opening. Records are RFC 4180: fields may be quoted and then hold separators, line
/// ends and doubled quotes; lines end with LF or CRLF. Whatever departs from that is an error with its line.
public struct CSVFile: Sendable {
  public static let defaultChunkBytes = 1 << 20

  public let path: String
  public let format: CSVFormat
  /// The names of the header, in order; distinct and not empty.
  public let columnNames: [String]
  /// Bytes of the file, and where the first record after the header starts.
  let size: Int
  let dataStart: Int

  /// - Throws: ``MicrodataError`` where the file cannot be read, or its header is not one.
  public init(path: String, format: CSVFormat = CSVFormat()) throws(MicrodataError) {
    let header = try CSVHeader(path: path, format: format)
    self.path = path
    self.format = format
    columnNames = header.names
    size = header.fileSize
    dataStart = header.dataStart
  }

  /// Reads the asked columns block by block, each of `threads` workers folding its blocks into its own accumulator, and
  /// merges the accumulators.
  ///
  /// Which worker reads which rows is left to chance: the result must not depend on it. Errors do not either: of all rows
  /// that are refused, by the reader or by `fold`, the first in the file is reported, whatever the threads and chunks.
  /// - Parameters:
  ///   - columns: What to read; a name may occur with several kinds.
  ///   - chunkBytes: Bytes that a worker reads at a time; memory is a small multiple of it per worker.
  ///   - fold: Adds the rows of one block. It refuses rows by throwing, each for its own sake alone.
  /// - Throws: ``MicrodataError``, and what `fold` and `merge` throw.
  public func reduce<A: Sendable>(
    columns: [ColumnSpec], threads: Int = 1, chunkBytes: Int = CSVFile.defaultChunkBytes,
    into make: @escaping @Sendable () -> A,
    _ fold: @escaping @Sendable (inout A, RowBlock) throws -> Void, merge: (inout A, A) throws -> Void
  ) throws -> A {
    precondition(threads > 0 && chunkBytes > 0)
    let wanted = try wantedColumns(columns)
    let chunks = try ChunkPlan(self, chunkBytes: chunkBytes, threads: threads)
    let progress = ChunkProgress(count: chunks.count)
    let results = try parallel(workers: min(threads, max(1, chunks.count))) { _ in
      var accumulator = make()
      var reader = try ChunkReader(self, wanted)
      while let chunk = progress.next() {
        do {
          try reader.read(chunks, chunk) {
            try fold(&accumulator, $0)
          } retry: { row in
            var single = make()
            try fold(&single, row)
          }
        } catch { progress.fail(chunk, error) }
      }
      return accumulator
    }
    if let error = progress.firstError { throw error }
    var total = results[0]
    for other in results.dropFirst() { try merge(&total, other) }
    return total
  }

  /// By column of the file, which of the asked columns take its fields.
  private func wantedColumns(_ columns: [ColumnSpec]) throws(MicrodataError) -> WantedColumns {
    var takers = [[Int]](repeating: [], count: columnNames.count)
    for (place, column) in columns.enumerated() {
      guard let position = columnNames.firstIndex(where: { $0.utf8.elementsEqual(column.name.utf8) }) else {
        let kind = MicrodataError.Kind.missingColumn(
          nearest: nearestName(to: column.name, among: columnNames), columns: columnNames)
        throw MicrodataError(kind, file: path, line: 1, column: column.name)
      }
      takers[position].append(place)
    }
    return WantedColumns(specs: columns, takers: takers)
  }
}

/// The asked columns, and for each column of the file the places of those that take its fields.
struct WantedColumns: Sendable {
  let specs: [ColumnSpec]
  let takers: [[Int]]
}

// MARK: Whole columns

/// A whole column in memory.
public enum Column: Sendable, Hashable {
  /// NaN is missing.
  case number([Double])
  case factor(Factor)
}

extension CSVFile {
  /// Whole columns in the order of the file, for files that fit in memory.
  public func readAll(columns: [ColumnSpec]) throws -> [Column] {
    try reduce(
      columns: columns, threads: 1, into: { WholeColumns(columns.count) }, { $0.append($1) },
      merge: { _, _ in preconditionFailure("one thread makes one accumulator") }
    ).columns
  }
}

private struct WholeColumns: Sendable {
  private var numbers: [[Double]]
  private var codes: [[Int32]]
  private var levels: [[String]?]

  init(_ count: Int) {
    numbers = Array(repeating: [], count: count)
    codes = Array(repeating: [], count: count)
    levels = Array(repeating: nil, count: count)
  }

  mutating func append(_ block: RowBlock) {
    for (place, column) in block.columns.enumerated() {
      switch column {
      case .number(let values): numbers[place] += values
      case .factor(let blockCodes, let blockLevels):
        codes[place] += blockCodes
        levels[place] = blockLevels
      }
    }
  }

  var columns: [Column] {
    levels.indices.map { place in
      guard let levels = levels[place] else { return .number(numbers[place]) }
      return .factor(Factor(unsortedLevels: levels, codes: codes[place]))
    }
  }
}

// MARK: Looking up

extension CSVFile {
  /// Where the first row stands whose level in a column is the one given; for errors about a level as a whole.
  public func firstPosition(of level: String, in column: ColumnSpec) throws -> SourcePosition? {
    try reduce(
      columns: [column], into: { SourcePosition?.none },
      { position, block in
        guard position == nil, case .factor(let codes, let levels) = block.columns[0],
          let code = levels.firstIndex(where: { $0.utf8.elementsEqual(level.utf8) }),
          let row = codes.firstIndex(of: Int32(code))
        else { return }
        position = block.position(ofRow: row)
      }, merge: { _, _ in })
  }
}
