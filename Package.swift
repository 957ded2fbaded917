// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "trade-impact",
  products: [
    .executable(name: "trade-impact", targets: ["TradeImpactCLI"]),
    .library(name: "SharedLibraries", targets: ["SharedLibraries"]),
    .library(name: "LinearAlgebra", targets: ["LinearAlgebra"]),
    .library(name: "ExtendedPrecision", targets: ["ExtendedPrecision"]),
    .library(name: "Distributions", targets: ["Distributions"]),
    .library(name: "Documents", targets: ["Documents"]),
    .library(name: "Microdata", targets: ["Microdata"]),
    .library(name: "Spreadsheets", targets: ["Spreadsheets"]),
    .library(name: "StatisticalFiles", targets: ["StatisticalFiles"]),
    .library(name: "DataFiles", targets: ["DataFiles"]),
    .library(name: "Sampling", targets: ["Sampling"]),
    .library(name: "Weighting", targets: ["Weighting"]),
    .library(name: "RandomStreams", targets: ["RandomStreams"]),
    .library(name: "Replication", targets: ["Replication"]),
    .library(name: "Regression", targets: ["Regression"]),
    .library(name: "Estimation", targets: ["Estimation"]),
    .library(name: "SmallArea", targets: ["SmallArea"]),
    .library(name: "InputOutput", targets: ["InputOutput"]),
    .library(name: "InfluentialUnits", targets: ["InfluentialUnits"]),
    .library(name: "SkewedTotals", targets: ["SkewedTotals"]),
    .library(name: "RegionalScaling", targets: ["RegionalScaling"]),
    .library(name: "Imputation", targets: ["Imputation"]),
    .library(name: "PanelChange", targets: ["PanelChange"]),
    .library(name: "LinearPrograms", targets: ["LinearPrograms"]),
    .library(name: "LinkedTables", targets: ["LinkedTables"]),
    .library(name: "ControlledRounding", targets: ["ControlledRounding"]),
    .library(name: "DisclosureControl", targets: ["DisclosureControl"]),
    .library(name: "Requests", targets: ["Requests"]),
    .library(name: "TradeImpact", targets: ["TradeImpact"]),
    .library(name: "Reporting", targets: ["Reporting"]),
    .library(name: "Workbooks", targets: ["Workbooks"]),
    .library(name: "Publishing", targets: ["Publishing"]),
    .library(name: "Figures", targets: ["Figures"]),
    .library(name: "Studies", targets: ["Studies"]),
    .library(name: "TableAudit", targets: ["TableAudit"]),
    .library(name: "Reconciliation", targets: ["Reconciliation"]),
    .library(name: "StudyDrafts", targets: ["StudyDrafts"]),
    .library(name: "Populations", targets: ["Populations"]),
    .library(name: "SurveyPlanning", targets: ["SurveyPlanning"]),
    .library(name: "SurveySimulation", targets: ["SurveySimulation"]),
    .library(name: "UncertaintyAnalysis", targets: ["UncertaintyAnalysis"]),
    .library(name: "RegulatoryCosts", targets: ["RegulatoryCosts"]),
    .library(name: "TradeEquilibrium", targets: ["TradeEquilibrium"]),
    .library(name: "Scenarios", targets: ["Scenarios"]),
    .library(name: "ScenarioReports", targets: ["ScenarioReports"]),
    .library(name: "EconomicLinkages", targets: ["EconomicLinkages"]),
    .library(name: "NotificationScreening", targets: ["NotificationScreening"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // MARK: Library
    .target(name: "SharedLibraries"),
    .systemLibrary(
      name: "COpenBLAS", providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
    .target(name: "LinearAlgebra", dependencies: ["COpenBLAS", "SharedLibraries"]),
    .target(name: "ExtendedPrecision"),
    .target(name: "Distributions"),
    .target(name: "Documents", dependencies: [.product(name: "Yams", package: "Yams")]),
    .target(name: "CVectorScan"),
    .target(name: "Microdata", dependencies: ["CVectorScan"]),
    .systemLibrary(name: "CLibZip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
    .target(name: "Spreadsheets", dependencies: ["CLibZip", "CExpat", "SharedLibraries", "Microdata"]),
    .systemLibrary(name: "CReadStat", providers: [.apt(["libreadstat-dev"])]),
    .target(name: "StatisticalFiles", dependencies: ["CReadStat", "SharedLibraries", "Microdata"]),
    .target(name: "DataFiles", dependencies: ["Spreadsheets", "StatisticalFiles", "Microdata"]),
    .target(name: "RandomStreams"),
    .target(name: "Sampling", dependencies: ["RandomStreams", "Microdata", "ExtendedPrecision", "LinearAlgebra"]),
    .target(name: "Weighting", dependencies: ["LinearAlgebra", "Distributions", "Microdata"]),
    .target(
      name: "Replication",
      dependencies: ["Sampling", "RandomStreams", "Microdata", "ExtendedPrecision", "LinearAlgebra"]),
    .target(name: "Regression", dependencies: ["LinearAlgebra", "Distributions", "Microdata"]),
    .target(
      name: "Estimation",
      dependencies: [
        "SkewedTotals",
        "Regression", "Weighting", "Replication", "Sampling", "Microdata", "ExtendedPrecision", "Distributions",
        "LinearAlgebra",
      ]),
    .target(
      name: "Requests",
      dependencies: [
        "Estimation", "Weighting", "Replication", "Sampling", "SmallArea", "InputOutput", "LinearAlgebra", "DataFiles",
        "Microdata", "Documents",
      ]),
    .target(name: "InfluentialUnits", dependencies: ["ExtendedPrecision"]),
    .target(name: "SkewedTotals", dependencies: ["Distributions", "RandomStreams", "ExtendedPrecision"]),
    .target(name: "RegionalScaling", dependencies: ["SmallArea", "Sampling", "Distributions", "LinearAlgebra"]),
    .target(name: "Imputation", dependencies: ["RandomStreams", "ExtendedPrecision"]),
    .target(name: "PanelChange", dependencies: ["Sampling", "LinearAlgebra", "Distributions"]),
    .target(name: "SmallArea", dependencies: ["LinearAlgebra"]),
    .target(name: "InputOutput", dependencies: ["LinearAlgebra"]),
    .systemLibrary(name: "CCoinOR", providers: [.apt(["coinor-libclp-dev", "coinor-libcbc-dev"])]),
    .target(name: "LinearPrograms", dependencies: ["CCoinOR", "SharedLibraries", "LinearAlgebra"]),
    .target(name: "LinkedTables"),
    .target(name: "ControlledRounding", dependencies: ["LinkedTables", "LinearPrograms"]),
    .target(name: "DisclosureControl", dependencies: ["LinkedTables", "LinearPrograms"]),
    .target(
      name: "TradeImpact", dependencies: ["Estimation", "Sampling", "Microdata", "Documents"],
      resources: [.embedInCode("Classifications")]),
    .target(
      name: "Reporting", dependencies: ["TradeImpact", "Estimation", "Microdata", "Documents"],
      resources: [.embedInCode("Tables"), .embedInCode("Policies")]),
    .systemLibrary(name: "CXlsxWriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .target(
      name: "Workbooks", dependencies: ["CXlsxWriter", "SharedLibraries", "Reporting", "TradeImpact", "Estimation"]),
    .target(
      name: "Publishing", dependencies: ["Reporting", "TradeImpact", "Estimation"],
      resources: [.embedInCode("Templates")]),
    .target(
      name: "Figures", dependencies: ["Reporting", "TradeImpact", "Microdata", "Documents"],
      resources: [.embedInCode("Definitions"), .embedInCode("Drawing")]),
    .target(
      name: "Studies",
      dependencies: [
        "ControlledRounding", "DisclosureControl", "LinkedTables",
        "Figures", "Reporting", "TradeImpact", "InfluentialUnits", "SkewedTotals", "PanelChange", "RegionalScaling",
        "SmallArea",
        "Imputation", "Weighting", "Estimation", "Replication", "Sampling", "Distributions", "LinearAlgebra",
        "DataFiles", "Microdata", "Documents",
      ]),
    .target(name: "TableAudit", dependencies: ["Reporting", "Microdata", "Documents"]),
    .target(
      name: "Reconciliation", dependencies: ["Reporting", "LinearAlgebra", "Distributions", "Microdata", "Documents"]),
    .target(
      name: "StudyDrafts", dependencies: ["DataFiles", "StatisticalFiles", "Reporting", "TradeImpact", "Microdata"]),
    .target(name: "Populations", dependencies: ["RandomStreams", "Microdata", "Documents"]),
    .target(
      name: "SurveyPlanning",
      dependencies: [
        "Studies", "Reporting", "TradeImpact", "Estimation", "Sampling", "RandomStreams", "LinearAlgebra", "DataFiles",
        "Microdata", "Documents",
      ]),
    .target(
      name: "SurveySimulation",
      dependencies: [
        "Populations", "SurveyPlanning", "Studies", "Reporting", "TradeImpact", "Estimation", "Microdata",
      ]),
    .target(
      name: "UncertaintyAnalysis", dependencies: ["Microdata", "RandomStreams", "Distributions", "LinearAlgebra"]),
    .target(name: "RegulatoryCosts"),
    .target(name: "TradeEquilibrium", dependencies: ["LinearAlgebra"]),
    .target(
      name: "EconomicLinkages",
      dependencies: [
        "TradeEquilibrium", "InputOutput", "Reporting", "TradeImpact", "LinearAlgebra", "DataFiles", "Microdata",
        "Documents",
      ]),
    .target(
      name: "NotificationScreening",
      dependencies: ["Figures", "Reporting", "TradeImpact", "Estimation", "DataFiles", "Microdata", "Documents"],
      resources: [.embedInCode("Data")]),
    .target(
      name: "Scenarios",
      dependencies: [
        "UncertaintyAnalysis", "EconomicLinkages", "NotificationScreening", "RegulatoryCosts", "Reporting",
        "TradeImpact", "Microdata",
        "Documents",
      ]),
    .target(
      name: "ScenarioReports",
      dependencies: [
        "Scenarios", "EconomicLinkages", "NotificationScreening", "RegulatoryCosts", "UncertaintyAnalysis", "Studies",
        "Figures", "Reporting", "TradeImpact", "Estimation", "RandomStreams", "Documents",
      ]),

    // MARK: Command
    .executableTarget(
      name: "TradeImpactCLI",
      dependencies: [
        "TableAudit", "Reconciliation", "Populations", "SurveyPlanning", "SurveySimulation", "Studies", "StudyDrafts",
        "ScenarioReports", "Scenarios", "NotificationScreening", "Publishing", "Workbooks", "Figures", "Reporting",
        "TradeImpact", "Requests",
        "Estimation", "Sampling", "DataFiles",
        "Microdata", "Documents", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // MARK: Notebooks
    .target(name: "NotebookSupport", path: "notebooks-as-scripts/support"),
    .target(name: "NotebookPages", dependencies: ["Reporting"], path: "notebooks-as-scripts/pages"),
    .executableTarget(
      name: "render-notebook", dependencies: ["NotebookPages", "NotebookSupport", "Reporting"],
      path: "notebooks-as-scripts/render"),
    .executableTarget(
      name: "notebook-01-reproduce-2019",
      dependencies: ["NotebookSupport", "Studies", "Reporting", "TradeImpact", "Estimation", "Sampling", "Microdata"],
      path: "notebooks-as-scripts/01-reproduce-2019", exclude: ["output.txt"]),
    .executableTarget(
      name: "notebook-02-five-years", dependencies: ["NotebookSupport", "Studies", "Reporting", "TradeImpact"],
      path: "notebooks-as-scripts/02-five-years", exclude: ["output.txt"]),
    .executableTarget(
      name: "notebook-03-shenzhen", dependencies: ["NotebookSupport", "TradeImpact"],
      path: "notebooks-as-scripts/03-shenzhen", exclude: ["output.txt"]),
    .executableTarget(
      name: "notebook-04-methods-compared",
      dependencies: [
        "NotebookSupport", "Studies", "Reporting", "TradeImpact", "Estimation", "Replication", "Sampling", "Microdata",
      ],
      path: "notebooks-as-scripts/04-methods-compared", exclude: ["output.txt"]),
    .executableTarget(
      name: "notebook-05-audit-of-the-report", dependencies: ["NotebookSupport", "TableAudit", "Reconciliation"],
      path: "notebooks-as-scripts/05-audit-of-the-report", exclude: ["output.txt"]),
    .executableTarget(
      name: "notebook-07-losses-honestly", dependencies: ["NotebookSupport", "Studies", "Reporting", "TradeImpact"],
      path: "notebooks-as-scripts/07-losses-honestly", exclude: ["output.txt"]),
    .executableTarget(
      name: "notebook-08-scenarios",
      dependencies: [
        "NotebookSupport", "ScenarioReports", "Scenarios", "RegulatoryCosts", "Reporting", "TradeImpact", "Microdata",
      ],
      path: "notebooks-as-scripts/08-scenarios", exclude: ["output.txt"]),
    .executableTarget(
      name: "notebook-06-sample-design",
      dependencies: ["NotebookSupport", "SurveySimulation", "Populations", "SurveyPlanning", "Studies", "TradeImpact"],
      path: "notebooks-as-scripts/06-sample-design", exclude: ["output.txt", "figures"]),

    // MARK: Tests
    .target(name: "TestSupport", dependencies: ["Microdata", "Sampling"], path: "Tests/TestSupport"),
    .testTarget(name: "SharedLibrariesTests", dependencies: ["SharedLibraries"]),
    .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra"]),
    .testTarget(name: "ExtendedPrecisionTests", dependencies: ["ExtendedPrecision", "TestSupport"]),
    .testTarget(name: "MicrodataTests", dependencies: ["Microdata", "TestSupport"]),
    .testTarget(name: "SpreadsheetsTests", dependencies: ["Spreadsheets", "Microdata", "TestSupport"]),
    .testTarget(name: "StatisticalFilesTests", dependencies: ["StatisticalFiles", "Microdata", "TestSupport"]),
    .testTarget(name: "DataFilesTests", dependencies: ["DataFiles", "Microdata", "TestSupport"]),
    .testTarget(
      name: "SamplingTests",
      dependencies: ["Sampling", "RandomStreams", "Microdata", "ExtendedPrecision", "LinearAlgebra", "TestSupport"]),
    .testTarget(
      name: "RegressionTests", dependencies: ["Regression", "LinearAlgebra", "Distributions", "TestSupport"]),
    .testTarget(
      name: "WeightingTests", dependencies: ["Weighting", "Sampling", "LinearAlgebra", "Microdata", "TestSupport"]),
    .testTarget(
      name: "ReplicationTests",
      dependencies: [
        "Replication", "Sampling", "Microdata", "ExtendedPrecision", "LinearAlgebra", "Distributions", "TestSupport",
      ]),
    .testTarget(name: "RandomStreamsTests", dependencies: ["RandomStreams", "Distributions"]),
    .testTarget(name: "InfluentialUnitsTests", dependencies: ["InfluentialUnits", "RandomStreams"]),
    .target(
      name: "SkewedStudy", dependencies: ["SkewedTotals", "InfluentialUnits", "Distributions", "RandomStreams"],
      path: "Tests/SkewedStudy"),
    .executableTarget(name: "adjusted-totals", dependencies: ["SkewedStudy"], path: "Tests/AdjustedTotals"),
    .executableTarget(name: "skewed-coverage", dependencies: ["SkewedStudy"], path: "Tests/SkewedCoverage"),
    .testTarget(
      name: "SkewedTotalsTests",
      dependencies: ["SkewedTotals", "SkewedStudy", "RandomStreams", "Distributions", "TestSupport"]),
    .testTarget(name: "ImputationTests", dependencies: ["Imputation", "RandomStreams"]),
    .testTarget(name: "RegionalScalingTests", dependencies: ["RegionalScaling", "Sampling", "RandomStreams"]),
    .testTarget(
      name: "PanelChangeTests",
      dependencies: ["PanelChange", "Estimation", "Sampling", "Microdata", "LinearAlgebra", "RandomStreams"]),
    .testTarget(name: "TableAuditTests", dependencies: ["TableAudit", "TestSupport"]),
    .testTarget(name: "ReconciliationTests", dependencies: ["Reconciliation", "LinearAlgebra", "TestSupport"]),
    .testTarget(
      name: "PopulationsTests",
      dependencies: ["Populations", "Documents", "Microdata", "RandomStreams", "TestSupport"]),
    .testTarget(
      name: "SurveyPlanningTests",
      dependencies: ["SurveyPlanning", "Studies", "Sampling", "Estimation", "Microdata", "TestSupport"]),
    .testTarget(
      name: "SurveySimulationTests",
      dependencies: ["SurveySimulation", "SurveyPlanning", "Studies", "Estimation", "Microdata", "TestSupport"]),
    .testTarget(name: "UncertaintyAnalysisTests", dependencies: ["UncertaintyAnalysis", "Distributions"]),
    .testTarget(name: "RegulatoryCostsTests", dependencies: ["RegulatoryCosts"]),
    .testTarget(name: "TradeEquilibriumTests", dependencies: ["TradeEquilibrium", "LinearAlgebra"]),
    .testTarget(
      name: "ScenarioReportsTests",
      dependencies: [
        "ScenarioReports", "Scenarios", "Figures", "Reporting", "TradeImpact", "Documents", "TestSupport",
      ],
      exclude: ["Golden"]),
    .testTarget(
      name: "ScenariosTests",
      dependencies: [
        "Scenarios", "EconomicLinkages", "UncertaintyAnalysis", "RegulatoryCosts", "TradeImpact", "RandomStreams",
        "Documents", "TestSupport",
      ]),
    .testTarget(
      name: "EconomicLinkagesTests",
      dependencies: [
        "EconomicLinkages", "TradeEquilibrium", "InputOutput", "Reporting", "TradeImpact", "LinearAlgebra", "Microdata",
        "Documents", "TestSupport",
      ]),
    .testTarget(
      name: "NotificationScreeningTests",
      dependencies: [
        "NotificationScreening", "Figures", "Reporting", "TradeImpact", "Estimation", "RandomStreams", "Microdata",
        "TestSupport",
      ]),
    .testTarget(name: "SmallAreaTests", dependencies: ["SmallArea", "LinearAlgebra", "TestSupport"]),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["Reporting", "TradeImpact", "Estimation", "Microdata", "Documents", "TestSupport"]),
    .testTarget(name: "LinearProgramsTests", dependencies: ["LinearPrograms", "RandomStreams"]),
    .testTarget(
      name: "ControlledRoundingTests",
      dependencies: ["ControlledRounding", "LinkedTables", "LinearPrograms", "RandomStreams"]),
    .target(
      name: "DisclosureTables", dependencies: ["DisclosureControl", "LinkedTables", "RandomStreams"],
      path: "Tests/DisclosureTables"),
    .executableTarget(
      name: "disclosure-tables", dependencies: ["DisclosureTables", "DisclosureControl"],
      path: "Tests/DisclosureTablesCommand"),
    .testTarget(
      name: "DisclosureControlTests",
      dependencies: ["DisclosureControl", "DisclosureTables", "LinkedTables", "LinearPrograms"]),
    .testTarget(name: "InputOutputTests", dependencies: ["InputOutput", "LinearAlgebra", "TestSupport"]),
    .testTarget(
      name: "EstimationTests",
      dependencies: ["Estimation", "SkewedTotals", "Replication", "Sampling", "Microdata", "TestSupport"]),
    .testTarget(
      name: "FiguresTests", dependencies: ["Figures", "Reporting", "TradeImpact", "Documents", "TestSupport"],
      exclude: ["Golden"]),
    .testTarget(name: "RequestsTests", dependencies: ["Requests", "Documents", "TestSupport"]),
    .testTarget(name: "DocumentsTests", dependencies: ["Documents"]),
    .testTarget(name: "DistributionsTests", dependencies: ["Distributions"], exclude: ["Fixtures"]),
    .testTarget(
      name: "TradeImpactTests",
      dependencies: ["TradeImpact", "Estimation", "Sampling", "Microdata", "Documents", "TestSupport"]),
    .testTarget(
      name: "WorkbooksTests",
      dependencies: ["Workbooks", "Reporting", "TradeImpact", "Estimation", "Documents", "TestSupport"]),
    .testTarget(
      name: "PublishingTests", dependencies: ["Publishing", "Reporting", "TradeImpact", "Estimation", "TestSupport"]),
    .testTarget(name: "NotebookPagesTests", dependencies: ["NotebookPages"]),
    .testTarget(
      name: "StudiesTests", dependencies: ["Studies", "Reporting", "Estimation", "TradeImpact", "TestSupport"]),
    .testTarget(name: "StudyDraftsTests", dependencies: ["StudyDrafts", "Studies", "TestSupport"]),
    .testTarget(
      name: "TradeImpactCLITests", dependencies: ["Figures", "Reporting", "Documents", "TestSupport", "TradeImpactCLI"]),
  ],
  swiftLanguageModes: [.v6]
)
