import Documents
import Sampling

/// The part `design` of a request file.
struct DesignDescription: Sendable {
  let columns: DesignColumns

  private static let keys = [
    "method", "ids", "strata", "weights", "fpc", "nest", "lonely_psu", "lonely_domain_adjust", "pps", "replicate",
    "build_replicates", "phase1", "phase2", "in_phase2", "variance_method", "calibration",
  ]
  private static let notBuilt: [String: String] = [
    "pps": "sampling with unequal probabilities (design.pps)",
    "replicate": "given replicate weights (design.replicate)",
    "build_replicates": "building replicate weights (design.build_replicates)",
    "phase1": "two-phase sampling (design.phase1)", "phase2": "two-phase sampling (design.phase2)",
    "in_phase2": "two-phase sampling (design.in_phase2)",
    "variance_method": "two-phase sampling (design.variance_method)", "calibration": "weighting (design.calibration)",
  ]

  init(decoding node: DocumentNode) throws(Refusal) {
    do {
      let keyed = try KeyedDocument(node, known: Self.keys)
      let method = try keyed.optional("method")?.choice(of: ["taylor", "replicate", "twophase"]) ?? "taylor"
      try Self.refuseWhatIsNotBuilt(keyed, method)
      columns = try DesignColumns(
        units: try keyed.optional("ids")?.strings(orSingle: true) ?? [],
        strata: try keyed.optional("strata")?.strings(orSingle: true) ?? [],
        weights: try keyed.optional("weights")?.string(),
        corrections: (try keyed.optional("fpc")?.strings(orSingle: true) ?? []).map {
          .init(column: $0, kind: .fractionsUpToOne)
        },
        nested: try keyed.optional("nest")?.bool() ?? false,
        singletons: try keyed.optional("lonely_psu")?.choice(of: SingletonRule.self) ?? .fail,
        adjustsSingletonsInDomains: try keyed.optional("lonely_domain_adjust")?.bool() ?? false)
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

  private static func refuseWhatIsNotBuilt(_ keyed: KeyedDocument, _ method: String) throws(Refusal) {
    guard method == "taylor" else { throw .notBuilt("design.method \(method)") }
    for key in keyed.keys {
      if let what = notBuilt[key] { throw .notBuilt(what) }
    }
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
      }
    self.init(kind: kind, reason: error.description, cause: cause)
  }
}
