import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors

/// Sees everything that leaves honest machines and everything that their people see, and checks the promises after
/// every step.
struct Watch {
    /// An answer of an honest machine.
    private struct Answer: Hashable {
        let place: Int
        let type: String
        let digest: Bytes32
    }

    /// What an honest machine stands by under one case id.
    private struct Stand {
        let digest: Bytes32
        let transaction: Bytes32
        let replaces: CaseID?
        let payments: [TxOut]
        let coins: Set<OutPoint>
        /// Whether the machine has done its part so that the case can be paid.
        var mayBePaid = false
    }

    private let scene: Scene
    private let treasury: Treasury
    private let agreement: VaultAgreement?
    private let paper: Set<TxOut>
    private(set) var book: SignatureBook
    private(set) var violations: Set<Violation> = []
    private var answers: [Answer: [UInt8]] = [:]
    private var stands: [Int: [CaseID: Stand]] = [:]
    private var lastAnswered: [Int: [OutPoint: CaseID]] = [:]
    private var refused: [Int: Set<CaseID>] = [:]
    /// The digests of which a machine has seen a refusal.
    private var vetoed: [Int: Set<Bytes32>] = [:]
    /// The pairs of transactions of which a person typed that both are to be paid.
    private var both: [Int: Set<Set<Bytes32>>] = [:]
    /// Who was shown exactly this transaction and answered everything, in look 1 and in look 2.
    private var approved: [Bytes32: Set<Int>] = [:]
    private var confirmed: [Bytes32: Set<Int>] = [:]

    init(_ scene: Scene, _ treasury: Treasury, paper: [TxOut]) {
        self.scene = scene
        self.treasury = treasury
        agreement = try? treasury.agreement()
        self.paper = Set(paper)
        book = SignatureBook(treasury.chain, honest: scene.honest)
    }

    /// The transactions that can be sent by somebody who has every corrupt key and every file.
    var spendable: [(name: Bytes32, entry: SignatureBook.Entry)] {
        book.entries.filter { _, entry in
            !entry.everybody.isEmpty
                && entry.inputs.keys.allSatisfy {
                    entry.signers[$0, default: []].count + scene.corrupt.count >= scene.terms.threshold
                }
        }.map { ($0.key, $0.value) }
    }

    private static let vetoCode = "finding case.refused"

    /// Takes what came of a visit.
    mutating func see(_ emission: Emission) {
        if let transaction = try? PSBTFile(fileBytes: emission.delivered).psbt.unsignedTransaction() {
            book.learn(transaction, shownTo: emission.place)
        }
        for bytes in emission.files {
            let meaningless = book.take(bytes, from: emission.place)
            if meaningless > 0 { report(.meaningless, "\(meaningless) by \(name(emission.place))") }
        }
        if !emission.files.isEmpty || emission.refusal == Self.vetoCode { read(emission) }
        check()
    }

    // MARK: What is written

    private mutating func read(_ emission: Emission) {
        guard let file = try? PSBTFile(fileBytes: emission.delivered),
            let documents = try? ProposalFields.read(from: file.psbt), let caseDocument = documents.caseDocument,
            let transaction = try? file.psbt.unsignedTransaction()
        else {
            if emission.files.isEmpty { return }
            return report(.answeredAnother, "\(name(emission.place)) answered a file that is no case")
        }
        let subject = Subject(
            document: caseDocument, transaction: transaction, name: SignatureBook.name(transaction),
            hasRefusal: hasRefusal(documents, of: caseDocument))
        if subject.hasRefusal, emission.refusal == Self.vetoCode {
            vetoed[emission.place, default: []].insert(caseDocument.digest)
        }
        var displays = emission.displays[...]
        for bytes in emission.files {
            switch DocumentType.name(in: bytes) {
            case Share.typeName: take(try? Document<Share>(parsing: bytes), emission, subject, displays.popFirst())
            case Custody.Confirmation.typeName:
                take(try? Document<Custody.Confirmation>(parsing: bytes), emission, subject, displays.popFirst())
            case Refusal.typeName:
                if let refusal = try? Document<Refusal>(parsing: bytes) {
                    refused[emission.place, default: []].insert(refusal.body.statement.caseID)
                }
            default:
                guard let psbt = try? PSBTFile(fileBytes: bytes).psbt,
                    let written = try? ProposalFields.read(from: psbt)
                else { continue }
                let person = treasury.people[emission.place].person
                if case .sign = emission.verb, treasury.terms.release[emission.place] == .open {
                    let share = written.shares.first { $0.body.statement.person == person }
                    take(share, emission, subject, displays.popFirst())
                } else if let release = written.releases.first(where: { $0.body.statement.person == person }) {
                    take(release, emission, subject, nil)
                }
            }
        }
    }

    /// The case of a delivered file, as the checker itself reads it.
    private struct Subject {
        let document: Document<CaseDocument>
        let transaction: Transaction
        let name: Bytes32
        let hasRefusal: Bool
    }

    private func hasRefusal(_ documents: ProposalAttachments, of document: Document<CaseDocument>) -> Bool {
        guard !documents.refusals.isEmpty, let agreement, let agreed = try? AgreedCase(document, under: agreement)
        else { return false }
        return ConfirmationTally.judge(documents.refusals, of: agreed).contains { $0.problem == nil }
    }

    private mutating func take<Body: CaseAnswer>(
        _ document: Document<Body>?, _ emission: Emission, _ subject: Subject, _ display: Display?
    ) {
        let place = emission.place
        guard let document else { return report(.answeredAnother, "\(name(place)) wrote what cannot be read") }
        let statement = document.body.statement
        let person = treasury.people[place]
        let isOver =
            statement.person == person.person && statement.caseDigest == subject.document.digest
            && statement.caseID == subject.document.body.header.caseID
            && subject.document.body.unsignedTransaction == subject.name
            && (try? document.checkSoleSignature(of: person.person, with: person.record.body.identityKey)) != nil
        guard isOver else { return report(.answeredAnother, "a \(Body.typeName) of \(name(place))") }
        let key = Answer(place: place, type: Body.typeName, digest: statement.caseDigest)
        if let earlier = answers.updateValue(document.encoded, forKey: key), earlier != document.encoded {
            report(.otherBytes, "a \(Body.typeName) of \(name(place))")
        }
        if subject.hasRefusal || refused[place]?.contains(statement.caseID) == true
            || vetoed[place]?.contains(statement.caseDigest) == true
        {
            report(.refusedAnswered, "a \(Body.typeName) of \(name(place)) for \(statement.caseID.short)")
        }
        if Body.self != Release.self {
            let isExact = display.map { shows($0, subject.transaction) } ?? false
            if !isExact { report(.shownOtherwise, "before a \(Body.typeName) of \(name(place))") }
            if isExact, Body.self == Share.self { approved[subject.name, default: []].insert(place) }
            if isExact, Body.self == Custody.Confirmation.self { confirmed[subject.name, default: []].insert(place) }
        }
        remember(Body.self, emission, subject)
    }

    /// Whether a display had every output of a transaction as it is, and asked for every destination.
    private func shows(_ display: Display, _ transaction: Transaction) -> Bool {
        guard display.lines.count == transaction.outputs.count else { return false }
        for (index, output) in transaction.outputs.enumerated() {
            let address = Address(scriptPubKey: output.scriptPubKey, network: Enrolment.network)
            guard let line = display.lines.first(where: { $0.output == index }), line.sat == output.amount.sat,
                line.address == address?.text,
                (line.kind != .destination) == treasury.chain.own.contains(output.scriptPubKey)
            else { return false }
        }
        let mustAsk = Set((display.destinations.isEmpty ? display.lines : display.destinations).map(\.output))
        return display.askedCharacters == mustAsk && display.askedAmounts == mustAsk
    }

    // MARK: What one machine must not do

    private mutating func remember<Body: CaseAnswer>(_ type: Body.Type, _ emission: Emission, _ subject: Subject) {
        let place = emission.place
        let header = subject.document.body.header
        let id = header.caseID
        let earlier = stands[place, default: [:]]
        if let known = earlier[id], known.digest != subject.document.digest {
            report(.twoAnswers, "\(name(place)) for \(id.short)")
        }
        if type != Share.self, let later = earlier.first(where: { $0.value.replaces == id }) {
            report(.replacedAnswered, "\(name(place)) for \(id.short), replaced by \(later.key.short)")
        }
        var stand =
            earlier[id]
            ?? Stand(
                digest: subject.document.digest, transaction: subject.name, replaces: header.replaces,
                payments: subject.transaction.outputs.filter { !treasury.chain.own.contains($0.scriptPubKey) },
                coins: Set(subject.transaction.inputs.map(\.previousOutput)))
        if type != Release.self {
            rememberCoins(of: stand, id, place, earlier)
            for (otherID, other) in earlier
            where otherID != id && other.mayBePaid && other.coins.isDisjoint(with: stand.coins)
                && !Set(other.payments).isDisjoint(with: stand.payments)
            {
                if emission.typedBoth.contains(otherID.short) {
                    both[place, default: []].insert([other.transaction, stand.transaction])
                } else {
                    report(.approvedTwice, "\(name(place)) for \(id.short) after \(otherID.short)")
                }
            }
        }
        if type != Share.self || treasury.terms.release[place] == .open { stand.mayBePaid = true }
        stands[place, default: [:]][id] = stand
    }

    private mutating func rememberCoins(
        of stand: Stand, _ id: CaseID, _ place: Int, _ earlier: [CaseID: Stand]
    ) {
        for coin in stand.coins {
            if let other = lastAnswered[place]?[coin], other != id, stand.replaces != other {
                report(.coinTwice, "\(name(place)) for \(id.short) after \(other.short)")
            }
            lastAnswered[place, default: [:]][coin] = id
        }
        var line: Set<CaseID> = [id]
        var next = stand.replaces
        while let replaced = next, line.insert(replaced).inserted, let known = earlier[replaced] {
            if known.coins.isDisjoint(with: stand.coins) {
                report(.replacedApart, "\(name(place)) for \(id.short), in the line of \(replaced.short)")
            }
            next = known.replaces
        }
    }

    // MARK: What must not be outside

    private mutating func check() {
        for (transaction, entry) in book.entries where !entry.everybody.isEmpty {
            for place in entry.everybody {
                if approved[transaction]?.contains(place) != true {
                    report(.signedUnseen, "\(transaction.hex.prefix(8)) by \(name(place))")
                }
                guard treasury.terms.release[place] == .held else { continue }
                let missing = self.missing(transaction, releasedBy: place)
                if !missing.isEmpty {
                    report(
                        .releasedEarly,
                        "\(transaction.hex.prefix(8)) by \(name(place)), not confirmed by \(missing)")
                }
            }
        }
        guard scene.isGuarded else { return }
        let spendable = spendable
        for (transaction, entry) in spendable {
            let held = entry.everybody.filter { treasury.terms.release[$0] == .held }
            let missing = held.map { self.missing(transaction, releasedBy: $0) }.first { !$0.isEmpty } ?? ""
            if held.isEmpty || !missing.isEmpty {
                report(.paidUnseen, "\(transaction.hex.prefix(8)), not confirmed by \(missing)")
            }
            guard scene.terms.confirmations == .all else { continue }
            let paid = entry.payments(treasury.chain)
            if !scene.careful.isEmpty, Set(paid) != paper { report(.notOrdered, "\(transaction.hex.prefix(8))") }
            for (other, second) in spendable where other < transaction {
                if entry.coins.isDisjoint(with: second.coins),
                    !Set(paid).isDisjoint(with: second.payments(treasury.chain)),
                    scene.honest.contains(where: { both[$0]?.contains([transaction, other]) != true })
                {
                    report(.paidTwice, "\(transaction.hex.prefix(8)) and \(other.hex.prefix(8))")
                }
            }
        }
    }

    /// Who should have confirmed a transaction before this person's signatures left, and has not.
    ///
    /// Under `all` that is every honest custodian. Under `quorum` it is he himself, and as many of those who signed as
    /// are needed beside the corrupt ones.
    private func missing(_ transaction: Bytes32, releasedBy place: Int) -> String {
        let seen = confirmed[transaction] ?? []
        switch scene.terms.confirmations {
        case .all:
            return scene.honest.filter { !seen.contains($0) }.map { name($0) }.joined(separator: ", ")
        case .quorum:
            guard seen.contains(place) else { return name(place) }
            let signed = seen.intersection(approved[transaction] ?? []).count
            let needed = scene.terms.threshold - scene.corrupt.count
            return signed < needed ? "\(needed - signed) more of those who signed" : ""
        }
    }

    private func name(_ place: Int) -> String { treasury.people[place].person.description }

    private mutating func report(_ kind: Violation.Kind, _ detail: String) {
        violations.insert(Violation(kind: kind, detail: detail))
    }
}
