import Glibc

/// One run of another program, from its start to its end.
package struct ProgramRun: Hashable, Sendable {
  package enum Ending: Hashable, Sendable {
    case code(Int32)
    case signal(Int32)
    /// It was ended because its time was over.
    case outOfTime
  }

  package let ending: Ending
  /// What it wrote last, to output and errors together: at most three lines.
  package let lastLines: [String]

  /// Starts the program and waits for its end.
  /// - Parameters:
  ///   - program: Its path.
  ///   - variables: Added to those of this process: `NAME=value`.
  ///   - seconds: After which it is ended; nil waits for ever.
  ///   - onLine: Called with each line that the program writes, as it comes.
  /// - Throws: ``FileSystem/Failure`` where the program cannot be started.
  package init(
    _ program: String, _ arguments: [String], variables: [String] = [], seconds: Double? = nil,
    onLine: (String) -> Void = { _ in }
  ) throws(FileSystem.Failure) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw FileSystem.Failure("start", program) }
    defer { close(ends[0]) }
    let process = try Self.spawn(program, arguments, variables, output: ends)
    var output = LinesOfProgram(ends[0])
    ending = Self.wait(for: process, seconds) { milliseconds in
      output.read(waiting: milliseconds).forEach(onLine)
    }
    output.rest().forEach(onLine)
    lastLines = output.last
  }

  /// Errors go where output does, so that the reason for a failure stands last; there is nothing to read.
  private static func spawn(
    _ program: String, _ arguments: [String], _ variables: [String], output ends: [Int32]
  ) throws(FileSystem.Failure) -> pid_t {
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
    for end in ends { posix_spawn_file_actions_addclose(&actions, end) }
    var (words, settings) = (texts([program] + arguments), texts(environment + variables))
    defer { for text in words + settings { free(text) } }
    var process = pid_t()
    let code = posix_spawn(&process, program, &actions, nil, &words, &settings)
    guard code == 0 else { throw FileSystem.Failure("start", program, code: code) }
    return process
  }

  private static func texts(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] { texts.map { strdup($0) } + [nil] }

  private static var environment: [String] {
    sequence(first: 0) { $0 + 1 }.lazy.map { environ[$0] }.prefix { $0 != nil }.map { String(cString: $0!) }
  }

  /// The end of the process is asked for, and not only the end of its output: a browser leaves helpers behind that keep it open.
  /// - Parameter pause: Passes the given time, in milliseconds, or less where the program writes.
  private static func wait(for process: pid_t, _ seconds: Double?, pause: (Int32) -> Void) -> Ending {
    let deadline = seconds.map { ContinuousClock.now + .seconds($0) }
    var status: Int32 = 0
    while true {
      pause(10)
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { return status & 0x7F == 0 ? .code((status >> 8) & 0xFF) : .signal(status & 0x7F) }
      if let deadline, ContinuousClock.now > deadline {
        kill(process, SIGKILL)
        waitpid(process, &status, 0)
        return .outOfTime
      }
    }
  }
}

/// What a program writes, cut into lines.
private struct LinesOfProgram {
  private let descriptor: Int32
  private var isOpen = true
  private var line: [UInt8] = []
  private(set) var last: [String] = []

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  /// The lines that have come to an end after at most the given time.
  mutating func read(waiting milliseconds: Int32) -> [String] {
    var ready = pollfd(fd: isOpen ? descriptor : -1, events: Int16(POLLIN), revents: 0)
    poll(&ready, 1, milliseconds)
    return available()
  }

  /// What is left when the program has ended, the last line also where it has no end.
  mutating func rest() -> [String] {
    let lines = available()
    return line.isEmpty ? lines : lines + [closed()]
  }

  private mutating func available() -> [String] {
    var (buffer, lines) = ([UInt8](repeating: 0, count: 4096), [String]())
    while isOpen {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { isOpen = false }
      guard count > 0 else { break }
      for byte in buffer[..<count] {
        if byte == UInt8(ascii: "\n") { lines.append(closed()) } else { line.append(byte) }
      }
    }
    return lines
  }

  private mutating func closed() -> String {
    let text = String(decoding: line, as: UTF8.self)
    line = []
    last = (last + [text]).suffix(3)
    return text
  }
}
