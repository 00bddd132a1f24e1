import BitcoinPrimitives
import ByteCoding
import Custody
import SecretKeys

/// A custodian who signs whatever he likes with his own identity key.
struct Forger {
    /// Whose published words the key comes from.
    let person: String

    /// A confirmation that says something else than his machine wrote.
    func confirmation(
        like original: Document<Custody.Confirmation>, caseDigest: Bytes32? = nil, vaultHash: Bytes32? = nil,
        inTheNameOf name: String? = nil, on device: String? = nil
    ) throws -> Document<Custody.Confirmation> {
        let (body, statement) = (original.body, original.body.statement)
        let forged = try Custody.Confirmation(
            statement: CaseStatement(
                network: statement.network, caseID: statement.caseID, caseDigest: caseDigest ?? statement.caseDigest,
                vaultHash: vaultHash ?? statement.vaultHash,
                person: name.map { try Identifier($0) } ?? statement.person,
                device: device.map { try Identifier($0) } ?? statement.device),
            facts: body.facts, build: body.build, shares: body.shares,
            machine: MachineWitness(
                journalSequence: body.machine.journalSequence, journalHead: body.machine.journalHead,
                date: body.machine.date))
        return try signing(forged, as: forged.statement.person)
    }

    /// Any document with this person's signature, under whatever name it says.
    func signing<Body: DocumentBody>(_ body: Body, as name: Identifier? = nil) throws -> Document<Body> {
        var document = Document(body: body)
        let words = OrderWalk.words(of: person)
        let seed = try Mnemonic(parsing: SecretBytes(copying: Array(words.utf8))).seed(passphrase: nil)
        let key = try IdentityKey(seed: seed, network: .regtest, number: 0)
        document.add(
            DocumentSignature(
                person: try name ?? Identifier(person), identityKey: key.publicKey,
                signature: try key.sign(document.digest)))
        return document
    }

    /// The same excuse in other people's names.
    func excuses(like original: StopDocument, as names: [String]) throws -> [StopDocument] {
        guard case .excuse(let excuse) = original else { return [] }
        let (body, statement) = (excuse.body, excuse.body.statement)
        return try names.map { name in
            let forged = StopStatement(
                network: statement.network, vault: statement.vault, founding: statement.founding,
                person: try Identifier(name), device: statement.device, date: statement.date,
                journalSequence: statement.journalSequence, journalHead: statement.journalHead,
                reason: statement.reason)
            let body = try Excuse(
                statement: forged, caseID: body.caseID, caseDigest: body.caseDigest, absent: body.absent)
            return .excuse(try signing(body, as: forged.person))
        }
    }
}
