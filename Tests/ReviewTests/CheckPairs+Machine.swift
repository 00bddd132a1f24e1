import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Review
import TestSupport

extension CheckPair {
    static let machine: [CheckPair] = [
        CheckPair(
            "journal.case-digest", "another digest under the same case id", about: .machine,
            accepting: {
                let document = try ReviewFixture.standardCase().caseDocument()
                return try remembering(answered: [document.body.header.caseID: [document.digest]])
            },
            refusing: {
                try remembering(answered: [FixtureCase.caseID(1): [Bytes32([UInt8](repeating: 5, count: 32))]])
            }),
        CheckPair(
            "journal.outpoint", "P-30: a coin signed for in another case", about: .input(1),
            accepting: { try remembering(signed: 1, in: 1) }, refusing: { try remembering(signed: 1, in: 2) }),
        CheckPair(
            "journal.outpoint", "P-30: a coin signed for in the case that is replaced", .warn, about: .input(1),
            refusing: { try remembering(signed: 1, in: 2, replaces: 2) }),
        CheckPair(
            "journal.outpoint", "P-30: a coin signed for in another case than the one that is replaced",
            about: .input(0),
            refusing: { try remembering(signed: 0, in: 3, replaces: 2) }),
        CheckPair(
            "case.replaces", "the earlier case shares no coin", about: .caseDocument,
            accepting: { try knowing(.init(case: 2, coins: [0, 1]), replaces: 2) },
            refusing: { try knowing(.init(case: 2, coins: []), replaces: 2) }),
        CheckPair(
            "case.replaces", "a case that was replaced by the one that is replaced shares no coin",
            about: .caseDocument,
            accepting: {
                try knowing(.init(case: 2, replaces: 3, coins: [0]), .init(case: 3, coins: [1]), replaces: 2)
            },
            refusing: { try knowing(.init(case: 2, replaces: 3, coins: [0]), .init(case: 3, coins: []), replaces: 2) }),
        CheckPair(
            "case.replaces", "two cases that replace each other", .warn, about: .caseDocument,
            refusing: {
                try knowing(
                    .init(case: 2, replaces: 3, coins: [0]), .init(case: 3, replaces: 2, coins: [0]), replaces: 2)
            }),
        CheckPair(
            "case.refused", "a refusal that the machine has seen and the file does not carry", about: .caseDocument,
            accepting: { try refused(otherDigest: true) }, refusing: { try refused(otherDigest: false) }),
        CheckPair(
            "case.replaced", "a later case was accepted in its place", about: .caseDocument,
            accepting: { try knowing(.init(case: 2, replaces: 3, coins: [0])) },
            refusing: { try knowing(.init(case: 2, replaces: 1, coins: [0])) }),
        CheckPair(
            "case.pays-again", "a confirmed payment, and no coin of it", .warn, about: .output(0),
            accepting: { try knowing(.init(case: 2, coins: [1], pays: true, isConfirmed: true)) },
            refusing: { try knowing(.init(case: 2, coins: [], pays: true, isConfirmed: true)) }),
        CheckPair(
            "case.pays-again", "a coin of one of two cases that paid it", .warn, about: .output(0),
            accepting: {
                try knowing(
                    .init(case: 2, coins: [1], pays: true, isConfirmed: true),
                    .init(case: 3, coins: [0], pays: true, isConfirmed: true))
            },
            refusing: {
                try knowing(
                    .init(case: 2, coins: [1], pays: true, isConfirmed: true),
                    .init(case: 3, coins: [], pays: true, isConfirmed: true))
            }),
        CheckPair(
            "case.pays-again", "confirmed, not only signed", .warn, about: .output(0),
            accepting: { try knowing(.init(case: 2, coins: [], pays: true, signatures: .held)) },
            refusing: { try knowing(.init(case: 2, coins: [], pays: true, isConfirmed: true, signatures: .held)) }),
        CheckPair(
            "case.pays-again", "signatures that have left the machine without a second look", .warn, about: .output(0),
            accepting: { try knowing(.init(case: 2, coins: [1], pays: true, signatures: .armed)) },
            refusing: { try knowing(.init(case: 2, coins: [], pays: true, signatures: .armed)) }),
        CheckPair(
            "journal.kept-coins", "held in this case", .note, about: .machine,
            accepting: { try knowing(.init(case: 1, coins: [0, 1])) },
            refusing: { try knowing(.init(case: 1, coins: [0, 1], signatures: .held)) }),
        CheckPair(
            "journal.kept-coins", "armed in another case", .warn, about: .machine,
            accepting: { try knowing(.init(case: 2, coins: [1], signatures: .held)) },
            refusing: { try knowing(.init(case: 2, coins: [1], signatures: .armed)) }),
        CheckPair(
            "machine.nothing-to-sign", "everything is signed by this key", about: .machine,
            accepting: { try signed(by: 1) }, refusing: { try signed(by: 0) }),
        CheckPair(
            "machine.nothing-to-sign", "everything is signed by this key, as the journal says", .note, about: .machine,
            accepting: { try signed(by: 1) }, refusing: { try signed(by: 0, .armed) }),
        CheckPair(
            "machine.own-signature", "a signature of this key that the machine never gave", about: .input(1),
            accepting: { try signedInput(by: 0, .armed) }, refusing: { try signedInput(by: 0, nil) }),
        CheckPair(
            "machine.own-signature", "a signature of this key that the machine holds back", about: .input(1),
            accepting: { try signedInput(by: 1, .held, .confirm) },
            refusing: { try signedInput(by: 0, .held, .confirm) }),
        CheckPair(
            "machine.person-expired", "the day after the last one", about: .machine,
            accepting: { try expiring(14 + 1) }, refusing: { try expiring(14) }),
        CheckPair("machine.nothing-to-sign", "no key in the vault", about: .machine) {
            try ReviewFixture.changed(
                machine: MachineView(
                    person: try Identifier("zoe"), keyIndex: nil, purpose: .sign, today: try ReviewFixture.today()))
        },
        CheckPair("machine.nothing-to-sign", "a key index that the vault does not have", about: .machine) {
            try ReviewFixture.changed(
                machine: MachineView(
                    person: try Identifier("zoe"), keyIndex: 3, purpose: .sign, today: try ReviewFixture.today()))
        },
    ]

    /// A case that the machine has answered, in short.
    private struct Known {
        let caseNumber: UInt8
        let replaces: UInt8?
        let coins: [Int]
        let pays: Bool
        let isConfirmed: Bool
        let signatures: AnsweredCase.Signatures

        init(
            case caseNumber: UInt8, replaces: UInt8? = nil, coins: [Int], pays: Bool = false,
            isConfirmed: Bool = false, signatures: AnsweredCase.Signatures = .notGiven
        ) {
            self.caseNumber = caseNumber
            self.replaces = replaces
            self.coins = coins
            self.pays = pays
            self.isConfirmed = isConfirmed
            self.signatures = signatures
        }
    }

    private static func knowing(_ known: Known..., replaces: UInt8? = nil) throws -> ReviewContext {
        var fixture = try ReviewFixture.standardCase()
        fixture.header = try CaseHeader(
            drill: false, caseID: fixture.header.caseID, replaces: try replaces.map { try FixtureCase.caseID($0) },
            reason: try replaces.map { _ in try ReplacementReason("the fee was too low") })
        let transaction = try fixture.transaction()
        let answered = try known.map { one in
            AnsweredCase(
                caseID: try FixtureCase.caseID(one.caseNumber), digest: try Bytes32([UInt8](repeating: 5, count: 32)),
                replaces: try one.replaces.map { try FixtureCase.caseID($0) },
                spends: one.coins.map { transaction.inputs[$0].previousOutput },
                pays: one.pays ? [transaction.outputs[0]] : [], isConfirmed: one.isConfirmed,
                signatures: one.signatures)
        }
        let machine = MachineView(
            person: try Identifier("alice"), keyIndex: 0, purpose: .sign, answered: answered,
            today: try ReviewFixture.today())
        return try ReviewFixture.context(fixture, machine: machine)
    }

    private static func remembering(answered: [CaseID: Set<Bytes32>]) throws -> ReviewContext {
        try ReviewFixture.changed(
            machine: MachineView(
                person: try Identifier("alice"), keyIndex: 0, purpose: .sign, answeredCases: answered,
                today: try ReviewFixture.today()))
    }

    private static func remembering(
        signed place: Int, in earlier: UInt8, replaces: UInt8? = nil
    ) throws -> ReviewContext {
        var fixture = try ReviewFixture.standardCase()
        fixture.header = try CaseHeader(
            drill: false, caseID: fixture.header.caseID, replaces: try replaces.map { try FixtureCase.caseID($0) },
            reason: try replaces.map { _ in try ReplacementReason("the fee was too low") })
        let outpoint = try fixture.transaction().inputs[place].previousOutput
        let machine = MachineView(
            person: try Identifier("alice"), keyIndex: 0, purpose: .sign,
            answeredOutpoints: [outpoint: try FixtureCase.caseID(earlier)], today: try ReviewFixture.today())
        return try ReviewFixture.context(fixture, machine: machine)
    }

    /// The second input only is signed.
    private static func signedInput(
        by cosigner: Int, _ signatures: AnsweredCase.Signatures?, _ purpose: MachineView.Purpose = .sign
    ) throws -> ReviewContext {
        let fixture = try ReviewFixture.standardCase()
        let document = try fixture.caseDocument()
        let machine = MachineView(
            person: try Identifier("alice"), keyIndex: 0, purpose: purpose,
            answered: signatures.map {
                [
                    AnsweredCase(
                        caseID: document.body.header.caseID, digest: document.digest, spends: [], signatures: $0)
                ]
            } ?? [], today: try ReviewFixture.today())
        return try ReviewFixture.context(
            fixture, machine: machine,
            mutate: {
                try fixture.sign(&$0, by: cosigner)
                $0.inputs[0].partialSigs = []
            })
    }

    /// Bob's refusal was seen, of this case or of another.
    private static func refused(otherDigest: Bool) throws -> ReviewContext {
        let digest =
            otherDigest
            ? try Bytes32([UInt8](repeating: 5, count: 32)) : try ReviewFixture.standardCase().caseDocument().digest
        return try ReviewFixture.changed(
            machine: MachineView(
                person: try Identifier("alice"), keyIndex: 0, purpose: .sign,
                refusals: [digest: [try Identifier("bob")]], today: try ReviewFixture.today()))
    }

    private static func expiring(_ day: Int) throws -> ReviewContext {
        let last = try CalendarDate(year: 2026, month: 6, day: day)
        return try ReviewFixture.vault { $0.expiry = last }
    }

    private static func signed(
        by cosigner: Int, _ signatures: AnsweredCase.Signatures? = nil
    ) throws -> ReviewContext {
        let fixture = try ReviewFixture.standardCase()
        let document = try fixture.caseDocument()
        let machine = MachineView(
            person: try Identifier("alice"), keyIndex: 0, purpose: .sign,
            answered: signatures.map {
                [
                    AnsweredCase(
                        caseID: document.body.header.caseID, digest: document.digest, spends: [], signatures: $0)
                ]
            } ?? [], today: try ReviewFixture.today())
        return try ReviewFixture.context(fixture, machine: machine, mutate: { try fixture.sign(&$0, by: cosigner) })
    }
}
