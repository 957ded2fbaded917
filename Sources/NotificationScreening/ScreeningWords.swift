import TradeImpact

/// A sentence a language.
func words(_ zh: String, _ en: String) -> LocalizedText { LocalizedText(zh: zh, en: en) }

extension Screening {
  /// Whether one of its files is of made numbers.
  public var isSynthetic: Bool { list.isSynthetic || trade.isSynthetic || (rates?.isSynthetic ?? false) }

  /// The labels of sectors, joined.
  func sectorNames(_ entry: Entry) -> LocalizedText {
    let codes = sectors.classification.codes
    let labels = entry.sectors.map { sectors.classification[codes[$0]]!.label }
    if labels.isEmpty { return words("未分类", "unclassified") }
    return words(labels.map(\.zh).joined(separator: "、"), labels.map(\.en).joined(separator: "; "))
  }

  func sectorCodes(_ entry: Entry) -> String {
    entry.sectors.map { sectors.classification.codes[$0] }.joined(separator: ";")
  }
}

extension Screening.RankKey {
  /// As titles name it.
  public var label: LocalizedText {
    switch self {
    case .exports: words("涉及出口额", "exports reached")
    case .firms: words("涉及企业数", "firms reached")
    case .addedCost: words("预期新增成本", "expected added cost")
    case .loss: words("预期损失", "expected loss")
    case .deadline: words("评议截止日期", "deadline for comments")
    }
  }
}

extension Screening.Entry {
  var memberName: LocalizedText {
    let name = notification.documents.lazy.map(\.memberName).first { !$0.isEmpty } ?? notification.symbol.member ?? "?"
    return notification.memberInfo?.name ?? words(name, name)
  }
}
