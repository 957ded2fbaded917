import Scenarios
import Studies
import TradeImpact

extension Scenario {
  /// The firms that the scenario is computed on: those of its survey, else representative ones.
  /// - Parameter threads: Changes the time and no byte.
  /// - Throws: `ScenarioError` with the file at fault.
  public func firms(threads: Int) throws(ScenarioError) -> FirmPopulation {
    try firms(of: study(), threads: threads)
  }

  /// The study whose survey it takes firms from; nil without one.
  /// - Throws: `ScenarioError` with the file at fault.
  public func study() throws(ScenarioError) -> Study? {
    guard let source = exposure.survey else { return nil }
    do { return try Study(contentsOf: path(of: source.study)) } catch {
      throw ScenarioError("\(error)", isBadInput: error.isBadInput)
    }
  }

  /// - Parameter study: That of ``study()``.
  public func firms(of study: Study?, threads: Int) throws(ScenarioError) -> FirmPopulation {
    guard let source = exposure.survey, let study else { return .representative(of: self) }
    do throws(StudyError) {
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
    let sizes = Self.sizes(of: firms.sizes, in: study.classifications)
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

  /// Where two product groups have classes of their own, a label says whose it is.
  private static func sizes(of codes: [String], in all: Classifications) -> [Group] {
    let classes = groups(of: codes, in: all.sizeClass, all.isSmallOrMedium)
    let products = classes.map { all.productGroup(ofSize: $0.code) }
    guard Set(products.compactMap(\.self)).count > 1 else { return classes }
    return zip(classes, products).map { size, product in
      guard let name = product.flatMap({ all.productGroup[$0]?.label }) else { return size }
      return Group(
        code: size.code,
        label: LocalizedText(zh: "\(name.zh)：\(size.label.zh)", en: "\(name.en): \(size.label.en)"),
        isSmallOrMedium: size.isSmallOrMedium)
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
        en:
          "the structure of firms is that of a synthetic (invented) survey, “\(study.title.en)”: for demonstration only"
      )
    ]
  }
}

extension Classifications {
  fileprivate func productGroup(ofSize code: String) -> String? {
    guard case .exports(_, let product) = sizeClass[code]?.rule else { return nil }
    return product
  }

  /// Size classes below the largest one of their product group, by the bounds on exports.
  fileprivate func isSmallOrMedium(_ code: String) -> Bool {
    guard case .exports(let interval, _) = sizeClass[code]?.rule else { return false }
    return interval.upper != nil
  }
}
