/// The single letters by which LAPACK takes its options.
extension CChar {
  static let lower = CChar(UInt8(ascii: "L"))
  static let upper = CChar(UInt8(ascii: "U"))
  static let left = CChar(UInt8(ascii: "L"))
  static let transposed = CChar(UInt8(ascii: "T"))
  static let asItIs = CChar(UInt8(ascii: "N"))
  static let nonUnitDiagonal = CChar(UInt8(ascii: "N"))
  static let oneNorm = CChar(UInt8(ascii: "1"))
  static let withVectors = CChar(UInt8(ascii: "V"))
}
