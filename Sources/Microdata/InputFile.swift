import Glibc

/// A file opened for reading at any position, closed when the last reference goes.
final class InputFile: Sendable {
  let path: String
  let size: Int
  private let descriptor: Int32

  init(_ path: String) throws(MicrodataError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.unreadable(path, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.unreadable(path, errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw MicrodataError(.unreadable(reason: "it is a directory"), file: path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw MicrodataError(.unreadable(reason: "it is not a regular file"), file: path)
    }
    size = status.st_size
  }

  deinit { close(descriptor) }

  /// - Precondition: the range lies within the file.
  func read(from position: Int, count: Int) throws(MicrodataError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try bytes.withUnsafeMutableBytes { raw in
      Result { () throws(MicrodataError) in try read(into: raw, from: position) }
    }.get()
    return bytes
  }

  /// Fills `bytes` from `position` of the file.
  func read(into bytes: UnsafeMutableRawBufferPointer, from position: Int) throws(MicrodataError) {
    var done = 0
    while done < bytes.count {
      let got = pread(descriptor, bytes.baseAddress! + done, bytes.count - done, position + done)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw Self.unreadable(path, errno) }
      guard got > 0 else {
        throw MicrodataError(.unreadable(reason: "it became shorter while it was read"), file: path)
      }
      done += got
    }
  }

  /// Line ends between two positions.
  func lineEnds(from start: Int, to end: Int) throws(MicrodataError) -> Int {
    var (count, position) = (0, start)
    while position < end {
      let bytes = try read(from: position, count: min(1 << 20, end - position))
      count += bytes.withUnsafeBytes { $0.count(of: 0x0A) }
      position += bytes.count
    }
    return count
  }

  private static func unreadable(_ path: String, _ code: Int32) -> MicrodataError {
    MicrodataError(.unreadable(reason: String(cString: strerror(code))), file: path)
  }
}
