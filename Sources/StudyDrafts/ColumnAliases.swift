import TradeImpact

/// The names under which surveys have the columns of a record, Chinese and English.
struct ColumnAliases {
  private let names: [String: String]

  /// - Parameter classifications: Their codes and labels make the names of amounts and causes.
  init(_ classifications: Classifications = .bundled) {
    var names: [String: String] = [:]
    func add(_ standard: String, _ aliases: [String]) {
      for alias in [standard] + aliases where names[Self.key(alias)] == nil { names[Self.key(alias)] = standard }
    }
    for (standard, aliases) in Self.plain { add(standard, aliases) }
    let parts: [(String, String, [String], Classification)] = [
      ("loss_", "direct_loss", ["直接损失", "损失", "loss", "direct loss"], classifications.market),
      ("cost_", "added_cost", ["新增成本", "增加成本", "cost", "added cost"], classifications.costKind),
      ("cause_", "cause", ["原因", "受损原因", "损失原因", "cause"], classifications.cause),
    ]
    for (prefix, _, heads, classification) in parts {
      for category in classification.categories {
        let tails = [category.label.zh, category.label.en, category.code] + (Self.otherLabels[category.code] ?? [])
        let both = heads.flatMap { head in tails.flatMap { [head + $0, $0 + head] } }
        add(prefix + category.code, both)
      }
    }
    self.names = names
  }

  /// The standard name of a column; nil where none is known.
  func standardName(of column: String) -> String? { names[Self.key(HeaderUnit(column).name)] }

  /// Without what names are written with in many ways: case, blanks, separators.
  private static func key(_ name: String) -> String {
    String(
      String.UnicodeScalarView(name.lowercased().unicodeScalars.filter { !" \t_-·.:：—　".unicodeScalars.contains($0) }))
  }

  private static let plain: [(String, [String])] = [
    ("firm_id", ["企业编号", "企业代码", "企业编码", "编号", "统一社会信用代码", "id", "firm", "company id", "enterprise id"]),
    ("year", ["年份", "年度", "调查年份", "影响年份", "survey year"]),
    ("region", ["地区", "省份", "省", "省级行政区", "所在省", "province"]),
    ("city", ["城市", "地市", "所在市"]),
    ("hs_chapter", ["HS章", "HS编码章", "HS章节", "章", "hs", "hs2", "chapter", "hs chapter"]),
    ("sector", ["行业", "行业类别", "industry"]),
    ("product_group", ["产品大类"]),
    ("size_class", ["规模", "企业规模", "size", "firm size"]),
    ("frame_exports", ["登记出口额", "名录出口额", "海关出口额", "register exports", "frame exports"]),
    ("exports", ["出口额", "出口总额", "年出口额", "export", "export value", "exports value"]),
    ("ownership", ["所有制", "所有制性质", "企业性质", "企业类型", "ownership type"]),
    ("business_type", ["经营业务类型", "业务类型", "经营类型", "type of business"]),
    ("stratum", ["层", "抽样层", "分层", "strata"]),
    ("population", ["层内企业数", "层内总数", "总体企业数", "stratum size", "population size"]),
    ("probability", ["入样概率", "抽样概率", "inclusion probability"]),
    ("weight", ["权重", "权数", "抽样权重", "design weight", "weights"]),
    ("response", ["答卷状态", "回答状态", "回收状态", "response status", "status"]),
    ("affected", ["是否受影响", "受影响", "是否受到影响", "is affected"]),
    ("primary_cause", ["主要原因", "首要原因", "main cause"]),
    ("direct_loss", ["直接损失", "直接损失额", "损失额", "direct loss", "loss"]),
    ("added_cost", ["新增成本", "新增成本额", "added cost", "additional cost"]),
  ]

  /// Words beside the labels of the classifications.
  private static let otherLabels: [String: [String]] = [
    "US": ["美", "usa"], "EU": ["欧"], "JP_KR": ["日本和韩国", "日本韩国", "japan korea"], "RU": ["俄", "russia"],
    "AU_NZ": ["澳新", "澳大利亚新西兰"], "LATAM": ["拉美"], "OTHER": ["其它", "others"],
    "downgrade": ["降级处理", "降级"], "return": ["退货", "退回"], "lost_order": ["丢失订单", "订单丧失"],
    "packaging_label": ["包装标签", "包装和标签"], "formalities": ["手续"], "inspection": ["检验"],
  ]
}

/// A name with a unit behind it: `出口额（万元）`.
struct HeaderUnit {
  let name: String
  let unit: String?

  private static let units = ["元", "万元", "亿元"]

  init(_ header: String) {
    let marks = Set("()（）[]【】")
    let pieces = header.split { marks.contains($0) }.map(String.init)
    if pieces.count == 2, Self.units.contains(pieces[1]), let last = header.last, marks.contains(last) {
      (name, unit) = (pieces[0], pieces[1])
    } else if let unit = Self.units.reversed().first(where: { header.hasSuffix("_" + $0) }) {
      (name, self.unit) = (String(header.dropLast(unit.count + 1)), unit)
    } else {
      (name, unit) = (header, nil)
    }
  }
}
