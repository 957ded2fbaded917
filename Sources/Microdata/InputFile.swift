import Glibc

/// A file opened for reading at any position, closed when the last reference goes; or records in memory.
final class InputFile: Sendable {
  private enum Content {
    case file(descriptor: Int32)
    case memory([UInt8])
  }
  /// How errors name it.
  let path: String
  let size: Int
  /// What errors call its lines.
  let numbering: LineNumbering
  private let content: Content

  init(_ transcript: Transcript) {
    (path, size, numbering) = (transcript.name, transcript.bytes.count, transcript.numbering)
    content = .memory(transcript.bytes)
  }

  init(_ path: String) throws(MicrodataError) {
    self.path = path
    numbering = .physical
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.unreadable(path, errno) }
    content = .file(descriptor: descriptor)
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

  deinit { if case .file(let descriptor) = content { close(descriptor) } }

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
    switch content {
    case .memory(let all):
      all.withUnsafeBytes { bytes.copyMemory(from: .init(rebasing: $0[position...].prefix(bytes.count))) }
    case .file(let descriptor): try read(descriptor, into: bytes, from: position)
    }
  }

  private func read(
    _ descriptor: Int32, into bytes: UnsafeMutableRawBufferPointer, from position: Int
  ) throws(MicrodataError) {
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

/// The first bytes of a file, from which its kind can be told.
public enum FileStart {
  /// - Returns: At most `count` bytes.
  /// - Throws: ``MicrodataError`` where the file cannot be read.
  public static func bytes(of path: String, count: Int) throws(MicrodataError) -> [UInt8] {
    let file = try InputFile(path)
    return try file.read(from: 0, count: min(count, file.size))
  }
}
