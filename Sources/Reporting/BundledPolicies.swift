extension ReleasePolicy {
  /// The files of the bundled policies, by name.
  private static let files: [(name: String, bytes: [UInt8])] = [
    ("statistics-canada", PackageResources.statistics_canada_yml),
    ("letter-grades", PackageResources.letter_grades_yml),
    ("nchs", PackageResources.nchs_yml),
    ("ess", PackageResources.ess_yml),
  ]

  public static var bundledNames: [String] { files.map(\.name) }

  /// The text of a bundled policy, to be copied and edited; nil for a name that is not one.
  public static func bundledText(_ name: String) -> [UInt8]? { files.first { $0.name == name }?.bytes }

  public static func bundled(_ name: String) -> ReleasePolicy? {
    bundledText(name).map { bytes in
      // A bundled file that cannot be read is a defect of the program, which the tests exclude.
      do { return try ReleasePolicy(yaml: bytes, file: "\(name).yml") } catch { preconditionFailure("\(error)") }
    }
  }
}
