import Glibc
import TestSupport

/// One run of a built program of the package: what it printed, and how it ended.
struct CommandRun {
  let exitCode: Int32
  let output: String
  let errors: String

  /// - Parameters:
  ///   - program: A product of the package, built in release mode as the test command does.
  ///   - variables: The whole environment; nil for that of the tests.
  init(_ arguments: [String], program: String = "trade-impact", variables: [String]? = nil) throws {
    let folder = TemporaryFolder()
    let (out, err) = (folder.path + "/out", folder.path + "/err")
    let path = Fixtures.package + "/.build/release/" + program
    guard access(path, X_OK) == 0 else { throw Fixtures.Unreadable(path: path) }
    exitCode = try Self.spawn(path, arguments, variables, out, err)
    output = String(decoding: try Fixtures.bytes(out), as: UTF8.self)
    errors = String(decoding: try Fixtures.bytes(err), as: UTF8.self)
  }

  private static func spawn(
    _ path: String, _ arguments: [String], _ variables: [String]?, _ out: String, _ err: String
  ) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, file) in [(1, out), (2, err)] as [(Int32, String)] {
      posix_spawn_file_actions_addopen(&actions, descriptor, file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    var settings: [UnsafeMutablePointer<CChar>?] = (variables ?? []).map { strdup($0) } + [nil]
    defer { for word in words + settings { free(word) } }
    var process = pid_t()
    let code =
      variables == nil
      ? posix_spawn(&process, path, &actions, nil, &words, environ)
      : posix_spawn(&process, path, &actions, nil, &words, &settings)
    guard code == 0 else { throw Fixtures.Unreadable(path: path) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
  }
}
