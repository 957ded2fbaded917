/// Trade created and diverted in one market and product when the prices of its sources change.
///
/// ```
/// creation_s = M_s ε τ_s / (1 - ε/μ)                       τ = (T' - T) / T, T = 1 + tariff + ad valorem equivalent
/// diversion_s = -σ M_s (τ_s - Σ_r M_r τ_r / Σ_r M_r)        sums to 0
/// ```
/// Where one source's price changes against all others the second is the usual `M_c M_o / (M_c + M_o) σ abs(dP/P)`.
/// > Source: Laird and Yeats (1986), The UNCTAD Trade Policy Simulation Model, UNCTAD discussion paper 19; WITS user's manual
/// > on SMART.
public struct SMARTSimulation: Sendable, Hashable {
  /// What the market imports from one country.
  public struct Source: Sendable, Hashable {
    public let name: String
    /// M, money before the change.
    public let imports: Double
    /// T before and after: 1 + tariff + ad valorem equivalent.
    public let power: Double
    public let newPower: Double

    public init(_ name: String, imports: Double, power: Double, newPower: Double) {
      (self.name, self.imports, self.power, self.newPower) = (name, imports, power, newPower)
    }

    /// τ, the relative change of the price that buyers pay where the world price stays.
    public var priceChange: Double { (newPower - power) / power }
  }

  public struct Effect: Sendable, Hashable {
    public let source: String
    /// Money at the prices before the change, as are the others.
    public let creation: Double
    public let diversion: Double
    public var total: Double { creation + diversion }
  }

  /// In the order of the sources.
  public let effects: [Effect]

  /// - Parameters:
  ///   - importElasticity: ε of import demand, 0 or less.
  ///   - substitution: σ between sources, 0 or more.
  ///   - supplyElasticity: μ of export supply, positive; infinite for prices that the market does not move.
  /// - Throws: `TradeEquilibriumError.parameter`; `.moreThanAllImports` where a change is too large for the formula.
  public init(
    _ sources: [Source], importElasticity: Double, substitution: Double, supplyElasticity: Double
  ) throws(TradeEquilibriumError) {
    try importElasticity.require("the elasticity of import demand", "a number of 0 or less") { $0 <= 0 && $0.isFinite }
    try substitution.require("the elasticity of substitution", "a number of 0 or more") { $0 >= 0 && $0.isFinite }
    try supplyElasticity.require("the elasticity of export supply", "a positive number or infinity") { $0 > 0 }
    for source in sources { try source.check() }
    let imports = sources.reduce(0) { $0 + $1.imports }
    let meanChange = imports > 0 ? sources.reduce(0) { $0 + $1.imports * $1.priceChange } / imports : 0
    let response = importElasticity / (1 - importElasticity / supplyElasticity)
    effects = sources.map { source in
      Effect(
        source: source.name, creation: source.imports * response * source.priceChange,
        diversion: -substitution * source.imports * (source.priceChange - meanChange))
    }
    for (source, effect) in zip(sources, effects) where effect.total < -source.imports {
      throw .moreThanAllImports(source: source.name, imports: source.imports, change: effect.total)
    }
  }
}

extension SMARTSimulation.Source {
  fileprivate func check() throws(TradeEquilibriumError) {
    try imports.require("imports", of: name, "a number of 0 or more") { $0 >= 0 && $0.isFinite }
    try power.require("1 + tariff + equivalent", of: name, "a positive number") { $0 > 0 && $0.isFinite }
    try newPower.require("the new 1 + tariff + equivalent", of: name, "a positive number") { $0 > 0 && $0.isFinite }
  }
}
