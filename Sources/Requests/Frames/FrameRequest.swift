import Documents
import Estimation

/// A request that needs no sampling design: planning of samples, small areas, input-output tables.
protocol FrameRequest: Sendable {
  /// The columns that it reads.
  var columns: [EstimationPlan.Column] { get }

  func answer(_ data: SampleColumns) throws(Refusal) -> [(key: String, value: JSONValue)]
}

/// Reads requests that need no design. Several of them are about another one of the same file: an allocation about the
/// strata, joint probabilities about the first-order ones, an impact about the input-output table.
struct FrameDecoder {
  let columns: ConditionDecoder
  /// All requests of the file.
  let requests: [(name: String, node: DocumentNode)]

  static let statistics = [
    "stratum_summary", "allocation", "sample_size", "inclusion_probabilities", "joint_inclusion_probabilities",
    "fay_herriot", "input_output", "io_impact", "io_multipliers",
  ]

  /// nil for a request that needs a design.
  func request(_ node: DocumentNode) throws(Refusal) -> (any FrameRequest)? {
    do {
      switch try statistic(of: node) {
      case "stratum_summary": return StratumSummaryRequest(source: try strata(node))
      case "allocation": return try AllocationRequest(decoding: node, try stratumSource(node))
      case "sample_size": return try SampleSizeRequest(decoding: node, try stratumSource(node))
      case "inclusion_probabilities": return try InclusionRequest(decoding: node, columns)
      case "joint_inclusion_probabilities":
        let first = try other("inclusion_probabilities")
        return try JointInclusionRequest(decoding: node, sizes: first, columns)
      case "fay_herriot": return try FayHerriotRequest(decoding: node, columns)
      case "input_output": return InputOutputRequest(source: try InputOutputSource(decoding: node, columns))
      case "io_impact":
        return try ImpactRequest(decoding: node, try table(), satellite: satellite(), columns)
      case "io_multipliers": return try MultiplierRequest(decoding: node, try table(), columns)
      default: return nil
      }
    } catch let refusal as Refusal {
      throw refusal
    } catch let error as DocumentError {
      throw Refusal(error)
    } catch {
      throw .badInput("request", "\(node.location): \(error)")
    }
  }

  private func statistic(of node: DocumentNode) throws -> String? {
    guard case .mapping(let pairs) = node.value, let value = pairs.first(where: { $0.key == "statistic" })?.value,
      case .string(let name) = value.value
    else { return nil }
    return name
  }

  /// The first request of the file with a statistic.
  private func other(_ name: String) throws -> DocumentNode? {
    try requests.first { try statistic(of: $0.node) == name }?.node
  }

  // MARK: Sources

  private func strata(_ node: DocumentNode) throws -> StratumSource {
    let keyed = try KeyedDocument(node, known: ["statistic", "variable", "stratum"])
    return StratumSource(
      variable: try columns.number(try keyed.required("variable").string(), node),
      stratum: try columns.factor(try keyed.required("stratum").string(), node))
  }

  private func stratumSource(_ node: DocumentNode) throws -> StratumSource {
    guard let summary = try other("stratum_summary") else {
      throw node.invalid(expected: "a stratum_summary in the same file, which says what the strata are")
    }
    return try strata(summary)
  }

  private func table() throws -> InputOutputSource {
    guard let node = try other("input_output") else {
      throw Refusal.badInput(
        "missing_request", "an impact needs an input_output request in the same file, which says what the table is")
    }
    return try InputOutputSource(decoding: node, columns)
  }

  private func satellite() throws -> String? {
    guard let node = try other("io_multipliers"), case .mapping(let pairs) = node.value else { return nil }
    return try pairs.first { $0.key == "satellite" }?.value.string()
  }
}

extension [Double] {
  var jsonNumbers: JSONValue { .array(map { .double(orNull: $0) }) }
}

extension [Double?] {
  var jsonValues: JSONValue { .array(map(JSONValue.double(orNull:))) }
}
