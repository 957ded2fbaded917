import Glibc

/// A paragraph of a notebook.
///
/// With `NOTEBOOK_MARKS` set, a line before it tells `render-notebook` which line of the program speaks: a record separator and
/// the number.
public func say(_ text: String, line: Int = #line) {
  if isMarked { print("\u{1E}\(line)") }
  print(text + "\n")
}

private let isMarked = getenv("NOTEBOOK_MARKS") != nil
