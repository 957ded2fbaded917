import Glibc
import Synchronization

/// A line on standard error while a command works for longer than a second, where somebody watches.
final class ProgressNotice: Sendable {
  private let isRunning = Atomic<Bool>(true)
  private let what: String

  init(_ what: String) {
    self.what = what
    guard StandardError.isTerminal else { return }
    var thread = pthread_t()
    let notice = Unmanaged.passRetained(self)
    let status = pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<ProgressNotice>.fromOpaque(argument!).takeRetainedValue().watch()
        return nil
      }, notice.toOpaque())
    if status == 0 { pthread_detach(thread) } else { notice.release() }
  }

  func stop() { isRunning.store(false, ordering: .relaxed) }

  private func watch() {
    var seconds = 0
    while true {
      sleep(1)
      seconds += 1
      guard isRunning.load(ordering: .relaxed) else { return }
      if seconds == 1 || seconds % 5 == 0 { StandardError.write("\(what) ... \(seconds) s") }
    }
  }
}
