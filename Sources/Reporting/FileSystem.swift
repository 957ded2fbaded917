import Glibc

/// The system calls behind output and golden folders.
package enum FileSystem {
  package enum Kind { case file, folder, absent }

  /// A call that failed, with the reason that the system gives.
  package struct Failure: Error {
    package let action: String
    package let path: String
    package let reason: String

    /// - Parameter code: The error number, read at once, since the next call sets it anew.
    init(_ action: String, _ path: String, code: Int32 = errno) {
      (self.action, self.path) = (action, path)
      reason = String(cString: strerror(code))
    }
  }

  /// Follows links.
  package static func kind(_ path: String) -> Kind {
    var status = stat()
    guard stat(path, &status) == 0 else { return .absent }
    return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
  }

  /// The path without links, `.` and `..`; nil where nothing is there.
  static func resolved(_ path: String) -> String? {
    guard let buffer = realpath(path, nil) else { return nil }
    defer { free(buffer) }
    return String(cString: buffer)
  }

  // MARK: Reading

  package static func read(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure("read the file", path) }
    defer { close(descriptor) }
    var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure("read the file", path) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// Names in a folder, in byte order.
  package static func names(in folder: String) throws(Failure) -> [String] {
    guard let stream = opendir(folder) else { throw Failure("read the folder", folder) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Paths of all files below a folder, relative to it, in byte order of each level.
  static func files(below folder: String) throws(Failure) -> [String] {
    var files: [String] = []
    for name in try names(in: folder) {
      let path = "\(folder)/\(name)"
      if isFolder(path) {
        files += try self.files(below: path).map { "\(name)/\($0)" }
      } else {
        files.append(name)
      }
    }
    return files
  }

  /// Whether a folder is there itself, not a link to one: what is deleted is never reached through a link.
  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  // MARK: Writing

  package static func makeFolder(_ path: String) throws(Failure) {
    guard mkdir(path, 0o777) == 0 else { throw Failure("create the folder", path) }
  }

  /// Creates the file, which must not exist.
  package static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Failure("write the file", path) }
    var code = writeAll(bytes, to: descriptor)
    if close(descriptor) != 0, code == 0 { code = errno }
    guard code == 0 else { throw Failure("write the file", path, code: code) }
  }

  /// 0, or the error number.
  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress!, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return errno }
        rest = rest.dropFirst(count)
      }
      return 0
    }
  }

  static func move(_ source: String, to target: String) throws(Failure) {
    guard rename(source, target) == 0 else { throw Failure("move the results into place", target) }
  }

  /// Lets two paths change places at once; false where the system or the file system cannot.
  static func exchange(_ a: String, _ b: String) -> Bool {
    // The Swift module of the C library leaves renameat2 out, so it is looked up by name.
    guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "renameat2") else { return false }
    typealias Rename = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    let (currentFolder, exchange): (Int32, UInt32) = (-100, 2)
    return unsafeBitCast(symbol, to: Rename.self)(currentFolder, a, currentFolder, b, exchange) == 0
  }

  /// Deletes a folder and what is in it, as far as the system allows.
  package static func remove(_ folder: String) {
    for name in (try? names(in: folder)) ?? [] {
      let path = "\(folder)/\(name)"
      if isFolder(path) { remove(path) } else { unlink(path) }
    }
    rmdir(folder)
  }
}
