/// Inputs whose part of the variance is asked for together, such as "what the survey does not know".
public struct InputGroup: Sendable, Hashable {
  public let name: String
  /// Names of inputs.
  public let members: [String]

  public init(_ name: String, _ members: [String]) { (self.name, self.members) = (name, members) }
}

extension UncertainInputs {
  /// The finest groups that leave no correlation between two of them: correlated inputs together, every other one alone.
  ///
  /// A group is called after its members, joined by " + ", and stands where its first member does.
  public var smallestGroups: [InputGroup] {
    var first = Array(inputs.indices)
    for pair in correlatedPairs {
      let (kept, replaced) = (min(first[pair.first], first[pair.second]), max(first[pair.first], first[pair.second]))
      first = first.map { $0 == replaced ? kept : $0 }
    }
    return inputs.indices.filter { first[$0] == $0 }.map { head in
      let members = inputs.indices.filter { first[$0] == head }.map { inputs[$0].name }
      return InputGroup(members.joined(separator: " + "), members)
    }
  }

  /// The group of every input, by number.
  /// - Throws: ``UncertaintyError`` where an input is in no group or in two, or correlated inputs are apart.
  func groupNumbers(_ groups: [InputGroup]) throws(UncertaintyError) -> [Int] {
    var numbers = [Int?](repeating: nil, count: count)
    for (g, group) in groups.enumerated() {
      for member in group.members {
        guard let i = names.firstIndex(of: member) else { throw .unknownInput(member, known: names) }
        if let other = numbers[i] { throw .inputInTwoGroups(member, first: groups[other].name, second: group.name) }
        numbers[i] = g
      }
    }
    if let i = numbers.firstIndex(of: nil) { throw .ungroupedInput(names[i]) }
    for pair in correlatedPairs where numbers[pair.first] != numbers[pair.second] {
      throw .correlatedAcrossGroups(first: names[pair.first], second: names[pair.second])
    }
    return numbers.compactMap(\.self)
  }
}
