import Glibc

/// A value that one thread at a time may see and change.
///
/// A POSIX mutex rather than the library's: tools that look for races know it, and cannot see the other's waiting.
/// Unchecked, because the pointer to it is not `Sendable`: the value is touched while the mutex is held alone.
final class Locked<Value: Sendable>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var value: Value

  init(_ value: Value) {
    self.value = value
    let status = pthread_mutex_init(mutex, nil)
    precondition(status == 0, "a mutex of the usual kind can be made")
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func withLock<R>(_ body: (inout Value) throws -> R) rethrows -> R {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&value)
  }
}
