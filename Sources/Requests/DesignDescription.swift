import Documents
import Estimation
import Sampling

/// The part `design` of a request file, as far as it can be read without the data.
struct DesignDescription: Sendable {
  enum Method: Sendable {
    case linearised
    case unequalProbabilities(PairProbabilitiesDescription)
    case twoPhase(TwoPhaseColumns)
    case replicates(ReplicateDescription)
    case builtReplicates(ReplicateBuildDescription)
  }

  let columns: DesignColumns
  let method: Method
  let weighting: [WeightingColumns]

  private static let keys = [
    "method", "ids", "strata", "weights", "fpc", "nest", "lonely_psu", "lonely_domain_adjust", "pps", "replicate",
    "build_replicates", "phase1", "phase2", "in_phase2", "variance_method", "calibration",
  ]

  /// - Parameter data: Tells text from numbers in conditions.
  init(decoding node: DocumentNode, data: DataDescription) throws(Refusal) {
    do {
      let keyed = try KeyedDocument(node, known: Self.keys)
      let name = try keyed.optional("method")?.choice(of: ["taylor", "replicate", "twophase"]) ?? "taylor"
      method = try Self.method(name, keyed)
      columns = try Self.columns(keyed, method)
      weighting = try WeightingDecoder(data: data).steps(keyed.optional("calibration"))
    } catch let refusal as Refusal {
      throw refusal
    } catch let error as DocumentError {
      throw Refusal(error)
    } catch let error as DesignError {
      throw Refusal(error)
    } catch {
      throw .badInput("design", "\(node.location): \(error)")
    }
  }

  private static func method(_ name: String, _ keyed: KeyedDocument) throws -> Method {
    let owners = [
      "replicate": ["replicate"], "twophase": ["phase1", "phase2", "in_phase2", "variance_method"],
      "taylor": ["pps", "build_replicates"],
    ]
    for (owner, keys) in owners.sorted(by: { $0.key < $1.key }) where owner != name {
      for key in keys {
        guard let stray = keyed.optional(key) else { continue }
        throw stray.invalid(expected: "method \(owner) beside \(key), not method \(name)")
      }
    }
    switch name {
    case "replicate": return .replicates(try ReplicateDescription(decoding: keyed.required("replicate")))
    case "twophase": return .twoPhase(try twoPhase(keyed))
    default:
      if let build = keyed.optional("build_replicates") {
        guard keyed.optional("pps") == nil else { throw build.invalid(expected: "no pps beside build_replicates") }
        return .builtReplicates(try ReplicateBuildDescription(decoding: build))
      }
      guard let pps = keyed.optional("pps") else { return .linearised }
      return .unequalProbabilities(try PairProbabilitiesDescription(decoding: pps))
    }
  }

  private static func columns(_ keyed: KeyedDocument, _ method: Method) throws -> DesignColumns {
    switch method {
    case .twoPhase: return .unweighted
    case .replicates:
      guard let weights = keyed.optional("weights") else { throw DesignError.noWeights }
      return .weighted(by: try weights.string())
    case .linearised, .builtReplicates: return try DesignColumns(decoding: keyed, kind: .fractionsUpToOne)
    case .unequalProbabilities(let pairs):
      return try DesignColumns(decoding: keyed, kind: .inclusionProbabilities, probability: pairs.probability)
    }
  }

  private static func twoPhase(_ keyed: KeyedDocument) throws -> TwoPhaseColumns {
    let second = try KeyedDocument(keyed.required("phase2"), known: ["ids", "strata"])
    let firstKeys = ["ids", "strata", "weights", "fpc", "nest", "lonely_psu", "lonely_domain_adjust"]
    let first = try KeyedDocument(keyed.required("phase1"), known: firstKeys)
    let isDrawn = first.optional("weights") != nil || first.optional("fpc") != nil
    return TwoPhaseColumns(
      first: isDrawn
        ? try DesignColumns(decoding: first, kind: .fractionsUpToOne)
        : try .init(decodingUnweighted: first),
      secondUnits: try second.optional("ids")?.strings(orSingle: true) ?? [],
      secondStrata: try second.optional("strata")?.strings(orSingle: true) ?? [],
      membership: try keyed.required("in_phase2").string(),
      method: try keyed.optional("variance_method")?.choice(of: TwoPhaseColumns.Method.self) ?? .full)
  }
}

extension DesignDescription {
  /// The design's way to errors, with the files it names.
  /// - Parameter folder: Where relative file names start.
  func varianceMethod(folder: String) throws(Refusal) -> VarianceMethod {
    switch method {
    case .linearised: .linearised
    case .unequalProbabilities(let pairs): .unequalProbabilities(try pairs.selection(folder: folder))
    case .twoPhase(let phases): .twoPhase(phases)
    case .replicates(let replicates): .givenReplicates(try replicates.replicates(folder: folder))
    case .builtReplicates(let build):
      .builtReplicates(build.method, seed: build.seed, centersOnFullSample: build.centersOnFullSample)
    }
  }
}

extension DesignColumns {
  /// - Parameter probability: The column of inclusion probabilities, where it is not named under `fpc`.
  fileprivate init(
    decoding keyed: KeyedDocument, kind: Correction.Kind, probability: String? = nil
  ) throws {
    let corrections = try keyed.optional("fpc")?.strings(orSingle: true) ?? [probability].compactMap { $0 }
    try self.init(
      units: try keyed.optional("ids")?.strings(orSingle: true) ?? [],
      strata: try keyed.optional("strata")?.strings(orSingle: true) ?? [],
      weights: try keyed.optional("weights")?.string(),
      corrections: corrections.map { .init(column: $0, kind: kind) },
      nested: try keyed.optional("nest")?.bool() ?? false,
      singletons: try keyed.optional("lonely_psu")?.choice(of: SingletonRule.self) ?? .fail,
      adjustsSingletonsInDomains: try keyed.optional("lonely_domain_adjust")?.bool() ?? false)
  }

  /// A first phase that is the population itself: every row stands for itself.
  fileprivate init(decodingUnweighted keyed: KeyedDocument) throws {
    self = .unweighted
    units = try keyed.optional("ids")?.strings(orSingle: true) ?? []
    strata = try keyed.optional("strata")?.strings(orSingle: true) ?? []
    nested = try keyed.optional("nest")?.bool() ?? false
    singletons = try keyed.optional("lonely_psu")?.choice(of: SingletonRule.self) ?? .fail
  }
}

extension Refusal {
  init(_ error: DesignError) {
    let (kind, cause): (String, Cause) =
      switch error {
      case .noWeights: ("no_weights", .badInput)
      case .negativeWeight: ("negative_weight", .badInput)
      case .missingWeight: ("missing_weight", .badInput)
      case .allWeightsZero: ("all_weights_zero", .badInput)
      case .missingDesignValue: ("missing_design_value", .badInput)
      case .mixedSizesAndFractions: ("mixed_fpc", .badInput)
      case .correctionNotPositive: ("fpc_not_positive", .badInput)
      case .correctionVariesWithinStratum: ("fpc_varies", .badInput)
      case .sampleExceedsPopulation: ("sample_exceeds_population", .badInput)
      case .unitInTwoStrata: ("not_nested", .badInput)
      case .tooFewCorrections: ("fpc_too_short", .badInput)
      case .singletonStratum: ("lonely_psu", .badInput)
      case .oneUnit: ("one_psu", .notComputable)
      case .unequalLengths: ("unequal_lengths", .badInput)
      case .probabilityAboveOne: ("probability_above_one", .badInput)
      case .emptySecondPhase: ("empty_second_phase", .badInput)
      case .jointProbabilities: ("joint_probabilities", .badInput)
      }
    self.init(kind: kind, reason: error.description, cause: cause)
  }
}
