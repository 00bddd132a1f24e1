import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import SecretKeys
import SignerCore

/// What corrupt custodians do with their keys: sign any statement and any transaction.
///
/// A class, because what was made once is kept: the same truth is told many times. Used by one schedule on one thread.
final class Forger {
    /// One corrupt custodian's plain signature of an input.
    struct Signature {
        let input: Int
        let signature: ECDSASignature
        let key: PublicKey
    }

    private struct Occasion: Hashable {
        let place: Int
        let digest: Bytes32
        var shares: [Bytes32] = []
    }

    private let treasury: Treasury
    private var signatures: [Occasion: [Signature]] = [:]
    private var shares: [Occasion: Document<Share>] = [:]
    private var confirmations: [Occasion: Document<Custody.Confirmation>] = [:]

    init(_ treasury: Treasury) {
        self.treasury = treasury
    }

    /// The share of a corrupt custodian as an honest one would give it.
    func plainShare(of place: Int, for made: MadeCase) throws -> Document<Share> {
        let occasion = Occasion(place: place, digest: made.digest)
        if let known = shares[occasion] { return known }
        let share = try share(of: place, for: made)
        shares[occasion] = share
        return share
    }

    /// His confirmation that names these shares.
    func plainConfirmation(
        of place: Int, for made: MadeCase, naming named: [Bytes32]
    ) throws -> Document<Custody.Confirmation> {
        let occasion = Occasion(place: place, digest: made.digest, shares: named)
        if let known = confirmations[occasion] { return known }
        let confirmation = try confirmation(of: place, for: made, naming: named)
        confirmations[occasion] = confirmation
        return confirmation
    }

    /// A share that looks as it should; the signatures behind it are real when the vault wants them at once.
    func share(of place: Int, for made: MadeCase, commitment: Bytes32? = nil) throws -> Document<Share> {
        let person = treasury.people[place]
        let kind = treasury.document.body.cosigners[place].release
        let salt = SHA256.hash(made.digest.bytes + [UInt8(place)])
        // Nobody can look behind the commitment of a held share: anything will do.
        let real =
            kind == .held
            ? salt
            : CaseCommitment.digest(
                network: Enrolment.network, salt: salt,
                signatures: try signatures(of: place, for: made).map(\.signature))
        return try person.sign(
            Share(
                statement: statement(of: place, for: made), kind: kind, commitment: commitment ?? real,
                salt: kind == .open ? salt : nil, facts: salt, build: salt, machine: witness(place, 7)))
    }

    /// A confirmation that names these shares.
    func confirmation(
        of place: Int, for made: MadeCase, naming shares: [Bytes32], witness: MachineWitness? = nil
    ) throws -> Document<Custody.Confirmation> {
        try treasury.people[place].sign(
            Custody.Confirmation(
                statement: statement(of: place, for: made), facts: made.digest, build: made.digest, shares: shares,
                machine: witness ?? self.witness(place, 8)))
    }

    /// The plain signatures of a corrupt custodian for every coin of the vault in a transaction.
    func signatures(of place: Int, for made: MadeCase) throws -> [Signature] {
        let occasion = Occasion(place: place, digest: made.digest)
        if let known = signatures[occasion] { return known }
        let transaction = try made.psbt.unsignedTransaction()
        let sighash = SegwitSighash(transaction)
        var found: [Signature] = []
        for (index, input) in transaction.inputs.enumerated() {
            guard let coin = treasury.chain.byOutpoint[input.previousOutput],
                let key = coin.script.keys.first(where: { $0.keyIndex == place })
            else { continue }
            let digest = try sighash.digest(
                input: index, scriptCode: coin.script.witnessScript, amount: coin.output.amount)
            let position = coin.script.position
            let secret = try treasury.people[place].account.derived(ChildNumber(rawValue: position.branch))
                .derived(ChildNumber(rawValue: position.index))
            found.append(
                Signature(
                    input: index, signature: try secret.signingKey().sign(digest, expecting: key.publicKey),
                    key: key.publicKey))
        }
        signatures[occasion] = found
        return found
    }

    /// Puts a corrupt custodian's plain signatures into a file.
    func sign(_ psbt: inout PSBT, of place: Int, for made: MadeCase) throws {
        for one in try signatures(of: place, for: made) {
            let key = one.key.encoded
            guard psbt.inputs.indices.contains(one.input),
                !psbt.inputs[one.input].partialSigs.contains(where: { $0.publicKey == key })
            else { continue }
            psbt.inputs[one.input].addPartialSig(
                publicKey: key, signature: one.signature.der + [SighashType.all.rawValue])
        }
    }

    func statement(
        of place: Int, for made: MadeCase, digest: Bytes32? = nil, as person: Identifier? = nil
    ) -> CaseStatement {
        CaseStatement(
            network: Enrolment.network, caseID: made.caseID, caseDigest: digest ?? made.digest,
            vaultHash: made.treasury.document.digest, person: person ?? treasury.people[place].person,
            device: treasury.people[place].device)
    }

    func witness(_ place: Int, _ sequence: UInt64, heads: [PeerHead] = []) -> MachineWitness {
        MachineWitness(
            journalSequence: sequence, journalHead: SHA256.hash([UInt8(place), UInt8(truncatingIfNeeded: sequence)]),
            heads: heads)
    }

    /// One lie among those that a corrupt custodian can tell, put into the documents of a file in place of the truth.
    func lie(
        of place: Int, about made: MadeCase, in documents: inout ProposalAttachments, honest: [Int],
        _ dice: inout Dice
    ) throws -> String {
        let person = treasury.people[place]
        let victim = treasury.people[dice.pick(honest) ?? place]
        let anything = SHA256.hash(dice.bytes(8))
        let shares = documents.shares.map(\.digest)
        func confirm(_ document: Document<Custody.Confirmation>) {
            let author = document.body.statement.person
            documents.confirmations.removeAll { $0.body.statement.person == author }
            documents.confirmations.append(document)
        }
        switch dice.number(below: 9) {
        case 0:
            documents.shares.removeAll { $0.body.statement.person == person.person }
            documents.shares.append(try share(of: place, for: made, commitment: anything))
            return "share with a commitment to nothing"
        case 1:
            confirm(try confirmation(of: place, for: made, naming: Array(shares.prefix(dice.number(below: 2)))))
            return "confirmation that names too few shares"
        case 2:
            confirm(try confirmation(of: place, for: made, naming: [anything, made.digest] + shares.prefix(1)))
            return "confirmation that names other shares"
        case 3:
            let body = try Custody.Confirmation(
                statement: statement(of: place, for: made, digest: anything), facts: anything, build: anything,
                shares: shares, machine: witness(place, 8))
            confirm(try person.sign(body))
            return "confirmation over another digest"
        case 4:
            let body = try Custody.Confirmation(
                statement: statement(of: place, for: made, as: victim.person), facts: anything, build: anything,
                shares: shares, machine: witness(place, 8))
            confirm(try person.sign(body, as: victim.person))
            return "confirmation in the name of \(victim.person)"
        case 5:
            let ahead = PeerHead(person: victim.person, sequence: 1_000, hash: anything)
            confirm(
                try confirmation(of: place, for: made, naming: shares, witness: witness(place, 8, heads: [ahead])))
            return "a journal of \(victim.person) far ahead"
        case 6:
            let forked = PeerHead(person: victim.person, sequence: 1, hash: anything)
            confirm(
                try confirmation(of: place, for: made, naming: shares, witness: witness(place, 8, heads: [forked])))
            return "another journal of \(victim.person)"
        case 7:
            documents.refusals.removeAll { $0.body.statement.person == person.person }
            documents.refusals.append(
                try person.sign(
                    Refusal(
                        statement: statement(of: place, for: made), reason: RefusalReason("so that it stops"),
                        build: anything, journalSequence: 9, journalHead: anything, date: nil)))
            return "refusal"
        default:
            documents.releases.removeAll { $0.body.statement.person == person.person }
            documents.releases.append(
                try person.sign(
                    Release(
                        statement: statement(of: place, for: made), salt: anything,
                        confirmations: documents.confirmations.map(\.digest), build: anything,
                        machine: witness(place, 9))))
            return "release"
        }
    }
}
