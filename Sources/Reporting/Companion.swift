/// A number that accompanies an estimate in rendered tables. CSV files always have all of them.
public enum Companion: String, Sendable, Hashable, CaseIterable {
  case standardError = "standard_error"
  case coefficientOfVariation = "cv"
  case interval
  case n
}
