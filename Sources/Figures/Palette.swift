/// The colors of figures: told apart by readers with protanopia and deuteranopia, and in greyscale print.
///
/// Of all sets of seven from the palettes of Okabe and Ito (2008) and Paul Tol (2021), the one whose smallest distance under simulated
/// color vision deficiencies and smallest difference in lightness are together the largest. Light colors have a dark outline, so
/// that they are seen on white.
public enum Palette {
  /// For kinds: neighbors differ most.
  public static let nominal = ["#0072B2", "#E69F00", "#222255", "#88CCEE", "#7A1F3D", "#FFDD99", "#009E73"]
  /// For an order, from light to dark; the lightness falls in even steps.
  public static let ordinal = ["#D6E8F5", "#A3CBE5", "#6AA6CF", "#3179AF", "#10497F", "#06264A"]
  public static let ink = "#1C2430"
  static let grid = "#DDE3EA"

  /// The colors of so many series.
  static func colors(_ count: Int, isOrdinal: Bool) -> [String] {
    guard isOrdinal, count <= ordinal.count else { return Array(nominal.prefix(count)) }
    return Array(ordinal.prefix(count))
  }
}
