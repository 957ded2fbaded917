/// The candidate that a misspelled name most likely meant; `nil` only when there is no candidate.
///
/// The smallest edit distance wins without regard to case; ties go to the smallest distance with case, then to the first
/// by code point, so that the answer is the same in every run.
public func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
  let scalars = Array(name.unicodeScalars)
  let folded = Array(name.lowercased().unicodeScalars)
  let ranked = candidates.map { candidate in
    Candidate(
      name: candidate,
      foldedDistance: editDistance(folded, Array(candidate.lowercased().unicodeScalars)),
      distance: editDistance(scalars, Array(candidate.unicodeScalars)))
  }
  return ranked.min { $0.precedes($1) }?.name
}

private struct Candidate {
  let name: String
  let foldedDistance: Int
  let distance: Int

  func precedes(_ other: Candidate) -> Bool {
    if foldedDistance != other.foldedDistance { return foldedDistance < other.foldedDistance }
    if distance != other.distance { return distance < other.distance }
    return name.unicodeScalars.lexicographicallyPrecedes(other.name.unicodeScalars)
  }
}

/// Insertions, deletions, substitutions and swaps of neighbors that lead from one text to the other.
///
/// The restricted form: no part is edited twice. Three rows of the table are kept.
/// - Complexity: O(n m) time, O(m) space.
/// > Source: Damerau (1964), CACM 7, 171-176; the restricted distance of Wagner and Lowrance (1975), JACM 22, 177-183.
package func editDistance<Element: Equatable>(_ a: [Element], _ b: [Element]) -> Int {
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in a.indices {
    var current = [Int](repeating: i + 1, count: b.count + 1)
    for j in b.indices {
      let substitution = last[j] + (a[i] == b[j] ? 0 : 1)
      current[j + 1] = min(substitution, last[j + 1] + 1, current[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        current[j + 1] = min(current[j + 1], beforeLast[j - 1] + 1)
      }
    }
    (beforeLast, last) = (last, current)
  }
  return last[b.count]
}
