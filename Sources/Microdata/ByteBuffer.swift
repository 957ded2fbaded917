/// Memory for a run of bytes that may be read a little beyond its end.
///
/// Behind the bytes stand zeros as far as a load of a ``ByteBlock`` reaches that begins at the last of them or just behind.
struct ByteBuffer: ~Copyable {
  private static let padding = ByteBlock.size
  private var memory: UnsafeMutableRawBufferPointer
  private(set) var count = 0

  init() { memory = .allocate(byteCount: Self.padding, alignment: 64) }

  deinit { memory.deallocate() }

  /// Valid until the buffer changes.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory.baseAddress, count: count) }

  /// Changes the number of bytes, keeping those that stay, and returns the new ones at the end, not yet initialized.
  mutating func resize(to newCount: Int) -> UnsafeMutableRawBufferPointer {
    if newCount + Self.padding > memory.count { move(to: newCount) }
    let old = min(count, newCount)
    count = newCount
    memory.baseAddress!.advanced(by: newCount).initializeMemory(as: UInt8.self, repeating: 0, count: Self.padding)
    return UnsafeMutableRawBufferPointer(rebasing: memory[old..<newCount])
  }

  private mutating func move(to newCount: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: newCount + Self.padding, alignment: 64)
    larger.copyMemory(from: bytes)
    memory.deallocate()
    memory = larger
  }
}
