import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import TestSupport
import Testing

@Suite("VaultVerification")
struct VaultVerificationTests {
    private typealias File = VaultVerification.File

    /// Version 1 with everybody's acknowledgement, and what signs the next ones.
    private let first: FixtureVault

    init() throws {
        first = try FixtureVault()
    }

    private func files(_ documents: [Document<Vault>], acknowledged: Bool = true) -> [File] {
        documents.enumerated().map { ("vault-\($0)", $1.encoded) }
            + (acknowledged ? first.acknowledgements.enumerated().map { ("acknowledgement-\($0)", $1.encoded) } : [])
    }

    /// A version 2 with another fee rate, signed by the first two.
    private func second(rate: UInt64) throws -> Document<Vault> {
        var document = try FixtureVault {
            $0.version = 2
            $0.previous = first.document.digest
            $0.maximumFeeRate = rate
        }.document
        for cosigner in first.cosigners.prefix(2) { document.add(try cosigner.signature(over: document.digest)) }
        return document
    }

    private func failures(_ files: [File]) -> [String] {
        VaultVerification(files).lines.filter { $0.verdict == .fails }.map(\.text)
    }

    @Test("a first version holds with every acknowledgement, and misses one that is not there")
    func firstVersion() {
        #expect(VaultVerification(files([first.document])).verdict == .holds)
        #expect(VaultVerification(files([first.document], acknowledged: false)).verdict == .missing)
        #expect(VaultVerification(Array(files([first.document]).dropLast())).verdict == .missing)
        #expect(VaultVerification([]).verdict == .missing)
    }

    @Test("a chain of versions holds, and the newest is the last of it")
    func chain() throws {
        let next = try second(rate: 51)
        let verification = VaultVerification(files([next, first.document]))
        #expect(verification.verdict == .holds && verification.newest == next)
        #expect(VaultVerification(files([next])).verdict != .holds)
    }

    @Test("two documents of one version are a fork, also where nothing follows them")
    func fork() throws {
        let (one, other) = (try second(rate: 51), try second(rate: 52))
        for forked in [[one, other, first.document], [other, first.document, one]] {
            let found = failures(files(forked))
            #expect(found.contains { $0.hasSuffix("[vault.fork]") }, "\(found)")
        }
        // The same document twice, with other people's signatures, is none.
        var copy = one
        copy.add(try first.cosigners[2].signature(over: one.digest))
        #expect(VaultVerification(files([one, copy, first.document])).verdict == .holds)
    }

    @Test("an acknowledgement of another vault, network or version is said to be one")
    func acknowledgements() throws {
        let others = [
            try FixtureVault { $0.name = "other" }, try FixtureVault { $0.network = .signet },
            try FixtureVault { $0.maximumFeeRate = 51 },
        ]
        for other in others {
            let found = failures(files([first.document]) + [("x", other.acknowledgements[0].encoded)])
            #expect(found == ["the acknowledgement of alice is of a vault document that was not given"])
        }
    }
}
