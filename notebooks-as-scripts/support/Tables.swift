/// A table of a notebook: the first column holds labels, the others numbers.
public func printTable(_ head: [String], _ rows: [[String]]) {
  print(tableLine(head))
  print(tableLine(["---"] + head.dropFirst().map { _ in "---:" }))
  for row in rows { print(tableLine(row)) }
  print("")
}

private func tableLine(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
