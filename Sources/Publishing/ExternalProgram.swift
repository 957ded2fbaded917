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
  ///   - seconds: After which it is ended; a browser may wait for ever.
  package func run(
    _ arguments: [String], variables: [String] = [], seconds: Double = 180
  ) throws(PublishingError) {
    let program = try path()
    let run = try system { () throws(FileSystem.Failure) in
      try ProgramRun(program, arguments, variables: variables, seconds: seconds)
    }
    let said = run.lastLines.joined(separator: "; ")
    switch run.ending {
    case .code(0): return
    case .code(let code): throw .failed(program: program, reason: "ended with code \(code): \(said)")
    case .signal(let number): throw .failed(program: program, reason: "was ended by signal \(number): \(said)")
    case .outOfTime: throw .failed(program: program, reason: "no result after \(seconds) seconds")
    }
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
