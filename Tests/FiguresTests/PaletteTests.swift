import Figures
import Glibc
import Testing

/// Lightness and distance of colors as readers with and without color vision deficiencies see them.
@Suite struct PaletteTests {
  /// Linear light of `#RRGGBB`.
  private func light(_ color: String) -> [Double] {
    let digits = Array(color.dropFirst())
    return [0, 2, 4].map { place in
      let value = Double(Int(String(digits[place...place + 1]), radix: 16)!) / 255
      return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055, 2.4)
    }
  }

  private func luminance(_ light: [Double]) -> Double { 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] }

  private func lightness(_ light: [Double]) -> Double { lab(light)[0] }

  /// CIE 1976 L*a*b* under D65.
  private func lab(_ c: [Double]) -> [Double] {
    let x = 0.4124 * c[0] + 0.3576 * c[1] + 0.1805 * c[2]
    let z = 0.0193 * c[0] + 0.1192 * c[1] + 0.9505 * c[2]
    func f(_ t: Double) -> Double { t > 0.008856 ? power(t, 1 / 3) : 7.787 * t + 16 / 116 }
    let (fx, fy, fz) = (f(x / 0.9505), f(luminance(c)), f(z / 1.089))
    return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)]
  }

  /// Full protanopia and deuteranopia after Machado, Oliveira and Fernandes (2009), table 1; and normal vision.
  private let visions: [[[Double]]] = [
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
  ]

  private func seen(_ light: [Double], _ vision: [[Double]]) -> [Double] {
    vision.map { row in min(1, max(0, zip(row, light).reduce(0) { $0 + $1.0 * $1.1 })) }
  }

  private func pairs(_ colors: [String]) -> [(String, String)] {
    colors.indices.flatMap { i in colors.indices.filter { $0 > i }.map { (colors[i], colors[$0]) } }
  }

  @Test func kindsAreToldApartUnderEveryVision() {
    for (a, b) in pairs(Palette.nominal) {
      for vision in visions {
        let (p, q) = (lab(seen(light(a), vision)), lab(seen(light(b), vision)))
        let distance = zip(p, q).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
        #expect(distance >= 25, "\(a) \(b)")
      }
    }
  }

  @Test func kindsDifferInGreyscale() {
    for (a, b) in pairs(Palette.nominal) { #expect(abs(lightness(light(a)) - lightness(light(b))) >= 8, "\(a) \(b)") }
  }

  @Test func orderedColorsDarkenInSteps() {
    let steps = Palette.ordinal.map { lightness(light($0)) }
    for (lighter, darker) in zip(steps, steps.dropFirst()) { #expect(lighter - darker >= 11) }
  }

  @Test func outlinesAndTextContrastWithWhite() {
    #expect(1.05 / (luminance(light(Palette.ink)) + 0.05) >= 7)
  }
}

/// x^y, named so that formulas read.
private func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }
