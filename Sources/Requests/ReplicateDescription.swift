import Documents
import Estimation

/// `design.replicate`: replicate weights that came with the data.
struct ReplicateDescription: Sendable {
  private let node: DocumentNode
  private let file: String
  private let type: String
  private let areCombined: Bool
  private let scale: Double?
  private let rscales: [Double]?
  private let centersOnFullSample: Bool
  private let rho: Double?

  private static let types = [
    "JK1", "JKn", "BRR", "Fay", "bootstrap", "ACS", "successive-difference", "JK2", "other",
  ]

  init(decoding node: DocumentNode) throws {
    let known = ["file", "type", "combined", "scale", "rscales", "mse", "rho"]
    let keyed = try KeyedDocument(node, known: known)
    self.node = node
    file = try keyed.required("file").string()
    type = try keyed.required("type").choice(of: Self.types)
    areCombined = try keyed.optional("combined")?.bool() ?? true
    scale = try keyed.optional("scale")?.double()
    rscales = try keyed.optional("rscales")?.doubles()
    centersOnFullSample = try keyed.optional("mse")?.bool() ?? false
    rho = try keyed.optional("rho")?.double()
    if let scale, scale <= 0 { throw try keyed.required("scale").invalid(expected: "a positive number") }
    if type == "Fay", scale == nil, rho == nil {
      throw node.invalid(expected: "rho, the part of the weight that stays, or scale")
    }
  }

  /// - Parameter folder: Where a relative file name starts.
  func replicates(folder: String) throws(Refusal) -> GivenReplicates {
    let table = try NumberTable(path: path(file, in: folder))
    let count = table.columns.count
    guard rscales == nil || rscales!.count == count else {
      throw .badInput(
        "rscales",
        "\(node.location): \(rscales!.count) rscales for the \(count) replicates of \(table.path); give one a replicate"
      )
    }
    return GivenReplicates(
      columns: table.columns, areCombined: areCombined, scale: try scale(count),
      rscales: try self.rscales(count), centersOnFullSample: centersOnFullSample,
      isDeleteOneJackknife: type == "JK1" || type == "JKn")
  }

  /// The factor that a type of replicates has by its definition.
  private func scale(_ count: Int) throws(Refusal) -> Double {
    if let scale { return scale }
    let size = Double(count)
    switch type {
    case "JK1": return (size - 1) / size
    case "JKn", "JK2": return 1
    case "BRR": return 1 / size
    case "Fay": return 1 / (size * (1 - (rho ?? 0)) * (1 - (rho ?? 0)))
    case "bootstrap": return 1 / (size - 1)
    case "ACS", "successive-difference": return 4 / size
    default:
      throw .badInput(
        "scale", "\(node.location): replicates of type other have no scale of their own; give scale and rscales")
    }
  }

  private func rscales(_ count: Int) throws(Refusal) -> [Double] {
    if let rscales { return rscales }
    guard type != "JKn" else {
      throw .badInput("rscales", "\(node.location): JKn replicates need rscales, (n_h - 1)/n_h of the stratum of each")
    }
    return [Double](repeating: 1, count: count)
  }
}
