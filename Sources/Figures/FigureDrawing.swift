import Glibc
import Reporting

/// Drawings of specifications as SVG and PNG, by vl-convert in one Python process for all of them.
public struct FigureDrawing: Sendable {
  public enum Format: String, Sendable, Hashable, CaseIterable { case svg, png }

  /// The Python whose packages contain `vl_convert`.
  public let python: String

  public init(python: String) { self.python = python }

  /// - Parameters:
  ///   - specifications: Name and JSON text; names are distinct and hold no slash.
  ///   - progress: Called with the number of specifications that are drawn.
  /// - Returns: `name.svg` and `name.png` in the order of the specifications, with their bytes.
  /// - Throws: ``FigureDrawingError``.
  public func drawings(
    of specifications: [(name: String, text: String)], as formats: [Format], progress: (Int) -> Void = { _ in }
  ) throws(FigureDrawingError) -> [(file: String, bytes: [UInt8])] {
    let folder = try temporaryFolder()
    defer { FileSystem.remove(folder) }
    do throws(FileSystem.Failure) {
      for one in specifications { try FileSystem.write(Array(one.text.utf8), to: "\(folder)/\(one.name).vl.json") }
      try FileSystem.write(PackageResources.draw_py, to: "\(folder)/draw.py")
    } catch { throw .system(error.reason) }
    try run(["\(folder)/draw.py", folder] + formats.map(\.rawValue), progress)
    var files: [(file: String, bytes: [UInt8])] = []
    for one in specifications {
      for format in formats { files.append(try read("\(one.name).\(format.rawValue)", in: folder)) }
    }
    return files
  }

  private func read(_ file: String, in folder: String) throws(FigureDrawingError) -> (file: String, bytes: [UInt8]) {
    do throws(FileSystem.Failure) { return (file, try FileSystem.read("\(folder)/\(file)")) } catch {
      throw .system(error.reason)
    }
  }

  private func temporaryFolder() throws(FigureDrawingError) -> String {
    do throws(FileSystem.Failure) { return try FileSystem.makeTemporaryFolder() } catch { throw .system(error.reason) }
  }

  // MARK: The process

  private func run(_ arguments: [String], _ progress: (Int) -> Void) throws(FigureDrawingError) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw .system(String(cString: strerror(errno))) }
    let child = try spawn(arguments, output: ends)
    close(ends[1])
    let text = Self.readLines(ends[0], progress)
    close(ends[0])
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else { throw .failed(python: python, lastLine: text) }
  }

  /// Standard error goes where standard output does, so that the reason for a failure is its last line.
  private func spawn(_ arguments: [String], output ends: [Int32]) throws(FigureDrawingError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    var words: [UnsafeMutablePointer<CChar>?] = ([python] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child = pid_t()
    let code = posix_spawn(&child, python, &actions, nil, &words, environ)
    guard code == 0 else { throw .noPython(python, reason: String(cString: strerror(code))) }
    return child
  }

  /// - Returns: The last line that the process wrote.
  private static func readLines(_ descriptor: Int32, _ progress: (Int) -> Void) -> String {
    var (buffer, line, last, count) = ([UInt8](repeating: 0, count: 4096), [UInt8](), [UInt8](), 0)
    while true {
      let read = Glibc.read(descriptor, &buffer, buffer.count)
      if read < 0, errno == EINTR { continue }
      guard read > 0 else { return String(decoding: line.isEmpty ? last : line, as: UTF8.self) }
      for byte in buffer[..<read] {
        guard byte == UInt8(ascii: "\n") else {
          line.append(byte)
          continue
        }
        (last, line, count) = (line, [], count + 1)
        progress(count)
      }
    }
  }
}

/// Why figures are not drawn.
public enum FigureDrawingError: Error, Hashable, Sendable {
  case noPython(String, reason: String)
  case failed(python: String, lastLine: String)
  case system(String)
}

extension FigureDrawingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noPython(let python, let reason):
      "figures cannot be drawn: \(python) does not start: \(reason); run ./bootstrap, or leave svg and png out of outputs"
    case .failed(let python, let line):
      "figures cannot be drawn: \(python) ended with \"\(line)\"; run ./bootstrap, or leave svg and png out of outputs"
    case .system(let reason): "figures cannot be drawn: \(reason)"
    }
  }
}
