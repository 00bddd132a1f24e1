import CommandSupport
import Foundation
import TestSupport
import Testing

@Suite("Pages at a terminal")
struct PagingTests {
    private static let words =
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"

    /// A program that shows the pages of the last words that may follow.
    private func start(in folder: borrowing TemporaryFolder) throws -> (run: PseudoTerminal, pages: Int) {
        var command = PseudoTerminal.Command(
            BuiltPrograms.signer, ["keys", "final-word"], folder: folder.path,
            environment: BuiltPrograms.environment(home: folder.path))
        command.columns = 80
        command.rows = 24
        let run = try PseudoTerminal(command)
        try run.expect("(not shown): ")
        run.send(Self.words)
        let first = try run.expect(Self.prompt)
        guard let count = first.components(separatedBy: "[1 of ").last?.prefix(while: \.isNumber),
            let pages = Int(count)
        else { throw WalkFailure(first) }
        return (run, pages)
    }

    private static let prompt = "press Enter to go on: "

    @Test("takes one Enter for one page: what was typed before a page stood there is thrown away")
    func typedAhead() throws {
        let folder = TemporaryFolder()
        let (run, pages) = try start(in: folder)
        #expect(pages > 2)
        // Five at once: the first answers the page that stands there, the others were typed before the next one did.
        run.type("\r\r\r\r\r")
        #expect(try run.expect(Self.prompt).contains("[2 of \(pages); 1 seen]"))
        #expect(throws: PseudoTerminal.Failure.self) { try run.expect("[3 of ", timeout: 1) }
        for page in 2...pages {
            run.send("")
            if page < pages { #expect(try run.expect(Self.prompt).contains("[\(page + 1) of \(pages); \(page) seen]")) }
        }
        #expect(try run.exitStatus() == 0)
    }

    @Test("goes back, and takes nothing but Enter for a page that was read")
    func goesBack() throws {
        let folder = TemporaryFolder()
        let (run, pages) = try start(in: folder)
        run.send("next")
        #expect(try run.expect(Self.prompt).contains("[1 of \(pages); 0 seen]"))
        run.send("")
        #expect(try run.expect(Self.prompt).contains("[2 of \(pages); 1 seen]"))
        run.send("b")
        #expect(try run.expect(Self.prompt).contains("[1 of \(pages); 1 seen]"))
    }

    @Test("begins a page again when the window was changed, and waits while it is too small")
    func resized() throws {
        let folder = TemporaryFolder()
        let (run, pages) = try start(in: folder)
        run.send("")
        try run.expect(Self.prompt)
        run.resize(columns: 90, rows: 30)
        run.send("")
        let again = try run.expect(Self.prompt)
        #expect(
            again.contains("The window was changed: this page begins again.")
                && again.contains("[2 of \(pages); 1 seen]"))
        run.resize(columns: 79, rows: 24)
        run.send("")
        #expect(try run.expect(Self.prompt).contains("The window has 79 columns and 24 rows. Enlarge it to 80 columns"))
        run.send("")
        #expect(try run.expect(Self.prompt).contains("The window has 79 columns"))
        run.resize(columns: 80, rows: 24)
        run.send("")
        #expect(try run.expect(Self.prompt).contains("[2 of \(pages); 1 seen]"))
        run.send("")
        #expect(try run.expect(Self.prompt).contains("[3 of \(pages); 2 seen]"))
    }
}
