import Documents
import Estimation
import Replication

/// `design.replicate`: replicate weights that came with the data.
struct ReplicateDescription: Sendable {
  private let file: String
  private let type: ReplicateType
  private let areCombined: Bool
  private let scale: Double?
  private let rscales: [Double]?
  private let centersOnFullSample: Bool

  init(decoding node: DocumentNode) throws {
    let known = ["file", "type", "combined", "scale", "rscales", "mse", "rho"]
    let keyed = try KeyedDocument(node, known: known)
    file = try keyed.required("file").string()
    areCombined = try keyed.optional("combined")?.bool() ?? true
    scale = try keyed.optional("scale")?.double()
    rscales = try keyed.optional("rscales")?.doubles()
    centersOnFullSample = try keyed.optional("mse")?.bool() ?? false
    type = try Self.type(keyed)
    if let scale, !(scale > 0) { throw try keyed.required("scale").invalid(expected: "a positive number") }
  }

  private static func type(_ keyed: KeyedDocument) throws -> ReplicateType {
    let plain: [ReplicateType] = [.jk1, .jkn, .brr, .bootstrap(), .acs, .successiveDifference, .jk2, .other]
    let node = try keyed.required("type")
    let name = try node.choice(of: plain.map(\.name) + ["Fay"])
    guard name == "Fay" else { return plain.first { $0.name == name }! }
    return .fay(rho: try keyed.required("rho").double())
  }

  /// - Parameter folder: Where a relative file name starts.
  func replicates(folder: String) throws(Refusal) -> GivenReplicates {
    GivenReplicates(
      columns: try NumberTable(path: RelativePath.resolve(file, in: folder)).columns, areCombined: areCombined,
      type: type,
      scale: scale,
      rscales: rscales, centersOnFullSample: centersOnFullSample)
  }
}

/// `design.build_replicates`: replicate weights made from the design.
struct ReplicateBuildDescription: Sendable {
  let method: ReplicateMethod
  let seed: UInt64
  let centersOnFullSample: Bool

  /// Replicates of a bootstrap that does not say how many.
  private static let usualCount = 500

  init(decoding node: DocumentNode) throws {
    let keyed = try KeyedDocument(
      node, known: ["type", "replicates", "seed", "mse", "rho", "target", "resample_size", "tau"])
    method = try Self.method(keyed)
    let seed = try keyed.optional("seed")?.int() ?? 1
    guard seed >= 0 else { throw try keyed.required("seed").invalid(expected: "a whole number, not negative") }
    self.seed = UInt64(seed)
    centersOnFullSample = try keyed.optional("mse")?.bool() ?? false
  }

  private static func method(_ keyed: KeyedDocument) throws -> ReplicateMethod {
    let names = [
      "JK1", "JKn", "BRR", "Fay", "rao-wu", "rao-wu-yue", "canty-davison", "preston", "successive-difference",
      "generalized-bootstrap",
    ]
    let given = try keyed.optional("replicates")?.int()
    if let given, given < 2 { throw try keyed.required("replicates").invalid(expected: "at least 2") }
    let count = given ?? usualCount
    switch try keyed.required("type").choice(of: names) {
    case "JK1": return .jk1
    case "JKn": return .jkn
    case "BRR": return .brr
    case "Fay": return .fay(rho: try keyed.required("rho").double())
    case "rao-wu": return .raoWu(replicates: count)
    case "rao-wu-yue":
      return .raoWuYue(replicates: count, resampleSize: try keyed.optional("resample_size")?.int())
    case "canty-davison": return .cantyDavison(replicates: count)
    case "preston": return .preston(replicates: count)
    case "successive-difference": return .successiveDifference(replicates: given)
    default: return .generalizedBootstrap(replicates: count, target: try target(keyed), tau: try tau(keyed))
    }
  }

  private static func target(_ keyed: KeyedDocument) throws -> TargetVariance {
    let names = ["stratified-multistage", "successive-difference"]
    return try keyed.optional("target")?.choice(of: names) == names[1] ? .successiveDifference : .stratifiedMultistage
  }

  private static func tau(_ keyed: KeyedDocument) throws -> DeviationDivisor {
    guard let node = keyed.optional("tau") else { return .one }
    if case .string = node.value {
      _ = try node.choice(of: ["auto"])
      return .nonnegativeFactors
    }
    let value = try node.double()
    guard value > 0 else { throw node.invalid(expected: "a positive number, or auto") }
    return .value(value)
  }
}
