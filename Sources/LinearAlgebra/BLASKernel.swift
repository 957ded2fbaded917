import COpenBLAS
import Glibc

/// The OpenBLAS kernel that computes, and how it came to be the one.
///
/// OpenBLAS picks a kernel from the processor's model number when it is opened. On a processor newer than the library it
/// picks its slowest, and some old kernels give wrong results on new processors. So the choice is repeated here, once,
/// before the first call, from what the processor says it can do; the chosen kernel then has to reproduce known products.
///
/// Reading ``current`` starts OpenBLAS. Everything in this module that computes passes through it, and nothing else does.
///
/// BLAS runs one thread: the program runs its own threads above it, over fixed blocks, so that results do not depend on
/// their number.
public struct BLASKernel: Hashable, Sendable {
  public enum Origin: Hashable, Sendable {
    /// The environment variable `OPENBLAS_CORETYPE` names a kernel; it is left in force.
    case environment
    /// OpenBLAS's own choice, because it is the best one, or because it cannot be changed here.
    case kept
    /// Chosen from the instructions of the processor.
    case chosen
  }

  /// OpenBLAS's name of the kernel, such as `SkylakeX`.
  public let name: String
  public let origin: Origin
  /// Faster kernels that this build of OpenBLAS lacks or that failed the self-check, in order of trial.
  public let rejected: [String]
  /// Whether the kernel reproduces products and a factorization of small integers exactly.
  public let selfCheckPassed: Bool

  /// The kernel of this process, settled at the first use.
  ///
  /// The choice sets and removes an environment variable, so the first use belongs before other threads read the
  /// environment.
  public static let current = start(extensions: .ofThisMachine)

  /// Makes sure that there is a kernel to be trusted.
  ///
  /// - Throws: `LinearAlgebraError.kernelFailed` where none passes its self-check.
  public static func require() throws(LinearAlgebraError) {
    guard current.selfCheckPassed else { throw failure }
  }

  /// The same for products, which do not throw: to stop is better than a wrong number. A program that wants to answer in
  /// its own way calls ``require()`` first.
  static func prepare() {
    guard current.selfCheckPassed else { fatalError(failure.description) }
  }

  private static var failure: LinearAlgebraError {
    OpenBLASLibrary.isAvailable ? .kernelFailed(name: current.name) : .libraryMissing
  }

  /// What stands for a kernel where OpenBLAS is not installed.
  private static var absent: BLASKernel {
    BLASKernel(name: "none", origin: .kept, rejected: [], selfCheckPassed: false)
  }
}

extension BLASKernel {
  private static func start(extensions: VectorExtensions) -> BLASKernel {
    guard OpenBLASLibrary.isAvailable else { return absent }
    if environmentNamesKernel { return running(.environment) }
    guard let kernelSwitch = KernelSwitch() else { return running(.kept) }
    return firstTrusted(of: extensions.kernelNames, using: kernelSwitch)
  }

  private static func firstTrusted(of names: [String], using kernelSwitch: KernelSwitch) -> BLASKernel {
    let nameAtLoad = KernelSwitch.runningName
    var rejected: [String] = []
    for name in names {
      kernelSwitch.select(name)
      let kernel = running(name == nameAtLoad ? .kept : .chosen, rejected: rejected)
      if kernel.name == name && kernel.selfCheckPassed { return kernel }
      rejected.append(name)
    }
    kernelSwitch.select(nameAtLoad)
    return running(.kept, rejected: rejected)
  }

  private static func running(_ origin: Origin, rejected: [String] = []) -> BLASKernel {
    BLASKernel(
      name: KernelSwitch.runningName, origin: origin, rejected: rejected, selfCheckPassed: BLASSelfCheck.passes())
  }

  /// OpenBLAS takes an empty value for none.
  private static var environmentNamesKernel: Bool {
    guard let value = getenv(KernelSwitch.variable) else { return false }
    return value.pointee != 0
  }
}

/// The two functions by which OpenBLAS drops its kernel and chooses again.
///
/// They are exported without being declared, and only by builds that hold several kernels; so they are looked up while
/// the program runs, and where one is absent there is no switch and the kernel stays.
private struct KernelSwitch {
  typealias Function = @convention(c) () -> Void

  static let variable = "OPENBLAS_CORETYPE"

  private let quit: Function
  private let start: Function

  init?() {
    guard let quit = dlsym(nil, "gotoblas_dynamic_quit"), let start = dlsym(nil, "gotoblas_dynamic_init") else {
      return nil
    }
    self.quit = unsafeBitCast(quit, to: Function.self)
    self.start = unsafeBitCast(start, to: Function.self)
  }

  static var runningName: String { String(cString: blas.corename()!) }

  /// Asks for a kernel; whether it runs afterwards is for ``runningName`` to say, since unknown names are ignored.
  func select(_ name: String) {
    guard name != Self.runningName else { return }
    setenv(Self.variable, name, 1)
    quit()
    start()
    // Programs started from this one choose for themselves.
    unsetenv(Self.variable)
  }
}
