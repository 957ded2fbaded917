import Glibc
import Reporting

/// A program of the system that turns one file into another.
public struct ExternalProgram: Sendable, Hashable {
  /// What it is wanted for, as the study file says it.
  let output: String
  /// Under which it may be installed, the usual one first.
  let names: [String]
  /// Of Debian.
  let package: String

  package init(output: String, names: [String], package: String) {
    (self.output, self.names, self.package) = (output, names, package)
  }

  public static let pandoc = ExternalProgram(output: "docx", names: ["pandoc"], package: "pandoc")
  public static let chromium = ExternalProgram(
    output: "pdf", names: ["chromium", "chromium-browser", "google-chrome"], package: "chromium fonts-wqy-microhei")

  /// The first of the names in the folders of `PATH`.
  /// - Throws: ``PublishingError/missingProgram(output:names:package:)``.
  @discardableResult
  public func path() throws(PublishingError) -> String {
    let folders = (getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin").split(separator: ":")
    for name in names {
      if let folder = folders.first(where: { access("\($0)/\(name)", X_OK) == 0 }) { return "\(folder)/\(name)" }
    }
    throw .missingProgram(output: output, names: names, package: package)
  }

  /// Runs the program and waits for its end.
  /// - Parameters:
  ///   - variables: Added to those of this process.
  ///   - folder: For what the program says.
  ///   - seconds: After which it is ended; a browser may wait for ever.
  package func run(
    _ arguments: [String], variables: [String] = [], folder: String, seconds: Double = 180
  ) throws(PublishingError) {
    let (program, log) = (try path(), folder + "/log")
    let process = try spawn(program, arguments, variables, log)
    guard let code = Self.wait(for: process, seconds: seconds) else {
      throw .failed(program: program, reason: "no result after \(seconds) seconds")
    }
    guard code == 0 else {
      let said = (try? FileSystem.read(log)).map { String(decoding: $0, as: UTF8.self) } ?? ""
      let last = said.split(separator: "\n").suffix(3).joined(separator: "; ")
      throw .failed(program: program, reason: "ended with code \(code): \(last)")
    }
  }

  private func spawn(
    _ program: String, _ arguments: [String], _ variables: [String], _ log: String
  ) throws(PublishingError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var (words, settings) = (Self.list([program] + arguments), Self.list(Self.environment(adding: variables)))
    defer { for text in words + settings { free(text) } }
    var process = pid_t()
    let code = posix_spawn(&process, program, &actions, nil, &words, &settings)
    guard code == 0 else { throw .system(action: "start", path: program, reason: String(cString: strerror(code))) }
    return process
  }

  private static func list(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] { texts.map { strdup($0) } + [nil] }

  private static func environment(adding variables: [String]) -> [String] {
    var (texts, place) = ([String](), 0)
    while let text = environ[place] {
      texts.append(String(cString: text))
      place += 1
    }
    return texts + variables
  }

  /// The exit code, negative for a signal; nil where time ran out.
  private static func wait(for process: pid_t, seconds: Double) -> Int32? {
    var status: Int32 = 0
    for _ in 0..<Int(seconds * 100) {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F) }
      guard ended == 0 || errno == EINTR else { return nil }
      usleep(10_000)
    }
    kill(process, SIGKILL)
    waitpid(process, &status, 0)
    return nil
  }
}

/// Calls the closure with a temporary folder, and names what the system refuses.
func inTemporaryFolder<Value>(
  _ body: (String) throws(PublishingError) -> Value
) throws(PublishingError) -> Value {
  let folder = try system { () throws(FileSystem.Failure) in try FileSystem.makeTemporaryFolder() }
  defer { FileSystem.remove(folder) }
  return try body(folder)
}

func system<Value>(_ body: () throws(FileSystem.Failure) -> Value) throws(PublishingError) -> Value {
  do throws(FileSystem.Failure) { return try body() } catch {
    throw .system(action: error.action, path: error.path, reason: error.reason)
  }
}
