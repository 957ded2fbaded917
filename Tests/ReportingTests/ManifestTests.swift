import Reporting
import Testing

@Suite struct ManifestTests {
  @Test func theManifestNamesProgramInputsSeedMethodsAndOutputs() {
    let manifest = Manifest(
      version: "1.2.0", study: FileRecord(path: "study.yml", bytes: Array("abc".utf8)),
      inputs: [FileRecord(path: "survey.csv", sha256: "00", size: 3)], seed: 7,
      methods: [
        Manifest.Method(step: "estimator", name: "expansion"), Manifest.Method(step: "variance", name: "linearized"),
      ])
    #expect(
      manifest.text(outputs: [FileRecord(path: "a.csv", sha256: "11", size: 9)]) == """
        {
         "program": "trade-impact",
         "version": "1.2.0",
         "study": {
          "path": "study.yml",
          "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
          "size": 3
         },
         "inputs": [
          {
           "path": "survey.csv",
           "sha256": "00",
           "size": 3
          }
         ],
         "seed": 7,
         "year": null,
         "methods": {
          "estimator": "expansion",
          "variance": "linearized"
         },
         "blas_kernel": "not used",
         "outputs": [
          {
           "path": "a.csv",
           "sha256": "11",
           "size": 9
          }
         ]
        }

        """)
  }

  @Test func aSeedThatDoublesCannotHoldIsText() {
    let manifest = Manifest(
      version: "1", study: FileRecord(path: "s", bytes: []), inputs: [], seed: .max, blasKernel: "Haswell")
    let text = manifest.text(outputs: [])
    #expect(text.contains("\"seed\": \"18446744073709551615\""))
    #expect(text.contains("\"blas_kernel\": \"Haswell\""))
  }
}
