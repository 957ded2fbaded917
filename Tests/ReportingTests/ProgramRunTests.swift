import Reporting
import Testing

@Suite struct ProgramRunTests {
  private func shell(_ script: String, seconds: Double? = nil, onLine: (String) -> Void = { _ in }) throws -> ProgramRun
  {
    try ProgramRun("/bin/sh", ["-c", script], variables: ["KIND=why"], seconds: seconds, onLine: onLine)
  }

  @Test func linesComeInOrderAndTheLastThreeAreKept() throws {
    var lines: [String] = []
    let run = try shell("echo one; echo two >&2; echo three; printf \"$KIND\"") { lines.append($0) }
    #expect(lines == ["one", "two", "three", "why"])
    #expect(run.lastLines == ["two", "three", "why"])
    #expect(run.ending == .code(0))
  }

  @Test func linesLongerThanABufferStayWhole() throws {
    var lines: [String] = []
    _ = try shell("head -c 100000 /dev/zero | tr '\\0' x; echo; echo end") { lines.append($0) }
    #expect(lines.map(\.utf8.count) == [100_000, 3])
  }

  @Test func theEndingTellsCodesFromSignals() throws {
    #expect(try shell("exit 7").ending == .code(7))
    #expect(try shell("kill -KILL $$").ending == .signal(9))
  }

  @Test func aProgramIsEndedWhenItsTimeIsOver() throws {
    #expect(try shell("echo begun; exec sleep 1000", seconds: 0.2).ending == .outOfTime)
  }

  /// A browser's helpers hold its output open after its end.
  @Test func aHelperLeftBehindIsNotWaitedFor() throws {
    let start = ContinuousClock.now
    #expect(try shell("sleep 20 & echo done").lastLines == ["done"])
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test func aProgramThatIsNotThereIsAnErrorWithTheReason() throws {
    let error = #expect(throws: FileSystem.Failure.self) { try ProgramRun("/nonexistent/python3", []) }
    #expect(error?.path == "/nonexistent/python3")
    #expect(error?.reason == "No such file or directory")
  }
}
