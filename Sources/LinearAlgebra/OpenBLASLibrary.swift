import COpenBLAS
import Glibc
import SharedLibraries

/// BLAS and LAPACK, as ``BLASKernel`` has opened them: `blas.dgemm(...)`.
/// - Precondition: ``OpenBLASLibrary/isAvailable``.
var blas: openblas_functions { OpenBLASLibrary.functions! }

/// The shared libraries of OpenBLAS and LAPACKE.
///
/// Linked to the program they would cost every start ten milliseconds, and OpenBLAS would start threads of its own, which wait by
/// spinning, before anybody could ask it not to.
enum OpenBLASLibrary {
  // Open to later libraries, so that LAPACKE finds the LAPACK that is in OpenBLAS and no other that may be installed.
  static let library = SharedLibrary(
    files: ["libopenblas.so.0", "liblapacke.so.3"], packages: ["libopenblas0", "liblapacke"], scope: .laterLibraries)

  static var isAvailable: Bool { functions != nil }

  /// nil where one of the libraries, or one of the functions, is missing.
  fileprivate static let functions = withOneThread { library.functions(table) }

  /// One thread: the program runs its own above BLAS. OpenBLAS reads the variable when it is opened, and it is for this library
  /// alone.
  private static func withOneThread<Value>(_ open: () -> Value) -> Value {
    let variable = "OPENBLAS_NUM_THREADS"
    let isSet = getenv(variable) != nil
    if !isSet { setenv(variable, "1", 1) }
    defer { if !isSet { unsetenv(variable) } }
    return open()
  }

  private static func table(_ find: FunctionLookup) -> openblas_functions {
    openblas_functions(
      dgemm: find("cblas_dgemm"),
      dgemv: find("cblas_dgemv"),
      dsyrk: find("cblas_dsyrk"),
      dtrsv: find("cblas_dtrsv"),
      dgecon: find("LAPACKE_dgecon"),
      dgeqp3: find("LAPACKE_dgeqp3"),
      dgetrf: find("LAPACKE_dgetrf"),
      dgetri: find("LAPACKE_dgetri"),
      dgetrs: find("LAPACKE_dgetrs"),
      dorgqr: find("LAPACKE_dorgqr"),
      dormqr: find("LAPACKE_dormqr"),
      dpocon: find("LAPACKE_dpocon"),
      dpotrf: find("LAPACKE_dpotrf"),
      dpotri: find("LAPACKE_dpotri"),
      dpotrs: find("LAPACKE_dpotrs"),
      dsyevd: find("LAPACKE_dsyevd"),
      dtrcon: find("LAPACKE_dtrcon"),
      corename: find("openblas_get_corename"))
  }
}
