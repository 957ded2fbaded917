import COpenBLAS
import Glibc

/// BLAS and LAPACK, as ``BLASKernel`` has opened them: `blas.dgemm(...)`.
var blas: openblas_functions { OpenBLASLibrary.functions }

/// The shared libraries of OpenBLAS and LAPACKE.
///
/// They are opened at the first use. Linked to the program they would cost every start ten milliseconds, most work here needs
/// none of their functions, and OpenBLAS would start threads of its own, which wait by spinning, before anybody could ask it
/// not to.
enum OpenBLASLibrary {
  static let names = ["libopenblas.so.0", "liblapacke.so.3"]

  /// nil where one of the libraries, or one of the functions, is missing.
  private static let opened: openblas_functions? = open()

  /// - Precondition: ``isAvailable``.
  static var functions: openblas_functions { opened! }

  static var isAvailable: Bool { opened != nil }

  private static func open() -> openblas_functions? {
    // One thread: the program runs its own above BLAS. The variable is for this library alone.
    let variable = "OPENBLAS_NUM_THREADS"
    let isSet = getenv(variable) != nil
    if !isSet { setenv(variable, "1", 1) }
    defer { if !isSet { unsetenv(variable) } }
    // Global, so that LAPACKE finds the LAPACK that is in OpenBLAS and no other that may be installed.
    for name in names where dlopen(name, RTLD_NOW | RTLD_GLOBAL) == nil { return nil }
    var isComplete = true
    func function<F>(_ name: String) -> F? {
      guard let address = dlsym(nil, name) else {
        isComplete = false
        return nil
      }
      return unsafeBitCast(address, to: F.self)
    }
    let functions = openblas_functions(
      dgemm: function("cblas_dgemm"),
      dgemv: function("cblas_dgemv"),
      dsyrk: function("cblas_dsyrk"),
      dtrsv: function("cblas_dtrsv"),
      dgecon: function("LAPACKE_dgecon"),
      dgeqp3: function("LAPACKE_dgeqp3"),
      dgetrf: function("LAPACKE_dgetrf"),
      dgetri: function("LAPACKE_dgetri"),
      dgetrs: function("LAPACKE_dgetrs"),
      dorgqr: function("LAPACKE_dorgqr"),
      dormqr: function("LAPACKE_dormqr"),
      dpocon: function("LAPACKE_dpocon"),
      dpotrf: function("LAPACKE_dpotrf"),
      dpotri: function("LAPACKE_dpotri"),
      dpotrs: function("LAPACKE_dpotrs"),
      dsyevd: function("LAPACKE_dsyevd"),
      dtrcon: function("LAPACKE_dtrcon"),
      corename: function("openblas_get_corename"))
    return isComplete ? functions : nil
  }
}
