import CCoinOR
import LinearAlgebra
import SharedLibraries

/// The shared libraries of Clp (simplex) and Cbc (branch and cut), opened when a program is first solved. Linked to the program they
/// would load ten libraries more.
enum CoinORLibrary {
  static let library = SharedLibrary(
    files: ["libClp.so.1", "libCbcSolver.so.3"], packages: ["coinor-libclp1", "coinor-libcbc3"])

  typealias Functions = (clp: clp_functions, cbc: cbc_functions)

  /// nil where a library, or a function, is missing.
  private static let opened: Functions? = open()

  /// - Throws: ``LinearProgramError/libraryMissing``.
  static func functions() throws(LinearProgramError) -> Functions {
    guard let opened else { throw .libraryMissing }
    return opened
  }

  private static func open() -> Functions? {
    // Clp factorizes with the same OpenBLAS. Choosing its kernel takes the old one away for a moment, which must be over before any
    // other thread computes.
    _ = BLASKernel.current
    return library.functions { find in (simplex(find), branching(find)) }
  }

  private static func simplex(_ find: FunctionLookup) -> clp_functions {
    clp_functions(
      newModel: find("Clp_newModel"),
      deleteModel: find("Clp_deleteModel"),
      setLogLevel: find("Clp_setLogLevel"),
      scaling: find("Clp_scaling"),
      loadProblem: find("Clp_loadProblem"),
      setCosts: find("Clp_chgObjCoefficients"),
      setLower: find("Clp_chgColumnLower"),
      setUpper: find("Clp_chgColumnUpper"),
      setRowStatus: find("Clp_setRowStatus"),
      setColumnStatus: find("Clp_setColumnStatus"),
      primal: find("Clp_primal"),
      dual: find("Clp_dual"),
      status: find("Clp_status"),
      solution: find("Clp_primalColumnSolution"))
  }

  private static func branching(_ find: FunctionLookup) -> cbc_functions {
    cbc_functions(
      newModel: find("Cbc_newModel"),
      deleteModel: find("Cbc_deleteModel"),
      setLogLevel: find("Cbc_setLogLevel"),
      loadProblem: find("Cbc_loadProblem"),
      setInteger: find("Cbc_setInteger"),
      setAllowableGap: find("Cbc_setAllowableGap"),
      setAllowableFractionGap: find("Cbc_setAllowableFractionGap"),
      setMaximumNodes: find("Cbc_setMaximumNodes"),
      solve: find("Cbc_solve"),
      isProvenOptimal: find("Cbc_isProvenOptimal"),
      isProvenInfeasible: find("Cbc_isProvenInfeasible"),
      isContinuousUnbounded: find("Cbc_isContinuousUnbounded"),
      bestSolution: find("Cbc_bestSolution"))
  }
}
