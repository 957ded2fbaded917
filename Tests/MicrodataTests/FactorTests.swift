import Microdata
import Testing

@Suite struct FactorTests {
  private static let composed = "\u{E9}", decomposed = "e\u{301}"

  @Test func levelsAreSortedByCodePointNotByAppearance() {
    let factor = Factor(values: ["b", "a", nil, "B", "10", "9", "深", "\u{1F600}", "\u{FFFD}"])
    #expect(factor.levels == ["10", "9", "B", "a", "b", "深", "\u{FFFD}", "\u{1F600}"])
    #expect(factor.codes == [4, 3, -1, 2, 0, 1, 5, 7, 6])
  }

  @Test func canonicallyEquivalentLevelsStayApart() {
    let factor = Factor(values: [Self.composed, Self.decomposed, Self.composed])
    #expect(factor.levels.count == 2 && factor.codes == [1, 0, 1])
    #expect(Factor(values: [Self.composed]) != Factor(values: [Self.decomposed]))
    #expect(Set([Factor(values: [Self.composed]), Factor(values: [Self.decomposed])]).count == 2)
    #expect(ColumnSpec.factor(Self.composed) != ColumnSpec.factor(Self.decomposed))
    var dictionary = LevelDictionary([Self.composed])
    #expect(dictionary.existingCode(for: Self.decomposed) == nil)
    #expect(dictionary.code(for: Self.decomposed) == 1 && dictionary.code(for: Self.composed) == 0)
  }

  @Test func aClassificationSetsTheOrder() throws {
    let factor = Factor(values: ["small", "large", nil, "small"])
    let ordered = try #require(factor.ordered(by: ["large", "medium", "small"]))
    #expect(ordered == Factor(levels: ["large", "medium", "small"], codes: [2, 0, -1, 2]))
    #expect(factor.ordered(by: ["large"]) == nil && factor.levels(outside: ["large"]) == ["small"])
    // A level without rows may be missing from the classification.
    #expect(Factor(levels: ["x", "y"], codes: [1]).ordered(by: ["y"]) == Factor(levels: ["y"], codes: [0]))
  }

  @Test func levelsThatLookAlikeAreFound() {
    let levels = ["a b", " a b", "a  b", "c", Self.composed, Self.decomposed, "a\u{3000}b", "ab", "C"]
    let pairs = SimilarLevels.pairs(among: levels)
    #expect(pairs.map(\.second) == [" a b", "a  b", Self.decomposed, "a\u{3000}b"])
    #expect(pairs.map(\.first) == ["a b", "a b", Self.composed, "a b"])
    #expect(pairs.map(\.difference) == [.blanks, .blanks, .normalization, .blanks])
  }
}
