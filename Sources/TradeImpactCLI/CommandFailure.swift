import Glibc

/// The exit codes that every command shares.
enum CommandExitCode: Int32, Sendable {
  case done = 0
  case checkFailed = 1
  case usage = 2
  case badInput = 3
  case notComputable = 4
  case outputNotWritten = 5
}

/// The end of a command that could not do its work: one sentence, and the exit code.
struct CommandFailure: Error {
  let code: CommandExitCode
  let message: String
}

func endProcess(_ code: CommandExitCode) -> Never { exit(code.rawValue) }
