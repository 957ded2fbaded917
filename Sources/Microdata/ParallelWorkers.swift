import Glibc

/// Runs `body` once on each of `workers` threads, this one among them, and returns the results by worker.
///
/// Plain threads: the work is a few long loops, and a program that reads one small file should not start a pool.
/// - Throws: the error of the first worker, by number, that threw.
package func parallel<R: Sendable>(workers: Int, _ body: @escaping @Sendable (Int) throws -> R) throws -> [R] {
  let results = Locked([Result<R, any Error>?](repeating: nil, count: workers))
  let run: @Sendable (Int) -> Void = { worker in
    let result = Result { try body(worker) }
    results.withLock { $0[worker] = result }
  }
  let threads = (1..<max(workers, 1)).compactMap { worker in Thread { run(worker) } }
  run(0)
  for thread in threads { thread.join() }
  // A thread that could not be started leaves its share to this one.
  for worker in 1..<max(workers, 1) where results.withLock({ $0[worker] == nil }) { run(worker) }
  return try results.withLock { try $0.map { try $0!.get() } }
}

/// A POSIX thread that runs one closure.
private struct Thread {
  private final class Box: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
  private var thread = pthread_t()

  /// nil where the system has no thread to give.
  init?(_ run: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(Box(run))
    let status = pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<Box>.fromOpaque(argument!).takeRetainedValue().run()
        return nil
      }, box.toOpaque())
    guard status == 0 else {
      box.release()
      return nil
    }
  }

  func join() { pthread_join(thread, nil) }
}
