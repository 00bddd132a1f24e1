import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Review
import SignerCore
import Testing

@Suite("A person's way through a case, as the journal keeps it")
struct ViewingTests {
    private func prepared() throws -> (world: SigningWorld, input: String) {
        let world = try SigningWorld()
        let vault = try world.vault()
        let acknowledgements = try world.register(vault, expecting: vault.digest)
        let psbt = try world.proposal(SamplePSBT.payment(from: vault), vault, acknowledgements)
        return (world, try world.write(psbt, as: "in.psbt"))
    }

    /// What the journal says of the last look.
    private func viewed(_ world: SigningWorld) throws -> [JournalEvent.Viewed] {
        try world.open(.alice).journal.entries.compactMap { entry in
            if case .noted(.viewed(let event)) = entry.event { event } else { nil }
        }
    }

    private func sign(
        _ world: SigningWorld, _ input: String, decidesFirst: Bool = false, terminal: some ReviewTerminal
    ) throws {
        var home = try world.open(.alice)
        let answering = CaseAnswering(
            input: input, output: nil, mode: .person, decidesFirst: decidesFirst, passphrase: .terminal,
            build: world.build, time: try Fixed.time, tools: .forTests)
        _ = try LookOne.run(answering, in: &home, terminal: terminal)
    }

    @Test("has every page and every warning before the first question")
    func complete() throws {
        let (world, input) = try prepared()
        try sign(world, input, terminal: Answers.challenge(of: input, network: .regtest))
        let event = try #require(try viewed(world).first)
        #expect(event.pages == 7 && event.pagesSeen == 7 && event.decision == .notAsked)
        #expect(event.acknowledged == ["second-look", "orders-optional"])
        let names = try world.open(.alice).journal.entries.suffix(3).map(\.event)
        guard case .noted(.viewed) = names[0], case .asked = names[1], case .signed = names[2] else {
            Issue.record("another order: \(names)")
            return
        }
    }

    @Test("ends where a warning is not acknowledged by its word", arguments: ["", "yes", "second look"])
    func warning(_ typed: String) throws {
        let (world, input) = try prepared()
        let terminal = ScriptedTerminal { (_, _) throws(TerminalError) in typed }
        #expect(throws: SignerError.stopped(.warning("second-look"))) { try sign(world, input, terminal: terminal) }
        #expect(terminal.questions.count == (typed.isEmpty ? 1 : 3))
        let event = try #require(try viewed(world).first)
        #expect(event.pagesSeen == 7 && event.acknowledged.isEmpty)
        let last = try world.open(.alice).journal.entries.last?.event
        guard case .noted(.viewed) = last else {
            Issue.record("something follows: \(String(describing: last))")
            return
        }
    }

    /// A window that is closed after some pages.
    private final class ClosingTerminal: ReviewTerminal, Sendable {
        private let pages: Int

        init(after pages: Int) { self.pages = pages }

        var isAttended: Bool { true }
        func write(_ lines: [String]) throws(TerminalError) {}
        func show(pages: [[String]]) throws(TerminalError) {}

        func show(pages: [[String]], seen: inout PagesSeen) throws(TerminalError) {
            seen.add(pages.count)
            seen.saw(self.pages)
            throw .closed
        }

        func ask(_ question: String) throws(TerminalError) -> String { throw .closed }
        func askSecret(_ question: String) throws(TerminalError) -> TypedSecret { throw .closed }
    }

    @Test("knows how many pages were seen when the window is closed")
    func closed() throws {
        let (world, input) = try prepared()
        #expect(throws: SignerError.cause(SignerErrorCause(error: TerminalError.closed))) {
            try sign(world, input, terminal: ClosingTerminal(after: 3))
        }
        let event = try #require(try viewed(world).first)
        #expect(event.pages == 7 && event.pagesSeen == 3)
    }

    @Test("shows no finding before the person has decided, and signs nothing that differs")
    func decidesFirst() throws {
        let (world, input) = try prepared()
        func deciding(_ words: [String]) throws -> ScriptedTerminal {
            let right = try Answers.challenge(of: input, network: .regtest)
            var left = words
            return ScriptedTerminal(secrets: [Custodian.passphrase]) { (question, shown) throws(TerminalError) in
                if question.contains("\"matches\"") {
                    let isEarly = shown.contains { $0.contains("WARNING [") }
                    return isEarly ? "the findings stand there already" : left.removeFirst()
                }
                return try right.answer(question, after: shown)
            }
        }
        let differing = try deciding(["differs"])
        #expect(throws: SignerError.stopped(.differs)) {
            try sign(world, input, decidesFirst: true, terminal: differing)
        }
        // What the machine has found is said all the same.
        #expect(differing.text.contains("WARNING [vault.orders-optional]"))
        #expect(try viewed(world).last?.decision == .differs)
        #expect(throws: SignerError.stopped(.undecided)) {
            try sign(world, input, decidesFirst: true, terminal: deciding(["yes", "", "MATCHES"]))
        }
        #expect(try viewed(world).last?.decision == .notAsked)
        #expect(try world.open(.alice).journal.answeredCases.isEmpty)
        try sign(world, input, decidesFirst: true, terminal: deciding(["what", "matches"]))
        #expect(try viewed(world).last?.decision == .matches)
        #expect(try viewed(world).last?.pagesSeen == 7)
    }

    @Test("says of a case that is refused that it was looked at, and asks nothing")
    func refused() throws {
        let (world, input) = try prepared()
        var psbt = try world.psbt(input)
        psbt.inputs[0].sighashType = 3
        let bad = try world.write(psbt, as: "bad.psbt")
        let terminal = ScriptedTerminal()
        #expect(throws: SignerError.refused(findings: 1, first: "input.sighash-type")) {
            try sign(world, bad, terminal: terminal)
        }
        #expect(try viewed(world).map(\.pagesSeen) == [7])
        #expect(terminal.questions.isEmpty)
    }
}
