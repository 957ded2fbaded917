import TestSupport
import Testing

/// A study of twelve firms in three strata, small enough that every way to spoil it fits on a line.
struct SmallStudy {
  static let header =
    "firm_id,year,region,hs_chapter,frame_exports,exports,ownership,business_type,stratum,population,weight,affected,direct_loss,"
    + "added_cost,cause_return"

  /// Twelve rows; the first data row is line 2.
  static let rows = [
    "F01,2019,guangdong,01,40,41,private,manufacturing,a,8,2,1,3,1,1",
    "F02,2019,guangdong,02,60,61,private,trading,a,8,2,0,0,0,0",
    "F03,2019,shanghai,03,80,79,foreign,other,a,8,2,1,5,0,1",
    "F04,2019,shanghai,04,90,95,state_owned,trading,a,8,2,0,0,0,0",
    "F05,2019,guangdong,84,400,410,private,manufacturing,b,20,5,1,10,2,0",
    "F06,2019,guangdong,85,600,590,hk_mo_tw,manufacturing,b,20,5,0,0,0,0",
    "F07,2019,jiangsu,86,700,705,foreign,trading,b,20,5,1,20,4,1",
    "F08,2019,jiangsu,87,800,790,private,other,b,20,5,0,0,0,0",
    "F09,2019,guangdong,50,5000,5100,private,manufacturing,c,4,1,1,100,20,1",
    "F10,2019,zhejiang,61,6000,6200,private,manufacturing,c,4,1,1,0,30,0",
    "F11,2019,zhejiang,62,7000,6900,state_owned,trading,c,4,1,0,0,0,0",
    "F12,2019,fujian,63,8000,8100,private,manufacturing,c,4,1,1,200,0,1",
  ]

  static let study = """
    study: small
    title: {zh: 小样本, en: Small sample}
    synthetic: true
    years:
      2019: {sample: survey.csv}
    units: 万元
    design: {strata: stratum, weights: weight, population: population}
    tables: ["2-1", "2-2", "2-3"]
    languages: [zh]
    """

  let folder: TemporaryFolder
  var output: String { folder.path + "/out" }

  init(study: String = Self.study, survey: [UInt8] = Array(Self.survey().utf8)) throws {
    folder = TemporaryFolder()
    folder.write("study.yml", study)
    folder.write("survey.csv", survey)
  }

  static func survey(_ rows: [String] = Self.rows, header: String = Self.header) -> String {
    ([header] + rows).map { $0 + "\n" }.joined()
  }

  /// The rows with one field replaced.
  static func survey(row: Int, _ column: String, _ value: String) -> [UInt8] {
    var rows = Self.rows
    rows[row] = replaced(rows[row], column, value)
    return Array(survey(rows).utf8)
  }

  static func replaced(_ row: String, _ column: String, _ value: String) -> String {
    let place = header.split(separator: ",").firstIndex { $0 == column }!
    var fields = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    fields[place] = value
    return fields.joined(separator: ",")
  }

  func report(_ arguments: [String] = []) throws -> CommandRun {
    try CommandRun(["report", folder.path + "/study.yml", "--output", output] + arguments)
  }
}
