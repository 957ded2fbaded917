/// What is added up to the estimated mean squared error of an EBLUP.
public enum MeanSquaredErrorConvention: String, Sendable, Hashable, CaseIterable {
  /// `g1 + g2`: σ²_u taken as known, too small.
  case naive
  /// `g1 + g2 + 2 g3`, whatever the method. Prasad and Rao (1990), JASA 85, 163-171.
  case prasadRao = "prasad_rao"
  /// `g1 + g2 + 2 g3 - b (1 - γ)²` with b the bias of the estimated σ²_u: for REML and Prasad and Rao's moment b = 0 and
  /// both conventions agree. Datta and Lahiri (2000), Statistica Sinica 10, 613-627.
  case dattaLahiri = "datta_lahiri"
}
