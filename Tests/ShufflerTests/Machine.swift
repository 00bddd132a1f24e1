import BitcoinPSBT
import ByteCoding
import CommandSupport
import Custody
import SignerCore
import Synchronization
import TestSupport

/// What is done at a machine.
enum Verb: Hashable, Sendable {
    case sign(CaseVisit.SecondLookChoice)
    case confirm(releasing: Bool)
    case release
    case refuse

    var name: String {
        switch self {
        case .sign(.now): "sign and confirm"
        case .sign: "sign"
        case .confirm(let releasing): releasing ? "confirm" : "confirm, no release"
        case .release: "release"
        case .refuse: "refuse"
        }
    }
}

/// What came of one visit: everything that is outside the machine afterwards, and everything that its person saw.
struct Emission: Sendable {
    /// The place of the machine's person.
    let place: Int
    let verb: Verb
    /// The file that was brought.
    let delivered: [UInt8]
    /// The files that were written, in order.
    var files: [[UInt8]] = []
    /// The whole displays, in order.
    var displays: [Display] = []
    /// Of which earlier cases the person typed that they are to be paid beside this one.
    var typedBoth: Set<String> = []
    /// Why nothing, or nothing more, was written.
    var refusal: String?

    /// What a machine that shows one output less would have shown.
    mutating func forgetLastLines() {
        for index in displays.indices { displays[index].lines.removeLast() }
    }
}

/// An honest custodian's machine: the signer's libraries over a home of its own.
final class Machine {
    /// The program of every machine.
    static let build = Bytes32(bigEndianWords: (1, 2, 3, 4))

    let place: Int
    let enrolment: Enrolment
    private let home: String
    private let paper: [Reader.Paper]?
    private let weakness: Weakness?
    private let treasury: Treasury
    /// The journal and the mark of its end, as they were before the first visit.
    private let firstMemory: [(path: String, bytes: [UInt8])]

    init(
        _ place: Int, in treasury: Treasury, home: String, paper: [Reader.Paper]?, weakness: Weakness?
    ) throws {
        self.place = place
        self.treasury = treasury
        enrolment = treasury.people[place]
        self.home = home
        self.paper = paper
        self.weakness = weakness
        try enrolment.makeHome(at: home, in: treasury)
        firstMemory = try [home + "/journal", home + "/journal-mark"].map { path in
            (path, try FileAccess.read(path, limit: 1 << 20))
        }
    }

    /// Brings a file to the machine.
    /// - Parameter folder: where the file lies and the answers go, empty.
    func visit(_ bytes: [UInt8], _ verb: Verb, in folder: String, dice: inout Dice) throws -> Emission {
        try FileAccess.makeDirectory(folder)
        let input = FileAccess.join(folder, "in.psbt")
        try FileAccess.create(input, bytes)
        let reader = Reader(paper: verb == .refuse ? nil : paper, goesOn: dice.chance(50), saysBoth: dice.chance(60))
        var emission = Emission(place: place, verb: verb, delivered: bytes)
        let answering = try self.answering(input, seed: dice.seed())
        if weakness == .forgetsEverything {
            for file in firstMemory { try FileAccess.replaceAtomically(file.path, file.bytes) }
        }
        do throws(SignerError) {
            var home = try SignerHome(opening: home)
            var written: [WrittenFile] = []
            switch verb {
            case .sign(let choice):
                let outcome = try CaseVisit.sign(answering, secondLook: choice, in: &home, terminal: reader)
                written = outcome.files
                emission.refusal = outcome.stopped.map(Self.name)
            case .confirm(let releasing):
                let outcome = try CaseVisit.confirm(answering, releasing: releasing, in: &home, terminal: reader)
                written = outcome.files
                emission.refusal = outcome.stopped.map(Self.name)
            case .release: written = [try Releasing.run(answering, in: &home, terminal: reader)]
            case .refuse:
                written = [try Refusing.run(answering, reason: Self.reason.get(), in: &home, terminal: reader)]
            }
            for file in written { emission.files.append(Self.read(file)) }
        } catch {
            emission.refusal = Self.name(error)
        }
        emission.displays = reader.displays
        emission.typedBoth = reader.typedBoth
        if weakness == .showsLess { emission.forgetLastLines() }
        if let leaked = try weakness?.leak(emission, of: enrolment, in: treasury) { emission.files.append(leaked) }
        return emission
    }

    private static let reason = Result { () throws(SignerError) in
        do { return try RefusalReason("not ordered") } catch { throw .notRefused }
    }

    private static func read(_ file: WrittenFile) -> [UInt8] {
        (try? FileAccess.read(file.path, limit: PSBTLimits.maximumFileBytes)) ?? []
    }

    /// The code of an error, and the check that refused.
    private static func name(_ error: SignerError) -> String {
        if case .refused(_, let first) = error { return "finding \(first)" }
        return error.code
    }

    private func answering(_ input: String, seed: UInt64) throws -> CaseAnswering {
        let randomness = Mutex(SeededGenerator(seed: seed))
        let tools = CaseTools(
            randomness: { (count) throws(SignerError) in randomness.withLock { $0.bytes(count) } },
            words: { _ in Self.words })
        return CaseAnswering(
            input: input, output: nil, mode: .person, passphrase: .terminal, build: Self.build, time: try Moment.now,
            tools: tools)
    }

    /// The same words for every digest: machines compare all 256 bits, and scrypt takes its time.
    private static let words = ["zoo", "zoo", "zoo", "zoo", "zoo", "zoo", "zoo", "zoo"]
}
