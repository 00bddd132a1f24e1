import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

@Suite("rules of other makers' signers")
struct LintTests {
    private static func broken(
        _ fixture: FixtureCase, fileBytes: Int = 10_000, _ change: (inout PSBT) -> Void = { _ in }
    ) throws -> [SignerMake: Set<String>] {
        var psbt = try fixture.psbt()
        psbt.global.proprietary = []
        change(&psbt)
        let facts = try LintFacts(psbt, fileBytes: fileBytes)
        var found: [SignerMake: Set<String>] = [:]
        for make in SignerMake.allCases {
            let rules = facts.broken(for: make)
            if !rules.isEmpty { found[make] = Set(rules.map(\.rule.id)) }
        }
        return found
    }

    @Test("every signer has rules, each with a source, and no rule twice", arguments: SignerMake.allCases)
    func table(_ make: SignerMake) {
        #expect(make.rules.count >= 3)
        #expect(make.rules.allSatisfy { !$0.source.isEmpty })
        #expect(Set(make.rules.map(\.id)).count == make.rules.count)
    }

    @Test(
        "what propose writes, in both versions and both scripts, has everything that any signer needs",
        arguments: [PSBTVersion.v0, .v2], MultisigDescriptor.ScriptType.allCases)
    func clean(_ version: PSBTVersion, _ type: MultisigDescriptor.ScriptType) throws {
        let file = try ProposalBuilderTests.build(version, type).0.proposal
        let facts = try LintFacts(file.psbt, fileBytes: file.fileBytes().count)
        func found(_ facts: LintFacts) -> [SignerMake: [String]] {
            Dictionary(uniqueKeysWithValues: SignerMake.allCases.map { ($0, facts.broken(for: $0).map(\.rule.id)) })
                .filter { !$0.value.isEmpty }
        }
        // Of what a PSBT may have, only its version and the documents in it are not for everybody.
        let ofVersion: [SignerMake: [String]] =
            version == .v0 ? [:] : [.passport: ["psbt-version"], .core: ["psbt-version"]]
        #expect(found(facts) == ofVersion.merging([.passport: ["plain-globals"]]) { $0 + $1 })
        var plain = file.psbt
        plain.global.proprietary = []
        #expect(found(try LintFacts(plain, fileBytes: 1)) == ofVersion)
        #expect(plain.global.xpubs.count == 3)
    }

    @Test("names each rule that a file breaks")
    func each() throws {
        let standard = try FixtureCase(FixtureVault())
        #expect(try Self.broken(standard, fileBytes: 1 << 20) == [.jade: ["file-bytes"], .passport: ["file-bytes"]])
        #expect(try Self.broken(standard, fileBytes: 3 << 20)[.coldcard] == ["file-bytes"])
        var v2 = standard
        v2.version = .v2
        let old: [SignerMake: Set<String>] = [.passport: ["psbt-version"], .core: ["psbt-version"]]
        #expect(try Self.broken(v2) == old)
        var timed = standard
        timed.lockTime = LockTime(1_700_000_000)
        #expect(try Self.broken(timed) == [.bitbox02: ["lock-time"]])
        var three = standard
        three.transactionVersion = 3
        #expect(
            try Self.broken(three) == [.passport: ["transaction-version"], .bitbox02: ["transaction-version"]])
        let bare = try Self.broken(standard) { $0.inputs[0].nonWitnessUtxo = nil }
        #expect(
            bare == [
                .ledger: ["previous-transactions"], .trezor: ["previous-transactions"],
                .bitbox02: ["previous-transactions"],
            ])
        #expect(try Self.broken(standard) { $0.inputs[1].witnessUtxo = nil } == [.ledger: ["witness-outputs"]])
        let keyless = try Self.broken(standard) { $0.global.xpubs = [] }
        #expect(
            keyless == [.trezor: ["global-xpubs"], .seedsigner: ["global-xpubs"], .krux: ["global-xpubs"]])
        let sighash = try Self.broken(standard) { $0.inputs[0].sighashType = 0x82 }
        #expect(Set(sighash.keys) == [.coldcard, .jade, .krux, .passport, .specterDIY, .bitbox02])
        #expect(sighash.values.allSatisfy { $0 == ["sighash"] })
        let underived = try Self.broken(standard) { $0.inputs[0].bip32Derivations.removeLast() }
        #expect(underived[.coldcard] == ["derivations"] && underived[.core] == nil)
        #expect(underived[.specterDIY] == nil)
        let unnamed = try Self.broken(standard) { $0.inputs[0].bip32Derivations = [] }
        #expect(unnamed[.specterDIY] == ["some-derivation"])
        let scriptless = try Self.broken(standard) { $0.inputs[0].witnessScript = nil }
        #expect(scriptless[.coldcard]?.contains("witness-scripts") == true)
    }

    @Test("names limits on numbers")
    func numbers() throws {
        var many = try FixtureCase(FixtureVault())
        for number in 0..<511 {
            many.payments.append(
                FixtureCase.Payment(script: try FixtureCase.stranger(UInt8(number & 0xff)), derived: nil, sat: 1_000))
        }
        #expect(try Self.broken(many) == [.ledger: ["outputs"]])
        var changes = try FixtureCase(FixtureVault())
        for index in 6..<17 { try changes.addOwnOutput(1, UInt32(index), sat: 10_000) }
        let found = try Self.broken(changes)
        #expect(
            found == [.ledger: ["change-outputs"], .trezor: ["change-outputs"], .bitbox02: ["change-outputs"]])
        var far = try FixtureCase(FixtureVault())
        try far.addOwnOutput(1, 250, sat: 10_000)
        #expect(
            try Self.broken(far)
                == [
                    .coldcard: ["change-gap"], .passport: ["change-gap"], .specterDIY: ["change-gap"],
                    .bitbox02: ["change-outputs"],
                ])
        var further = try FixtureCase(FixtureVault())
        try further.addOwnOutput(1, 60, sat: 10_000)
        #expect(try Self.broken(further) == [.specterDIY: ["change-gap"], .bitbox02: ["change-outputs"]])
        let large = try FixtureCase(
            FixtureVault {
                $0.threshold = 15
                $0.keyCount = 20
            })
        let limited = try Self.broken(large)
        #expect(limited[.core] == nil)
        #expect(
            Set(limited.keys) == [
                .coldcard, .ledger, .trezor, .jade, .seedsigner, .krux, .passport, .bitbox02, .sparrow,
            ])
        #expect(limited.values.allSatisfy { $0 == ["cosigners"] })
    }

    @Test("the weight is that of the signed transaction", arguments: MultisigDescriptor.ScriptType.allCases)
    func weight(_ type: MultisigDescriptor.ScriptType) throws {
        let (state, selection) = try ProposalBuilderTests.build(.v0, type)
        var heavy = state.proposal.psbt
        let facts = try LintFacts(heavy, fileBytes: 1)
        #expect(facts.broken(for: .core).isEmpty)
        #expect(facts.weight == selection.weight)
        heavy.global.xpubs = []
        #expect(try LintFacts(heavy, fileBytes: 1).weight == selection.weight)
    }

    @Test("every sentence says who, what, where the figure is from, and what to do")
    func sentences() throws {
        let psbt = try FixtureCase(FixtureVault()).psbt()
        let rule = try #require(try LintFacts(psbt, fileBytes: 3 << 20).broken(for: .coldcard).first)
        #expect(
            rule.text
                == "Coldcard refuses: it takes at most 2097152 bytes, and this file has 3145728 "
                + "(Coldcard/ckcc-protocol ckcc/constants.py, Mk4 and later)")
        #expect(rule.remedy != nil)
    }
}
