import ArgumentParser
import Reporting

struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Writes a bundled release policy to standard output, to be copied and edited.",
    discussion: """
      Examples:
        trade-impact policy statistics-canada > our-policy.yml
        trade-impact policy

      Without a name it lists the policies. A study names one under release: {policy: statistics-canada}, or its own file:
      release: {policy: our-policy.yml}.
      """)

  @Argument(help: "The policy: \(ReleasePolicy.bundledNames.joined(separator: ", ")).")
  var name: String?

  func run() throws {
    guard let name else {
      StandardOutput.write(ReleasePolicy.bundledNames.map { $0 + "\n" }.joined())
      return
    }
    guard let text = ReleasePolicy.bundledText(name) else {
      let known = ReleasePolicy.bundledNames.joined(separator: ", ")
      throw CommandFailure(code: .usage, message: "there is no policy \(name); the policies are \(known)")
    }
    StandardOutput.write(String(decoding: text, as: UTF8.self))
  }
}
