import BitcoinCrypto
import BitcoinPSBT
import ByteCoding
import Custody
import Foundation
import Review
import SignerCore
import TestSupport
import Testing

/// Every kind of hostile proposal, over both versions of PSBT, through the door that the signer takes: the bytes of a file,
/// the PSBT and the documents in it, the review, the verdict. `Docs/checks.md` has the table of what must come out.
@Suite("A hostile proposal")
struct HostileCorpusTests {
    /// What becomes of a file, as the table of `Docs/checks.md` writes it: the code by which the reader refuses it, or the
    /// checks that refuse and warn.
    private static func judgement(of file: HostileFile) -> String {
        let context: ReviewContext
        do {
            let read = try CaseFile(file.bytes, path: "hostile.psbt")
            context = ReviewContext(
                psbt: read.psbt, fileHash: read.hash, vault: file.vault, attachments: read.attachments,
                machine: file.machine, ownAddresses: file.ownAddresses,
                search: try? ReviewFixture.search(of: file.vault))
        } catch {
            guard case .noCase = error, let plain = plain(file) else { return "file: `\(error.code)`" }
            context = plain
        }
        let review = ReviewFixture.review(context)
        func ids(_ severity: Severity) -> [String] {
            Set(review.findings.filter { $0.severity == severity }.map(\.check)).subtracting(HostileKind.standing)
                .sorted()
        }
        let (refusing, warning) = (ids(.refuse), ids(.warn))
        if refusing.isEmpty == review.isSignable {
            return ([("refuse", refusing), ("warn", warning)] as [(String, [String])]).filter { !$0.1.isEmpty }
                .map { "\($0.0): " + $0.1.map { "`\($0)`" }.joined(separator: ", ") }.joined(separator: "; ")
        }
        return "a verdict that is not that of the findings"
    }

    /// What a machine looks at whose vault allows plain PSBTs; `nil` where it allows none.
    private static func plain(_ file: HostileFile) -> ReviewContext? {
        guard file.vault.vault.rules.foreignProposals, let psbt = try? PSBTFile(fileBytes: file.bytes).psbt,
            let header = ForeignCase.header(of: psbt, under: file.vault)?.header
        else { return nil }
        return ReviewContext(
            psbt: psbt, fileHash: SHA256.hash(file.bytes), vault: file.vault, attachments: ProposalAttachments(),
            acknowledgements: file.acknowledgements, machine: file.machine, foreign: header)
    }

    /// The judgement of each version that can have the fault; one text where both agree.
    private static func judgement(of kind: HostileKind) throws -> String {
        var found: [(PSBTVersion, String)] = []
        for version in [PSBTVersion.v0, .v2] {
            if let file = try kind.file(version) { found.append((version, judgement(of: file))) }
        }
        if found.count == 2, found[0].1 == found[1].1 { return found[0].1 }
        return found.map { "v\($0.0.rawValue) \($0.1)" }.joined(separator: "; ")
    }

    /// The rows of the table, by kind.
    private static let table = Result {
        let url = VectorStore.root.deletingLastPathComponent().appending(path: "Docs/checks.md")
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init)
        let start = lines.firstIndex(of: "| fault | judgement |") ?? lines.endIndex
        return lines[start...].dropFirst(2).prefix { $0.hasPrefix("| ") }.map { line in
            line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
        }
    }

    @Test("is judged as Docs/checks.md says", arguments: HostileKind.all)
    func judged(kind: HostileKind) throws {
        let judgement = try Self.judgement(of: kind)
        let row = try Self.table.get().first { $0.first == kind.name }
        #expect(row == [kind.name, judgement], "Docs/checks.md: | \(kind.name) | \(judgement) |")
        if let check = kind.check, !judgement.contains("file: ") {
            #expect(judgement.contains("`\(check)`"), "the check that the fault is for is silent: \(judgement)")
        }
    }

    @Test("has a row in Docs/checks.md for every kind, in the same order, and no other")
    func tableIsComplete() throws {
        #expect(try Self.table.get().map(\.first) == HostileKind.all.map(\.name))
    }

    @Test("comes in at least sixty kinds that both versions can have")
    func isLarge() throws {
        let both = try HostileKind.all.count { kind in
            try [PSBTVersion.v0, .v2].allSatisfy { try kind.file($0) != nil }
        }
        #expect(both >= 60)
        #expect(Set(HostileKind.all.map(\.name)).count == HostileKind.all.count)
    }

    @Test("differs from a proposal that nothing speaks against", arguments: [PSBTVersion.v0, .v2])
    func clean(version: PSBTVersion) throws {
        let file = try ReviewFixture.$version.withValue(version) {
            let fixture = try ReviewFixture.standardCase()
            return HostileFile(
                bytes: try fixture.proposal().encoded(), vault: fixture.vault.view, machine: try ReviewFixture.alice(),
                ownAddresses: try ReviewFixture.ownAddresses.get())
        }
        #expect(Self.judgement(of: file).isEmpty)
    }
}
