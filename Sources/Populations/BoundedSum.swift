/// Numbers within given bounds that add up to `sum`, close to their starting values.
///
/// What is missing is spread in proportion to the room that each number has left.
/// - Returns: `nil` where the bounds leave no such numbers.
package func adjusted(_ values: [Double], within bounds: [ClosedRange<Double>], sum: Double) -> [Double]? {
  let start = zip(values, bounds).map { min(max($0, $1.lowerBound), $1.upperBound) }
  let missing = sum - start.reduce(0, +)
  let room = zip(start, bounds).map { missing > 0 ? $1.upperBound - $0 : $0 - $1.lowerBound }
  let all = room.reduce(0, +)
  guard missing != 0 else { return start }
  guard abs(missing) <= all else { return nil }
  return zip(start, room).map { $0 + missing * $1 / all }
}
