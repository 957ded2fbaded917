import Documents
import Populations
import Testing

@Suite struct FilesTests {
  /// Digests of 2019; they change with the specification, the published figures and the order of the draws.
  static let digests = [
    "unitList": "a8974199471a8f4443db7957f24d23568b9bdcc7a906c6b1edd46b923c355ff4",
    "frame": "05e3c5c3b9c98a82e3b00a0643918c4a02155575d0b3dfee4dda61d01a70a807",
    "totals": "865c8215548276aabbf35b85311bcb9a5cbf9187b404377732c441cf7503f9cc",
    "trueMargins": "a5ff0cb778062f369ab6d1b97e73de8995f3195bf9d987bd450eed5cef1a9eed",
    "answers": "3ca72fab03a1627b1b89f139f7579c27373d0a5bf426ece0d7514eba8a22a697",
  ]

  @Test func filesAreTheSameBytesEverywhere() throws {
    let year = try China.year(2019)
    let files = [
      "unitList": year.unitList(), "frame": year.frame(), "totals": year.totals(), "trueMargins": year.trueMargins(),
      "answers": try SurveyAnswersTests.answers(2019).file(AnswerFormat(columns: .chinese, encoding: .gb18030)),
    ]
    #expect(files.mapValues { SHA256.hexDigest(of: $0) } == Self.digests)
  }

  @Test func makingItAgainGivesTheSame() throws {
    let short = China.text.split(separator: "years: [2015, 2016, 2017, 2018, 2019]").joined(separator: "years: [2015]")
    let text = short.split(separator: "{2015: 78000, 2016: 78500, 2017: 79000, 2018: 79500, 2019: 80000}")
      .joined(separator: "{2015: 78000}")
    let again = try Population(China.specification(text)).years[0]
    #expect(again.unitList() == (try China.year(2015).unitList()))
    #expect(again.trueMargins() == (try China.year(2015).trueMargins()))
    let other = text.split(separator: "seed: 20150101").joined(separator: "seed: 20150102")
    #expect(try Population(China.specification(other)).years[0].unitList() != again.unitList())
  }

  @Test func everyRowOfEveryFileSaysThatItIsSynthetic() throws {
    let year = try China.year(2017)
    let population = try China.population.get()
    for file in [year.unitList(), year.frame(), year.totals(), year.trueMargins(), population.reconciliationTable()] {
      let lines = String(decoding: file, as: UTF8.self).split(separator: "\n")
      #expect(lines[0].hasSuffix(",synthetic"))
      #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(",1") } && lines.count > 10)
    }
  }

  @Test func frameAndUnitsAddUp() throws {
    let year = try China.year(2018)
    let rows = String(decoding: year.frame(), as: UTF8.self).split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(rows.reduce(0) { $0 + Int($1[7])! } == year.firms.count)
    #expect(Set(rows.map { $0[6] }) == Set(year.firms.map { Substring($0.stratum) }))
    #expect(String(decoding: year.unitList(), as: UTF8.self).split(separator: "\n").count == year.firms.count + 1)
  }
}
