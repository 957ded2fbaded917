/// The columns under way of one worker, in the order in which they were asked for.
struct ColumnStore: ~Copyable {
  /// Builders stand still in memory so that the loop over fields reaches them without copies and counts of references.
  let builders: UnsafeMutablePointer<ColumnBuilder>
  let count: Int
  /// Rows that there is room for.
  private(set) var capacity = 0

  init(_ specs: [ColumnSpec], _ format: CSVFormat, _ decoder: TextDecoder) {
    count = specs.count
    builders = .allocate(capacity: specs.count)
    for (place, spec) in specs.enumerated() {
      (builders + place).initialize(to: ColumnBuilder(spec.kind, format, decoder))
    }
  }

  deinit {
    builders.deinitialize(count: count)
    builders.deallocate()
  }

  /// Makes room for that many rows, keeping the first `rows`.
  mutating func reserve(_ needed: Int, keeping rows: Int) {
    guard needed > capacity else { return }
    capacity = max(256, needed, capacity * 2)
    for place in 0..<count { builders[place].enlarge(to: capacity, keeping: rows) }
  }

  func block(rows: Int) -> [BlockColumn] { (0..<count).map { builders[$0].block(rows: rows) } }
}
