import Glibc

/// A library of the system that is opened at its first use.
///
/// A library that a program is linked to is loaded at every start, with all that it needs itself, and the program cannot start where
/// it is missing. Most runs here need none of them, and a machine without one can do everything else.
public struct SharedLibrary: Hashable, Sendable {
  /// Who else finds the functions of an opened library.
  public enum Scope: Hashable, Sendable {
    case thisProgramOnly
    /// Also libraries that are opened later and need functions of it.
    case laterLibraries
  }

  /// The files in order of opening, such as `libzip.so.4`; all of them are needed.
  public let files: [String]
  /// The packages of Debian that have the files.
  public let packages: [String]
  public let scope: Scope

  public init(files: [String], packages: [String], scope: Scope = .thisProgramOnly) {
    (self.files, self.packages, self.scope) = (files, packages, scope)
  }

  public init(file: String, package: String) { self.init(files: [file], packages: [package]) }

  /// Opens the library, which stays open, and fills a table of its functions.
  ///
  /// ```swift
  /// library.functions { find in libzip_functions(open: find("zip_open"), discard: find("zip_discard")) }
  /// ```
  /// - Parameter table: Called once, with the lookup of functions by name.
  /// - Returns: nil where a file cannot be opened or a function is missing.
  public func functions<Table>(_ table: (FunctionLookup) -> Table) -> Table? {
    guard let lookup = opened() else { return nil }
    let functions = table(lookup)
    return lookup.missing.isEmpty ? functions : nil
  }

  private func opened() -> FunctionLookup? {
    let flags = scope == .laterLibraries ? RTLD_NOW | RTLD_GLOBAL : RTLD_NOW | RTLD_LOCAL
    let handles = files.map { dlopen($0, flags) }
    return handles.contains(nil) ? nil : FunctionLookup(handles.map { $0! })
  }
}

extension SharedLibrary {
  /// What is wrong where ``functions(_:)`` has no answer: the start of a sentence.
  public var absence: String {
    files.count == 1
      ? "the library \(files[0]) is not installed"
      : "one of the libraries \(files.joined(separator: " and ")) is not installed"
  }

  /// The way out, as the end of a sentence.
  public var remedy: String { "run ./bootstrap or apt-get install \(packages.joined(separator: " "))" }
}

/// The functions of an open library, by name.
public final class FunctionLookup {
  private let handles: [UnsafeMutableRawPointer]
  /// Names that were asked for and are not there.
  public private(set) var missing: [String] = []

  fileprivate init(_ handles: [UnsafeMutableRawPointer]) { self.handles = handles }

  /// - Precondition: The function has the type that is asked for: take it from the library's header.
  public func callAsFunction<Function>(_ name: String) -> Function? {
    guard let address = handles.lazy.compactMap({ dlsym($0, name) }).first else {
      missing.append(name)
      return nil
    }
    return unsafeBitCast(address, to: Function.self)
  }
}
