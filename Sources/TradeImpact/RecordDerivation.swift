import Microdata

/// Makes wanted columns of one block as it was read.
struct RecordDerivation {
  private let raw: RowBlock
  private let sources: [SourceColumn]
  private let classifier: FirmClassifier
  private let classifications: Classifications
  /// What amounts by cause share: the direct loss and the number of causes named, row by row.
  private var division: (loss: [Double], causes: [Double])?

  init(_ raw: RowBlock, _ records: SurveyRecords) {
    precondition(raw.columns.count == records.sources.count, "the block has the columns that were asked for")
    self.raw = raw
    sources = records.sources
    classifier = records.classifier
    classifications = records.classifications
  }

  mutating func column(_ output: RecordOutput) -> BlockColumn {
    switch output {
    case .one: .number([Double](repeating: 1, count: raw.rowCount))
    case .raw(let place): raw.columns[place]
    case .sum(let places): .number(sum(places))
    case .lossByCause(let cause, let loss, let causes): .number(lossByCause(cause, loss, causes))
    case .coded(let place, let classification):
      .factor(codes: positions(place) { classification.position(of: $0) }, levels: classification.codes)
    case .sector(let source):
      .factor(codes: sectors(source), levels: classifications.sector.codes)
    case .productGroup(let source):
      .factor(codes: productGroups(source), levels: classifications.productGroup.codes)
    case .sizeClass(let source, let exports):
      .factor(codes: sizeClasses(source, exports), levels: classifications.sizeClass.codes)
    }
  }

  // MARK: Amounts

  /// In yuan; missing where any part is missing.
  func sum(_ places: [Int]) -> [Double] {
    var sum = [Double](repeating: 0, count: raw.rowCount)
    for place in places {
      let (values, factor) = (raw.numbers(place), sources[place].factor)
      for row in sum.indices { sum[row] += factor * values[row] }
    }
    return sum
  }

  /// The loss of each firm in equal parts over the causes it names; the place after the last cause takes the loss of firms
  /// that name none. A firm without loss has none by any cause, whatever it leaves unsaid.
  private mutating func lossByCause(_ cause: Int, _ loss: [Int], _ causes: [Int]) -> [Double] {
    let division = division ?? (sum(loss), sum(causes))
    self.division = division
    guard cause < causes.count else {
      return zip(division.loss, division.causes).map { loss, count in
        loss == 0 ? 0 : count.isNaN ? .nan : count == 0 ? loss : 0 * loss
      }
    }
    let isNamed = raw.numbers(causes[cause])
    return isNamed.indices.map { row in
      let (loss, count) = (division.loss[row], division.causes[row])
      if loss == 0 { return 0 }
      // 0 times the loss is missing where the loss is.
      return isNamed[row] == 0 && !count.isNaN ? 0 * loss : loss / count
    }
  }

  // MARK: Classes

  func sectors(_ source: SectorSource) -> [Int32] {
    switch source {
    case .code(let place): positions(place) { classifications.sector.position(of: $0) }
    case .chapter(let place): positions(place) { HSChapter($0).map(classifier.sector(ofChapter:)) }
    }
  }

  private func productGroups(_ source: SectorSource) -> [Int32] {
    sectors(source).map { classifier.productGroup(ofSector: $0) }
  }

  private func sizeClasses(_ source: SectorSource, _ exports: Int) -> [Int32] {
    zip(productGroups(source), sum([exports])).map { classifier.sizeClass(ofGroup: $0, exports: $1) }
  }

  /// Each level is looked up once a block. Levels that are not allowed have been refused before.
  private func positions(_ place: Int, _ position: (String) -> Int32?) -> [Int32] {
    let (codes, levels) = raw.factor(place)
    let positions = levels.map { position($0) ?? -1 }
    return codes.map { $0 < 0 ? -1 : positions[Int($0)] }
  }
}
