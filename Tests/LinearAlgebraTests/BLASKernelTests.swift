import Glibc
import LinearAlgebra
import Testing

struct BLASKernelTests {
  @Test func theKernelHasANameAndPassesItsSelfCheck() throws {
    #expect(!BLASKernel.current.name.isEmpty)
    #expect(BLASKernel.current.selfCheckPassed)
    try BLASKernel.require()
  }

  @Test func theKernelIsTheFirstThatTheProcessorAndTheLibraryAllow() {
    let kernel = BLASKernel.current
    guard kernel.origin == .chosen else { return }
    let candidates = VectorExtensions.ofThisMachine.kernelNames
    #expect(candidates.first { !kernel.rejected.contains($0) } == kernel.name)
  }

  @Test func theChoiceLeavesNothingInTheEnvironment() {
    guard BLASKernel.current.origin == .chosen else { return }
    #expect(getenv("OPENBLAS_CORETYPE") == nil)
  }

  @Test(
    arguments: [
      ([], []),
      ([.avx], ["Sandybridge", "Prescott"]),
      ([.avx, .avx2], ["Haswell", "Sandybridge", "Prescott"]),
      ([.avx, .avx2, .avx512], ["SkylakeX", "Haswell", "Sandybridge", "Prescott"]),
    ] as [(VectorExtensions, [String])])
  func widerInstructionsComeFirst(extensions: VectorExtensions, names: [String]) {
    #expect(extensions.kernelNames == names)
  }
}
