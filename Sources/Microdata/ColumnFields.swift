/// The fields of one column in a run of records.
struct ColumnFields {
  private let bytes: UnsafeRawPointer
  /// The start of the first field, then that of the field behind it, and so on for records at multiples of `stride`.
  private let starts: UnsafePointer<UInt32>
  private let stride: Int
  let count: Int
  /// What stands behind the fields, or most of them.
  let separator: UInt8

  /// - Parameter bytes: Of a ``ByteBuffer``, which may be read beyond its end.
  init(
    bytes: UnsafeRawPointer, starts: UnsafePointer<UInt32>, stride: Int, count: Int, separator: UInt8
  ) {
    (self.bytes, self.starts, self.stride, self.count, self.separator) = (bytes, starts, stride, count, separator)
  }

  /// The first four bytes of a field, and what stands behind it where it is shorter.
  @inline(__always)
  func firstBytes(_ row: Int) -> UInt32 {
    (bytes + Int(starts[row &* stride])).loadUnaligned(as: UInt32.self)
  }

  /// A field with its quotes, if it has any; bytes that may be read a little beyond their end.
  @inline(__always)
  func raw(_ row: Int) -> UnsafeRawBufferPointer {
    let start = starts[row &* stride]
    return UnsafeRawBufferPointer(
      start: bytes + Int(start), count: Int(starts[row &* stride &+ 1] &- start) &- 1)
  }

  /// A field without the quotes around it; what starts with one ends with one.
  @inline(__always)
  subscript(row: Int) -> UnsafeRawBufferPointer {
    let field = raw(row)
    let start = field.baseAddress.unsafelyUnwrapped
    guard start.load(as: UInt8.self) == 0x22 else { return field }
    return UnsafeRawBufferPointer(start: start + 1, count: field.count &- 2)
  }
}
