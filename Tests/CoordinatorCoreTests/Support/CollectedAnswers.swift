import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import TestSupport
import Testing

/// The shares and confirmations of a case whose signatures other programs have made: each share stands for what was collected.
struct CollectedAnswers {
    let state: CaseState
    let cosigners: [FixtureCosigner]

    /// One cosigner's share, as his machine gives it when it holds the same signatures.
    func share(by number: Int) throws -> Document<Share> {
        let person = try cosigners[number].person
        let salt = SHA256.hash([UInt8(number), 0x5a])
        let signatures = try state.signatures(of: person).map { try #require($0).signature }
        return try sign(
            Share(
                statement: statement(number), kind: .open,
                commitment: CaseCommitment.digest(
                    network: state.vault.network, salt: salt, signatures: signatures),
                salt: salt, facts: state.factsHash(), build: SHA256.hash([1]),
                machine: MachineWitness(journalSequence: 1, journalHead: SHA256.hash([UInt8(number), 1]))), by: number)
    }

    /// The case after these people approved and everybody confirmed.
    func answered(by signers: [Int]) throws -> CaseState {
        var answered = state
        let shares = try signers.map { try share(by: $0) }
        for share in shares { _ = try answered.take(share.encoded) }
        for number in cosigners.indices {
            let confirmation = try sign(
                Confirmation(
                    statement: statement(number), facts: state.factsHash(), build: SHA256.hash([1]),
                    shares: shares.map(\.digest),
                    machine: MachineWitness(journalSequence: 2, journalHead: SHA256.hash([UInt8(number), 2]))),
                by: number)
            _ = try answered.take(confirmation.encoded)
        }
        return answered
    }

    private func statement(_ number: Int) throws -> CaseStatement {
        let person = try cosigners[number].person
        return CaseStatement(
            of: state.agreedCase.document, person: person, device: try FixtureVault.device(of: person))
    }

    private func sign<Body: DocumentBody>(_ body: Body, by number: Int) throws -> Document<Body> {
        var document = Document(body: body)
        document.add(try cosigners[number].signature(over: document.digest))
        return document
    }
}
