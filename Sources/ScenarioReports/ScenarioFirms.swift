import Scenarios
import Studies
import TradeImpact

extension Scenario {
  /// The firms that the scenario is computed on: those of its survey, else representative ones.
  /// - Parameter threads: Changes the time and no byte.
  /// - Throws: ``ScenarioError`` with the file at fault.
  public func firms(threads: Int) throws(ScenarioError) -> FirmPopulation {
    guard let source = exposure.survey else { return .representative(of: self) }
    do throws(StudyError) {
      let study = try Study(contentsOf: path(of: source.study))
      let selection = StudyFirms.Selection(
        year: source.year, sectors: source.sectors, region: source.region, city: source.city,
        replicates: source.replicates)
      let firms = try StudyFirms(of: study, selection, seed: sampling.seed, threads: threads)
      return FirmPopulation(firms, study, yuan: yuan)
    } catch { throw ScenarioError("\(error)", isBadInput: error.isBadInput) }
  }
}

extension FirmPopulation {
  /// - Parameter rate: Yuan in one of the currency of the scenario.
  fileprivate init(_ firms: StudyFirms, _ study: Study, yuan rate: Double) {
    let sectors = Self.groups(of: firms.sectors, in: study.classifications.sector) { _ in false }
    let sizes = Self.groups(of: firms.sizes, in: study.classifications.sizeClass, study.classifications.isSmallOrMedium)
    self.init(
      sectors: sectors, sizes: sizes, sectorOfFirm: Self.places(firms.sectors, sectors),
      sizeOfFirm: Self.places(firms.sizes, sizes), exports: firms.exports.map { $0 / rate }, weights: firms.weights,
      replicates: firms.replicateWeights,
      columns: [
        SurveyColumn.addedCostRate: zip(firms.addedCost, firms.exports).map(/),
        SurveyColumn.lossRate: zip(firms.directLoss, firms.exports).map(/),
      ], notes: Self.notes(study) + firms.notes)
  }

  /// The groups that firms are in, in the order of the classification.
  private static func groups(
    of codes: [String], in classification: Classification, _ isSmallOrMedium: (String) -> Bool
  ) -> [Group] {
    let used = Set(codes)
    return classification.codes.filter(used.contains).map {
      Group(code: $0, label: classification[$0]!.label, isSmallOrMedium: isSmallOrMedium($0))
    }
  }

  private static func places(_ codes: [String], _ groups: [Group]) -> [Int] {
    let places = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1.code, $0) })
    return codes.map { places[$0]! }
  }

  private static func notes(_ study: Study) -> [LocalizedText] {
    guard study.isSynthetic else { return [] }
    return [
      LocalizedText(
        zh: "企业结构取自合成（虚构）调查数据“\(study.title.zh)”，仅用于演示",
        en: "the structure of firms is that of a synthetic (invented) survey, \(study.title.en): for demonstration only"
      )
    ]
  }
}

extension Classifications {
  /// Size classes below the largest one of their product group, by the bounds on exports.
  fileprivate func isSmallOrMedium(_ code: String) -> Bool {
    guard case .exports(let interval, _) = sizeClass[code]?.rule else { return false }
    return interval.upper != nil
  }
}
