import Foundation
import TestSupport
import Testing
import VectorSuite

@Suite("the vectors of the repository")
struct WholeRunTests {
    @Test("pass as a whole")
    func whole() throws {
        let report = try VectorRunner().run(VectorTree(reading: VectorStore.root.path))
        let isPassed = report.isPassed
        #expect(isPassed, "\(report.text)")
        #expect(report.passed > 0)
    }
}
