import Imputation
import Testing

@Suite struct IncompleteItemTests {
  private func make(
    values: [Double] = [1, 2, 3, 4], isMissing: [Bool] = [false, false, false, true],
    auxiliary: [Double] = [1, 1, 2, 2], classes: [Int] = [5, 5, 5, 5], strata: [Int] = [0, 0, 1, 1],
    sizes: [Double] = [10, 20], keys: [Int] = [1, 2, 3, 4]
  ) throws -> IncompleteItem {
    try IncompleteItem(
      values: values, isMissing: isMissing, auxiliary: auxiliary, classes: classes, stratumOfUnit: strata,
      populationSizes: sizes, keys: keys)
  }

  @Test func weightsCountUnitsThatAnsweredTheSurvey() throws {
    let item = try make(values: [1, 2, 3, .nan])
    #expect(item.weights == [5, 5, 10, 10] && item.values == [1, 2, 3, 0] && item.classCodes == [5])
  }

  @Test func unusableDataAreNamed() {
    #expect(throws: ImputationError.lengthsDiffer(what: "missing flags", count: 1, units: 4)) {
      try make(isMissing: [true])
    }
    #expect(throws: ImputationError.lengthsDiffer(what: "auxiliaries", count: 1, units: 4)) { try make(auxiliary: [1]) }
    #expect(throws: ImputationError.lengthsDiffer(what: "classes", count: 1, units: 4)) { try make(classes: [1]) }
    #expect(throws: ImputationError.lengthsDiffer(what: "strata", count: 1, units: 4)) { try make(strata: [0]) }
    #expect(throws: ImputationError.lengthsDiffer(what: "keys", count: 1, units: 4)) { try make(keys: [1]) }
    #expect(throws: ImputationError.notFinite(unit: 1, what: "amount", value: .infinity)) {
      try make(values: [1, .infinity, 3, 4])
    }
    #expect(throws: ImputationError.notFinite(unit: 3, what: "auxiliary", value: .infinity)) {
      try make(auxiliary: [1, 1, 2, .infinity])
    }
    #expect(throws: ImputationError.negativeAuxiliary(unit: 0, value: -1)) { try make(auxiliary: [-1, 1, 2, 2]) }
    #expect(throws: ImputationError.repeatedKey(key: 2, first: 1, second: 3)) { try make(keys: [1, 2, 3, 2]) }
    #expect(throws: ImputationError.noSuchStratum(unit: 3, stratum: 2)) { try make(strata: [0, 0, 1, 2]) }
    #expect(throws: ImputationError.badPopulationSize(stratum: 1, size: -3)) { try make(sizes: [10, -3]) }
    #expect(throws: ImputationError.moreThanThereAre(stratum: 0, sampled: 2, population: 1)) {
      try make(sizes: [1, 20])
    }
    #expect(throws: ImputationError.emptyStratum(stratum: 2, population: 4)) { try make(sizes: [10, 20, 4]) }
  }

  @Test func aClassWithoutADonorIsNamedWithTheRemedy() {
    let error = ImputationError.noDonor(class: 9, missing: 1)
    #expect(throws: error) { try make(classes: [5, 5, 5, 9]) }
    #expect(error.description == "class 9 has 1 missing values and no donor: merge classes")
  }

  @Test func aSpreadNeedsTwo() throws {
    let oneDonor = try RatioImputation().impute(make(classes: [5, 5, 9, 9]))
    #expect(throws: ImputationError.oneDonor(class: 9, missing: 1)) { try oneDonor.total() }
    let oneUnit = try RatioImputation().impute(make(strata: [0, 1, 1, 1]))
    #expect(throws: ImputationError.oneUnit(stratum: 0, population: 10)) { try oneUnit.total() }
    // The one unit that there is needs no spread.
    #expect(try RatioImputation().impute(make(strata: [0, 1, 1, 1], sizes: [1, 20])).total().variance > 0)
  }

  @Test func domainsAreChecked() throws {
    let completed = try RatioImputation().impute(make())
    #expect(throws: ImputationError.lengthsDiffer(what: "domain flags", count: 1, units: 4)) {
      try completed.total(in: [true])
    }
    #expect(throws: ImputationError.noSuchLevel(unit: 2, level: 3, levels: 2)) {
      try completed.totals(byLevelOf: [0, 1, 3, 0], count: 2)
    }
    #expect(try completed.total(in: [false, false, false, false]).variance == 0)
  }

  @Test(arguments: [
    ImputationError.lengthsDiffer(what: "keys", count: 1, units: 4), .notFinite(unit: 1, what: "amount", value: .nan),
    .negativeAuxiliary(unit: 0, value: -1), .notOnLogarithmicScale(unit: 0, value: 0),
    .repeatedKey(key: 2, first: 1, second: 3), .noSuchStratum(unit: 3, stratum: 2),
    .badPopulationSize(stratum: 1, size: -3), .moreThanThereAre(stratum: 0, sampled: 2, population: 1),
    .emptyStratum(stratum: 2, population: 4), .oneUnit(stratum: 0, population: 4), .noDonor(class: 1, missing: 2),
    .oneDonor(class: 1, missing: 2), .auxiliaryAllZero(class: 1, donors: 2), .noSuchLevel(unit: 0, level: 3, levels: 2),
    .tooFewReplicates(usable: 3, of: 100),
  ]) func everyErrorSaysWhatToDo(error: ImputationError) {
    let parts = error.description.split(separator: ": ")
    #expect(parts.count >= 2 && parts.last!.count > 6)
  }
}
