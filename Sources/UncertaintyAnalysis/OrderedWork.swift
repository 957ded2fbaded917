import Microdata

/// Results of work that is numbered, in the order of the numbers, whatever the number of threads.
func ordered<R: Sendable>(
  count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> R
) -> [R] {
  let workers = max(1, min(threads, count))
  guard workers > 1 else { return (0..<count).map(body) }
  do {
    return try parallel(workers: workers) { worker in
      (worker * count / workers..<(worker + 1) * count / workers).map(body)
    }.flatMap(\.self)
  } catch { preconditionFailure("work that throws nothing threw") }
}
