/// The program, as manifests and reports name it.
public enum Program {
  public static let name = "trade-impact"
  public static let version = "0.1.0"
}
