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
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw MicrodataError(.unreadable(reason: "it is not a regular file"), file: path)
    }
    size = status.st_size
  }

  deinit { close(descriptor) }

  /// - Precondition: the range lies within the file.
  func read(from position: Int, count: Int) throws(MicrodataError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try read(into: &bytes, at: 0, from: position, count: count)
    return bytes
  }

  /// Reads `count` bytes of the file from `position` into `bytes` from `place` on.
  func read(into bytes: inout [UInt8], at place: Int, from position: Int, count: Int) throws(MicrodataError) {
    var done = 0
    while done < count {
      let (start, offset, length) = (place + done, position + done, count - done)
      let got = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress! + start, length, offset) }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw Self.unreadable(path, errno) }
      guard got > 0 else {
        throw MicrodataError(.unreadable(reason: "it became shorter while it was read"), file: path)
      }
      done += got
    }
  }

  private static func unreadable(_ path: String, _ code: Int32) -> MicrodataError {
    MicrodataError(.unreadable(reason: String(cString: strerror(code))), file: path)
  }
}
