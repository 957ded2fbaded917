/// How a year's answers are written down.
public struct AnswerFormat: Sendable, Hashable {
  public enum Columns: String, Sendable, CaseIterable {
    /// The names that the program uses itself.
    case standard
    /// The names of a Chinese questionnaire.
    case chinese
  }

  public enum Encoding: String, Sendable, CaseIterable {
    case utf8
    case gb18030
  }

  public let columns: Columns
  public let encoding: Encoding

  public init(columns: Columns = .standard, encoding: Encoding = .utf8) {
    self.columns = columns
    self.encoding = encoding
  }
}

extension AnswerFormat.Columns {
  /// Names of the columns of an answer file, the mark of synthetic rows last.
  public var names: [String] { self == .standard ? Self.standardNames : Self.chineseNames }

  private static let standardNames =
    [
      "firm_id", "year", "region", "city", "hs_chapter", "frame_exports", "exports", "ownership", "business_type",
      "stratum", "population", "weight", "response", "affected",
    ] + Classes.markets.map { "loss_\($0)" } + Classes.costKinds.map { "cost_\($0)" }
    + Classes.causes.map { "cause_\($0)" } + ["primary_cause", "synthetic"]

  private static let chineseNames =
    [
      "企业编号", "年份", "地区", "城市", "HS章", "登记出口额", "出口额", "所有制", "经营业务类型", "层", "层内企业数", "权重", "答卷状态",
      "是否受影响",
    ] + markets.map { "直接损失_\($0)" } + costKinds.map { "新增成本_\($0)" } + causes.map { "原因_\($0)" }
    + ["主要原因", "合成数据"]

  private static let markets = ["美国", "欧盟", "日韩", "东盟", "俄罗斯", "澳大利亚和新西兰", "拉丁美洲", "其他"]
  private static let costKinds = ["技术改造", "包装及标签更换", "新增检验", "检疫", "认证", "处理", "各种手续"]
  private static let causes = ["丧失订单", "退回货物", "降级处理", "扣留", "销毁", "口岸处理", "改变用途"]
}
