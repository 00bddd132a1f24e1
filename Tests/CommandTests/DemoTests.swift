import Foundation
import TestSupport
import Testing

@Suite("the demonstration of `make demo`")
struct DemoTests {
    @Test("runs to its end with the built programs, and gives a transaction")
    func demonstration() throws {
        let folder = TemporaryFolder()
        let run = try ProgramRun(
            "/bin/bash", [BuiltPrograms.repository + "/Docs/demo/demo.sh", BuiltPrograms.folder, "work"],
            in: folder.path)
        #expect(run.status == 0, "\(run.output)\n\(run.error)")
        let made = try FileManager.default.contentsOfDirectory(atPath: folder.file("work"))
        #expect(made.filter { $0.hasSuffix(".tx") }.count == 1)
        #expect(made.contains("treasury.rita.1.order") && made.contains("treasury.rita.1.txt"))
        #expect(run.error.contains("Order line: 0 of order 1 of rita"), "alice's screen\n\(run.error)")
    }
}
