import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import Custody
import Descriptors
import Review
import SecretKeys
import SignerCore
import TestSupport

/// Custodians with homes of their own and a coordinator, as libraries, for walks in every order.
///
/// All that a machine remembers is its journal, so a walk goes back to where it parted from another one by giving the
/// journals back.
final class WalkWorld {
    /// Where a walk stands.
    struct Place {
        /// What the rule's words say.
        var progress: WalkProgress
        /// What the coordinator has collected.
        var state: CaseState
        /// What was done.
        var visits: [WalkVisit] = []
    }

    static let three = ["alice", "bob", "carol"]
    static let five = ["alice", "bob", "carol", "dave", "erin"]

    let shape: WalkShape
    private let folder = TemporaryFolder()
    private let proposal: PSBTFile
    private let agreement: VaultAgreement
    private let tools: CaseTools
    private var number = 0

    /// The hash of the program in every test.
    private let build = Bytes32(bigEndianWords: (1, 2, 3, 4))

    init(_ shape: WalkShape, version: PSBTVersion) throws {
        self.shape = shape
        let people = try shape.people.sorted().map { try Self.custodian($0) }
        var records: [Document<KeyRecord>] = []
        for person in people { records.append(try person.restore(in: folder.file(person.id))) }
        let vault = try VaultBuilding.build(
            VaultBuilding.Plan(
                name: Identifier("treasury"), threshold: shape.threshold, scriptType: .p2wsh,
                rules: VaultRules(
                    maximumFee: Amount(sat: 10_000_000), maximumFeePercent: 10, maximumFeeRate: 1000,
                    confirmations: shape.isByQuorum ? .quorum : .all, orders: .optional),
                openPeople: Set(shape.open.map { try Identifier($0) }),
                accepts: shape.people.count == shape.threshold ? [.noSpareKey] : []), from: records, network: .regtest)
        var acknowledgements: [Document<Acknowledgement>] = []
        for person in people {
            var home = try SignerHome(opening: folder.file(person.id))
            let path = folder.file("\(person.id).acknowledgement")
            _ = try VaultRegistration.run(
                vault, in: &home, acceptance: .expectedDigest(vault.digest), passphrase: .terminal,
                terminal: Unattended(), output: path, at: Fixed.time)
            acknowledgements.append(try Document(parsing: FileAccess.read(path, limit: DocumentLimits.bytes)))
        }
        agreement = try VaultAgreement(vault: vault, acknowledgements: acknowledgements)
        let psbt = try SamplePSBT.payment(from: vault).converted(to: version)
        let header = try CaseHeader(drill: false, caseID: CaseID([UInt8](repeating: 1, count: 16)))
        let examination = CaseExamination(psbt: psbt, vault: RegisteredVaultView(vault), header: header)
        guard let facts = examination.facts else { throw WorldError() }
        var proposed = psbt
        try ProposalFields.attach(
            ProposalAttachments(
                caseDocument: Document(body: facts.caseDocument), acknowledgements: acknowledgements), to: &proposed)
        proposal = PSBTFile(psbt: proposed, encoding: .binary)
        // The words belong to the facts that everybody must show alike; they are slow, so they are made once.
        let words = [facts.digest: try DigestWords.caseWords(facts.digest)]
        tools = CaseTools(randomness: CaseTools.forTests.randomness, words: { words[$0] })
    }

    /// A case that was just proposed.
    func start() throws -> Place {
        Place(progress: WalkProgress(shape), state: try CaseState(opening: proposal, under: agreement))
    }

    /// What a custodian's machine remembers.
    func memory(of person: String) throws -> [UInt8] {
        try FileAccess.read(journal(of: person), limit: SignerJournal.maximumBytes)
    }

    /// Gives a machine an earlier memory back.
    func restore(_ memory: [UInt8], to person: String) throws {
        try OldJournal.putBack(memory, at: journal(of: person))
    }

    /// The file that is carried now: the re-display file with everything so far, as soon as there can be one.
    func latestFile(_ place: Place) throws -> [UInt8] {
        place.progress.hasRedisplay ? try ConfirmFile.make(place.state).fileBytes() : proposal.fileBytes()
    }

    /// Brings a file to a custodian; the bytes of what comes out, in order.
    func answers(_ visit: WalkVisit, to file: [UInt8]) throws -> [[UInt8]] {
        number += 1
        let stick = folder.file("visit-\(number)")
        try FileAccess.makeDirectory(stick)
        let path = FileAccess.join(stick, "case.psbt")
        try FileAccess.create(path, file)
        var home = try SignerHome(opening: folder.file(visit.person))
        let answering = CaseAnswering(
            input: path, output: nil, mode: .person, passphrase: .terminal, build: build, time: try Fixed.time,
            tools: tools)
        let isReleasing = visit.steps.contains(.release)
        let terminal = try Answers.challenge(of: path, network: .regtest)
        let outcome: CaseVisit.Outcome
        switch visit.steps.first {
        case .sign:
            outcome = try CaseVisit.sign(
                answering, secondLook: visit.steps.contains(.confirm) ? .now : .later, releasing: isReleasing,
                in: &home, terminal: terminal)
        case .confirm:
            outcome = try CaseVisit.confirm(answering, releasing: isReleasing, in: &home, terminal: terminal)
        case .release, nil:
            outcome = CaseVisit.Outcome(try Releasing.run(answering, in: &home, terminal: terminal))
        }
        if let stopped = outcome.stopped { throw stopped }
        return try outcome.files.map { try FileAccess.read($0.path, limit: PSBTLimits.maximumFileBytes) }
    }

    /// Makes a visit and collects what comes out.
    func make(_ visit: WalkVisit, at place: Place) throws -> Place {
        let answers = try answers(visit, to: latestFile(place))
        guard answers.count == visit.steps.count else { throw WalkStopped(visit: visit, files: answers.count) }
        var next = place
        for answer in answers { _ = try next.state.collect(CollectedFile(answer)) }
        next.progress = place.progress.after(visit)
        next.visits.append(visit)
        return next
    }

    private func journal(of person: String) -> String { FileAccess.join(folder.file(person), "journal") }

    private static func custodian(_ id: String) throws -> Custodian {
        let all =
            Custodian.all + [
                Custodian(
                    id: "dave", name: "Dave Example", words: "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong"),
                Custodian(
                    id: "erin", name: "Erin Example",
                    words: "legal winner thank year wave sausage worth useful legal winner thank year wave sausage "
                        + "worth useful legal will"),
            ]
        guard let custodian = all.first(where: { $0.id == id }) else { throw WorldError() }
        return custodian
    }
}

/// A visit gave fewer or more files than it has steps.
struct WalkStopped: Error {
    let visit: WalkVisit
    let files: Int
}

/// Nobody at the terminal, only a passphrase.
private struct Unattended: ReviewTerminal {
    var isAttended: Bool { false }

    func write(_ lines: [String]) throws(TerminalError) {}

    func show(pages: [[String]]) throws(TerminalError) {}

    func ask(_ question: String) throws(TerminalError) -> String { throw .noTerminal }

    func askSecret(_ question: String) throws(TerminalError) -> TypedSecret {
        TypedSecret(publicBytes: Array(Custodian.passphrase.utf8))
    }
}
