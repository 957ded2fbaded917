/// Paths that a file names, which are relative to the folder of that file.
public enum RelativePath {
  /// The path of a name, absolute or relative to the folder of a file.
  public static func resolve(_ name: String, besides file: String) -> String { resolve(name, in: folder(of: file)) }

  /// The path of a name, absolute or relative to a folder; an empty one is the working folder.
  public static func resolve(_ name: String, in folder: String) -> String {
    name.hasPrefix("/") || folder.isEmpty ? name : folder + (folder.hasSuffix("/") ? "" : "/") + name
  }

  /// With its slash; empty for a file in the working folder.
  public static func folder(of file: String) -> String { file.lastIndex(of: "/").map { String(file[...$0]) } ?? "" }
}
