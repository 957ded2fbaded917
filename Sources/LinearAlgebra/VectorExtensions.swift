import COpenBLAS

/// The vector instructions of the processor that decide which OpenBLAS kernels it can run.
package struct VectorExtensions: OptionSet, Hashable, Sendable {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  package static let avx = VectorExtensions(rawValue: 1)
  /// AVX2 together with fused multiply-add, as the kernel named Haswell needs.
  package static let avx2 = VectorExtensions(rawValue: 2)
  /// AVX-512 F, DQ, BW and VL together, as the kernel named SkylakeX needs.
  package static let avx512 = VectorExtensions(rawValue: 4)

  /// What this machine has; empty where the processor is not an x86-64.
  package static var ofThisMachine: VectorExtensions {
    VectorExtensions(rawValue: openblas_shim_vector_extensions())
  }

  /// The kernels that run on these instructions, fastest first and the plainest last; empty keeps what OpenBLAS chose.
  package var kernelNames: [String] {
    guard contains(.avx) else { return [] }
    var names = ["Sandybridge", "Prescott"]
    if contains(.avx2) { names.insert("Haswell", at: 0) }
    if contains(.avx512) { names.insert("SkylakeX", at: 0) }
    return names
  }
}
