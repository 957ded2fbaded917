import Documents
import Estimation
import Sampling

/// What a plan file says: from which frame, in which strata, for which precision, by which method a sample is to be drawn.
///
/// The article "Planning a survey" lists the keys.
public struct PlanFile: Sendable {
  /// The unit list or stratum table.
  public struct Frame: Sendable {
    public let file: String
    public let rows: SamplingFrame.Rows
    /// The column of a unit list that names its units; none in a stratum table.
    public var identifier: String {
      guard case .units(let name) = rows else { return "" }
      return name
    }
    /// The classes that columns are expected to have.
    let classes: [(column: String, codes: [String])]
    /// The column of the last update, and the value below which a unit is stale.
    let stale: (column: String, before: Double)?
  }

  /// Strata cut by a size variable.
  struct SizeCut: Sendable {
    enum Method: String, Sendable, CaseIterable {
      case given
      case cumulativeRootFrequency = "cumulative_root_frequency"
      case geometric
      case lavalleeHidiroglou = "lavallee_hidiroglou"
    }
    let variable: String
    /// Boundaries are found apart for each class of these columns.
    let within: [String]
    let method: Method
    let count: Int
    let boundaries: [Double]
    let targetCV: Double?
    let takesAllOfTop: Bool

    /// The name of the factor that the cut makes.
    var className: String { variable + "_class" }
  }

  /// How the sample is divided.
  struct Division: Sendable {
    enum Method: String, Sendable, CaseIterable {
      case proportional, equal, neyman, power, bethel
      case costOptimal = "cost_optimal"
    }
    let method: Method
    /// n units expected to answer.
    var sampleSize: Int?
    /// For methods of one variable: a number column of the frame.
    let variable: String?
    let exponent: Double
    let minimum: Int
    let maximum: Int?
    /// Classes that are taken in full, by column.
    let takeAll: [(column: String, codes: [String])]
    let unitCosts: ClassNumbers
    let location: SourceLocation
  }

  /// How units of a stratum are drawn.
  struct Selection: Sendable {
    let method: SelectionMethod
    /// Probabilities proportional to this column.
    let size: String?
    let seed: UInt64
    var coordination: Coordination?
  }

  /// Which part of an earlier sample is kept.
  struct Coordination: Sendable {
    /// Paths that are not relative to the plan any more.
    let sample: String
    /// The strata of all units when it was drawn.
    let units: String
    let overlap: Double
  }

  public let name: String
  public let isSynthetic: Bool
  public let frame: Frame
  /// The study file of the last survey, and which of its years.
  let survey: (study: String, year: Int?)?
  let strata: [String]
  let sizeCut: SizeCut?
  var division: Division
  let targets: [PlanTarget]
  /// The part of the drawn units that is expected to answer.
  let response: ClassNumbers
  var selection: Selection
  /// Where the file is; paths in it are relative to its folder.
  public let path: String

  /// Classes of which every unit is drawn.
  var takeAll: [(column: String, codes: [String])] {
    guard let cut = sizeCut, cut.takesAllOfTop else { return division.takeAll }
    return division.takeAll + [(cut.className, [String(cut.count)])]
  }

  /// Of everything that is drawn.
  public var seed: UInt64 { selection.seed }

  /// Draws another number of units than the file says.
  public mutating func setSampleSize(_ size: Int) { division.sampleSize = size }

  /// Keeps a part of an earlier sample.
  /// - Parameters:
  ///   - overlap: The part of each stratum's units, from 0 to 1.
  ///   - sample: The path of the earlier sample.
  ///   - units: The path of the strata of all units, written when that sample was drawn.
  public mutating func keep(_ overlap: Double, of sample: String, units: String) {
    selection.coordination = Coordination(sample: sample, units: units, overlap: overlap)
  }

  /// The path of a file that the plan names.
  public func path(of file: String) -> String { RelativePath.resolve(file, besides: path) }
}

/// A number for every stratum, written as one number or as one for each class of a column.
struct ClassNumbers: Sendable {
  let general: Double
  let column: String?
  let byClass: [(code: String, value: Double)]

  /// H values.
  func values(_ strata: PlanStrata) -> [Double] {
    guard let column, let place = strata.factors.firstIndex(of: column) else {
      return [Double](repeating: general, count: strata.count)
    }
    return strata.classes.map { own in byClass.first { $0.code == own[place] }?.value ?? general }
  }
}

/// A precision that the sample is to have.
public struct PlanTarget: Sendable {
  enum Source: Sendable {
    /// Of the last survey's questions.
    case survey(StatisticRequest)
    /// The total of a column of the frame, by columns of the frame.
    case frame(variable: String, by: [String])
  }
  let source: Source
  /// The greatest coefficient of variation, a fraction.
  let coefficientOfVariation: Double
  let location: SourceLocation
}
