import BitcoinCrypto
import ByteCoding
import CommandSupport
package import Custody

/// A copy of somebody's journal whose chain, end and signature hold, compared with what this machine knows of him.
///
/// The codes in the lines are for his own machine; nobody else can check them. What binds him is his signature over the
/// end of the chain.
package struct VerifiedJournalCopy: Sendable {
    /// What its author states.
    package let copy: JournalCopy
    /// The entries, oldest first.
    package let entries: [JournalEntry]
    /// The registered vaults in which this person has this identity key, sorted; without any nobody here knows the key.
    package let knownIn: [Identifier]
    /// How many entries of the copy this machine has seen named in documents of that person or of others.
    package let seen: Int
    /// The highest entry of that journal that this machine has seen, when the copy ends before it.
    package let laterSeen: UInt64?

    /// Reads and verifies a copy.
    package init(reading path: String, in home: borrowing SignerHome) throws(SignerError) {
        let bytes = try SignerError.lifting {
            try FileAccess.read(path, limit: DocumentLimits.bytes + SignerJournal.maximumBytes)
        }
        guard let end = Self.documentEnd(bytes) else { throw .badJournalCopy(path: path, .form) }
        let document = try SignerError.lifting { try Document<JournalCopy>(parsing: Array(bytes[..<end])) }
        let lines = Array(bytes[(end + 1)...])
        let entries: [JournalEntry]
        do throws(JournalError) { entries = try SignerJournal.parse(copy: lines) } catch {
            throw .cause(SignerErrorCause(error: error))
        }
        let copy = document.body
        guard let start = entries.first?.event.beginning, start.person == copy.person,
            start.network == copy.network, start.device == copy.device
        else { throw .badJournalCopy(path: path, .otherBeginning) }
        try SignerError.lifting { try document.checkSoleSignature(of: copy.person, with: start.identityKey) }
        guard SHA256.hash(lines) == copy.lines, UInt64(entries.count) == copy.entries,
            entries.last?.sequence == copy.sequence, entries.last?.hash == copy.head
        else { throw .badJournalCopy(path: path, .otherEnd) }

        var known: [Identifier] = []
        for vault in home.vaults {
            guard vault.document.body.network == copy.network, let person = vault.document.body.person(copy.person)
            else {
                continue
            }
            guard person.identityKey == start.identityKey else {
                throw .badJournalCopy(path: path, .otherKey(vault: vault.name))
            }
            known.append(vault.name)
        }
        var hashes: [UInt64: Bytes32] = [:]
        for entry in entries { hashes[entry.sequence] = entry.hash }
        var (seen, later): (Int, UInt64?) = (0, nil)
        for head in home.journal.headsSeen(of: copy.person) {
            guard head.sequence <= copy.sequence else {
                later = max(later ?? 0, head.sequence)
                continue
            }
            // An entry of a journal before a restoration is in no later one.
            if hashes[head.sequence] == nil, entries.contains(where: { $0.event.isAdoption }) { continue }
            guard hashes[head.sequence] == head.hash else {
                throw .badJournalCopy(path: path, .otherThanSeen(sequence: head.sequence))
            }
            seen += 1
        }
        self.copy = copy
        self.entries = entries
        knownIn = known.sorted()
        self.seen = seen
        laterSeen = later
    }

    /// Where the document ends and an empty line parts it from the lines of the journal.
    private static func documentEnd(_ bytes: [UInt8]) -> Int? {
        let feed = UInt8(ascii: "\n")
        guard let body = bytes.indices.first(where: { $0 > 0 && bytes[$0] == feed && bytes[$0 - 1] == feed }) else {
            return nil
        }
        return bytes.indices.first { $0 > body + 1 && bytes[$0] == feed && bytes[$0 - 1] == feed }
    }
}

/// Why a copy of a journal does not count.
package enum JournalCopyProblem: CodedError, Hashable {
    /// The file is not a document and the lines of a journal.
    case form
    /// The journal does not begin with the person, the network and the machine that the document names.
    case otherBeginning
    /// The lines are not those that the document states.
    case otherEnd
    /// A vault that is registered here knows this person with another key.
    case otherKey(vault: Identifier)
    /// This machine has seen another entry of this number.
    case otherThanSeen(sequence: UInt64)

    package var code: String {
        switch self {
        case .form: "journal-copy.form"
        case .otherBeginning: "journal-copy.other-beginning"
        case .otherEnd: "journal-copy.other-end"
        case .otherKey: "journal-copy.other-key"
        case .otherThanSeen: "journal-copy.other-than-seen"
        }
    }

    package var description: String {
        switch self {
        case .form: "it is not a signed copy of a journal"
        case .otherBeginning: "it does not begin with the person and the machine that it names"
        case .otherEnd: "its lines are not those that its author has signed"
        case .otherKey(let vault): "the vault \(vault) knows its author with another identity key"
        case .otherThanSeen(let sequence):
            "entry \(sequence) is not the one that this machine has seen: the journal was forked or written anew"
        }
    }

    package var remedy: String? {
        switch self {
        case .form, .otherEnd: "Ask its author for the file again: rensho-signer log export"
        case .otherBeginning, .otherKey: "Do not rely on it; ask its author by voice."
        case .otherThanSeen: "Tell the other custodians: two documents of one machine contradict each other."
        }
    }
}

extension JournalEvent {
    /// Whether a journal goes on here from a lost one.
    fileprivate var isAdoption: Bool { if case .adopted = self { true } else { false } }
}
