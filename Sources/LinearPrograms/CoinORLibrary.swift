import CCoinOR
import Glibc
import LinearAlgebra

/// The shared libraries of Clp (simplex) and Cbc (branch and cut).
///
/// They are opened when a program is first solved. Linked to the program they would cost every start the loading of ten
/// libraries, which no other command needs.
enum CoinORLibrary {
  static let names = ["libClp.so.1", "libCbcSolver.so.3"]

  /// nil where a library, or a function, is missing.
  private static let opened: (clp: clp_functions, cbc: cbc_functions)? = open()

  /// - Throws: ``LinearProgramError/libraryMissing``.
  static func functions() throws(LinearProgramError) -> (clp: clp_functions, cbc: cbc_functions) {
    guard let opened else { throw .libraryMissing }
    return opened
  }

  private static func open() -> (clp: clp_functions, cbc: cbc_functions)? {
    // Clp factorizes with the same OpenBLAS. Choosing its kernel takes the old one away for a moment, which must be over before any
    // other thread computes.
    _ = BLASKernel.current
    guard let clp = dlopen(names[0], RTLD_NOW), let cbc = dlopen(names[1], RTLD_NOW) else { return nil }
    var isComplete = true
    func function<F>(_ library: UnsafeMutableRawPointer, _ name: String) -> F? {
      guard let address = dlsym(library, name) else {
        isComplete = false
        return nil
      }
      return unsafeBitCast(address, to: F.self)
    }
    let simplex = clp_functions(
      newModel: function(clp, "Clp_newModel"),
      deleteModel: function(clp, "Clp_deleteModel"),
      setLogLevel: function(clp, "Clp_setLogLevel"),
      scaling: function(clp, "Clp_scaling"),
      loadProblem: function(clp, "Clp_loadProblem"),
      setCosts: function(clp, "Clp_chgObjCoefficients"),
      setLower: function(clp, "Clp_chgColumnLower"),
      setUpper: function(clp, "Clp_chgColumnUpper"),
      primal: function(clp, "Clp_primal"),
      status: function(clp, "Clp_status"),
      solution: function(clp, "Clp_primalColumnSolution"))
    let branching = cbc_functions(
      newModel: function(cbc, "Cbc_newModel"),
      deleteModel: function(cbc, "Cbc_deleteModel"),
      setLogLevel: function(cbc, "Cbc_setLogLevel"),
      loadProblem: function(cbc, "Cbc_loadProblem"),
      setInteger: function(cbc, "Cbc_setInteger"),
      setAllowableGap: function(cbc, "Cbc_setAllowableGap"),
      setAllowableFractionGap: function(cbc, "Cbc_setAllowableFractionGap"),
      setMaximumNodes: function(cbc, "Cbc_setMaximumNodes"),
      solve: function(cbc, "Cbc_solve"),
      isProvenOptimal: function(cbc, "Cbc_isProvenOptimal"),
      isProvenInfeasible: function(cbc, "Cbc_isProvenInfeasible"),
      isContinuousUnbounded: function(cbc, "Cbc_isContinuousUnbounded"),
      bestSolution: function(cbc, "Cbc_bestSolution"))
    return isComplete ? (simplex, branching) : nil
  }
}
