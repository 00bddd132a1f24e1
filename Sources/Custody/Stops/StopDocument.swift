package import BitcoinCrypto
package import ByteCoding

/// A document by which somebody stops something, or gives his part to let it go on; none verified by being one.
package enum StopDocument: Hashable, Sendable {
    case freeze(Document<Freeze>)
    case lift(Document<Lift>)
    case veto(Document<OrderVeto>)
    case countersign(Document<OrderCountersign>)
    case excuse(Document<Excuse>)
    case override(Document<Override>)

    /// Reads a whole file of one of the types.
    package init(parsing bytes: [UInt8]) throws(DocumentError) {
        guard bytes.count <= DocumentLimits.stopBytes else {
            throw .stop(.tooLong(bytes: bytes.count, limit: DocumentLimits.stopBytes))
        }
        guard let name = DocumentType.name(in: bytes), let kind = StopKind(rawValue: name) else {
            throw .stop(.otherType(DocumentType.name(in: bytes) ?? "file without a type"))
        }
        switch kind {
        case .freeze: self = .freeze(try Document(parsing: bytes))
        case .lift: self = .lift(try Document(parsing: bytes))
        case .veto: self = .veto(try Document(parsing: bytes))
        case .countersign: self = .countersign(try Document(parsing: bytes))
        case .excuse: self = .excuse(try Document(parsing: bytes))
        case .override: self = .override(try Document(parsing: bytes))
        }
    }

    /// Whether a file says in its first line that it is one.
    package static func isOne(_ bytes: [UInt8]) -> Bool {
        DocumentType.name(in: bytes).flatMap { StopKind(rawValue: $0) } != nil
    }

    /// Which one it is.
    package var kind: StopKind {
        switch self {
        case .freeze: .freeze
        case .lift: .lift
        case .veto: .veto
        case .countersign: .countersign
        case .excuse: .excuse
        case .override: .override
        }
    }

    /// By whom, when, and why.
    package var statement: StopStatement {
        switch self {
        case .freeze(let document): document.body.statement
        case .lift(let document): document.body.statement
        case .veto(let document): document.body.statement
        case .countersign(let document): document.body.statement
        case .excuse(let document): document.body.statement
        case .override(let document): document.body.statement
        }
    }

    /// The digest of the document.
    package var digest: Bytes32 {
        switch self {
        case .freeze(let document): document.digest
        case .lift(let document): document.digest
        case .veto(let document): document.digest
        case .countersign(let document): document.digest
        case .excuse(let document): document.digest
        case .override(let document): document.digest
        }
    }

    /// The whole document with its signature.
    package var encoded: [UInt8] {
        switch self {
        case .freeze(let document): document.encoded
        case .lift(let document): document.encoded
        case .veto(let document): document.encoded
        case .countersign(let document): document.encoded
        case .excuse(let document): document.encoded
        case .override(let document): document.encoded
        }
    }

    /// The key under which it travels in a PSBT: its type and its digest.
    package var key: String { "\(kind.rawValue)/\(digest.hex)" }

    /// The digest of the case that it is about; `nil` for one about a vault or an order.
    package var caseDigest: Bytes32? {
        switch self {
        case .excuse(let document): document.body.caseDigest
        case .override(let document): document.body.caseDigest
        case .freeze, .lift, .veto, .countersign: nil
        }
    }

    /// The cases that it names.
    package var cases: [CaseID] {
        switch self {
        case .countersign(let document): document.body.cases
        case .excuse(let document): [document.body.caseID]
        case .override(let document): [document.body.caseID]
        case .freeze, .lift, .veto: []
        }
    }

    /// The digest of the order that it is about; `nil` for one about a vault or a case.
    package var order: Bytes32? {
        switch self {
        case .veto(let document): document.body.order
        case .countersign(let document): document.body.order
        case .freeze, .lift, .excuse, .override: nil
        }
    }

    /// Whether it says anything about a case that pays these orders.
    package func concerns(case digest: Bytes32, orders: [Bytes32]) -> Bool {
        if let caseDigest { return caseDigest == digest }
        if let order { return orders.contains(order) }
        return true
    }

    /// How many documents of one person about one thing are kept: more say nothing more, and would fill a journal.
    package static let keptOfOnePerson = 4

    /// Whether it is worth keeping from the file of a case beside what is kept already: it is about that case, its orders
    /// or the vault, and its author has not said the same several times.
    package func isWorthKeeping(
        beside known: [StopDocument], case digest: Bytes32, orders: [Bytes32]
    ) -> Bool {
        guard concerns(case: digest, orders: orders) else { return false }
        if case .lift(let lift) = self, !known.contains(where: { $0.digest == lift.body.freeze }) { return false }
        let lifted = Set(
            known.compactMap { other -> Bytes32? in
                guard case .lift(let lift) = other else { return nil }
                return lift.body.freeze
            })
        let same = known.filter { other in
            other.kind == kind && other.statement.person == statement.person && other.order == order
                && other.caseDigest == caseDigest && other.liftedFreeze == liftedFreeze
                && !lifted.contains(other.digest)
        }
        return same.count < Self.keptOfOnePerson && !same.contains { $0.digest == self.digest }
    }

    /// The documents of a file with its freezes first: a lift is worth something beside its freeze.
    package static func freezesFirst(_ documents: [StopDocument]) -> [StopDocument] {
        documents.filter { $0.kind == .freeze } + documents.filter { $0.kind != .freeze }
    }

    private var liftedFreeze: Bytes32? {
        guard case .lift(let lift) = self else { return nil }
        return lift.body.freeze
    }

    /// Whether it lets a case go on that would stop otherwise.
    package var isPermission: Bool {
        switch self {
        case .excuse, .override: true
        case .freeze, .lift, .veto, .countersign: false
        }
    }

    /// Why it does not count under a vault; `nil` when it does.
    ///
    /// What only stops counts on anybody's word whom the vault lets stop it, whatever machine or day it is of. What lets
    /// something go on counts from the author's own machine and while his part stands.
    /// - Parameter today: the day on which parts are judged; where it is `nil`, the document's own day alone.
    package func problem(
        under vault: RegisteredVaultView, on today: CalendarDate?,
        verifier: some SignatureVerifier = OpenSSLVerifier()
    ) -> StopProblem? {
        let statement = statement
        if statement.network != vault.vault.network { return .otherNetwork(statement.network) }
        if statement.vault != vault.vault.name { return .otherVault(statement.vault) }
        guard let founding = vault.foundingDigest, founding == statement.founding else {
            return .otherFounding(statement.founding)
        }
        guard let person = vault.vault.person(statement.person) else { return .unknownPerson(statement.person) }
        guard kind.isOpen(to: person, in: vault.vault) else { return .notEntitled(person.id, kind) }
        if case .excuse(let excuse) = self, vault.vault.cosigner(excuse.body.absent) == nil {
            return .noCustodian(excuse.body.absent)
        }
        if !kind.onlyStops {
            if let device = person.device, device != statement.device { return .otherDevice(statement.device) }
            let day = max(statement.date, today ?? statement.date)
            if let lastDay = person.expiry, lastDay < day { return .lapsed(person.id, lastDay: lastDay, day: day) }
        }
        do throws(SignatureProblem) {
            try checkSoleSignature(of: person, verifier)
            return nil
        } catch {
            return .signature(error)
        }
    }

    private func checkSoleSignature(
        of person: Person, _ verifier: some SignatureVerifier
    ) throws(SignatureProblem) {
        let (id, key) = (person.id, person.identityKey)
        switch self {
        case .freeze(let document): try document.checkSoleSignature(of: id, with: key, verifier: verifier)
        case .lift(let document): try document.checkSoleSignature(of: id, with: key, verifier: verifier)
        case .veto(let document): try document.checkSoleSignature(of: id, with: key, verifier: verifier)
        case .countersign(let document): try document.checkSoleSignature(of: id, with: key, verifier: verifier)
        case .excuse(let document): try document.checkSoleSignature(of: id, with: key, verifier: verifier)
        case .override(let document): try document.checkSoleSignature(of: id, with: key, verifier: verifier)
        }
    }
}
