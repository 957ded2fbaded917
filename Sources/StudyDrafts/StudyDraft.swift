import DataFiles
import Microdata
import TradeImpact

/// A study file for a survey that was looked at: what is certain as keys, what is not as comments with the choices.
public struct StudyDraft: Sendable {
  public struct Options: Sendable {
    /// nil: from the column of years, or the name of the file.
    public var year: Int?
    /// Of every amount, `万元`; nil: as the header says, or a question.
    public var unit: String?
    public var frame: String?
    public var totals: String?

    public init(year: Int? = nil, unit: String? = nil, frame: String? = nil, totals: String? = nil) {
      (self.year, self.unit, self.frame, self.totals) = (year, unit, frame, totals)
    }
  }
  /// YAML.
  public let text: String
  /// What has to be answered before a report can be made.
  public let questions: [String]

  /// - Parameter reference: The survey file, as the study is to name it.
  /// - Throws: `MicrodataError`, or ``StudyDraftError`` where no year is known or there are several.
  public init(_ reference: String, _ options: Options = Options()) throws {
    var writer = DraftWriter(try SurveyLook(reference), options)
    text = try writer.text()
    questions = writer.questions
  }
}

/// A survey that no study file can be written for.
public struct StudyDraftError: Error, Hashable, Sendable {
  public let message: String
}
