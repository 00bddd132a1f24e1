import ArgumentParser
import CommandSupport
import Custody
import SignerCore

/// The arguments that every answer to a case has.
struct AnswerOptions: ParsableArguments {
    @Argument(help: "The file of the case.")
    var file: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var unattended: UnattendedOptions
    @OptionGroup var home: HomeOptions
    @OptionGroup var json: JSONOptions

    /// Opens the home, lets it answer, and says which file was written.
    func run(
        _ answer: (CaseAnswering, inout SignerHome, any ReviewTerminal) throws -> WrittenFile
    ) throws {
        let session = try SignerSession()
        var opened = try home.openSigner()
        let answering = CaseAnswering(
            input: file, output: output.output, mode: unattended.approval, passphrase: passphrase.source,
            build: session.build, time: session.time)
        try Output.write(answer(answering, &opened, unattended.terminal()), json: json)
    }
}

/// `sign`: look 1.
struct SignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "The first look: review a case, answer its questions, sign.",
        discussion: """
            Reads the file once, computes everything from those bytes and this machine's own vault, and shows every \
            destination in full, the change and why it is yours, the fee, locks, and every finding. Then asks for \
            characters and the amount of each destination: type them from the paper or order in your hand. Only then \
            the passphrase is asked for and the transaction is signed.

            Writes CASE.PERSON.signed.psbt beside the file, or the file given with -o. Answering the same file again \
            gives the same bytes.

            Example:
              rensho-signer sign /media/stick/1a2b3c4d.proposal.psbt
            """)

    @OptionGroup var answer: AnswerOptions

    func run() throws {
        try answer.run { answering, home, terminal in
            try LookOne.run(answering, in: &home, terminal: terminal)
        }
    }
}

/// `confirm`: look 2.
struct ConfirmCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm", abstract: "The second look: see the case again after the quorum, and confirm it.",
        discussion: """
            For every custodian, whether he signed or not. Computes everything again from the file that would be \
            assembled, compares it with what this machine saw in the first look, verifies every share and every \
            signature, shows who has approved, and shows every destination and amount again with new questions.

            Writes CASE.PERSON.confirmation beside the file, or the file given with -o.

            Example:
              rensho-signer confirm /media/stick/1a2b3c4d.confirm.psbt
            """)

    @OptionGroup var answer: AnswerOptions

    func run() throws {
        try answer.run { answering, home, terminal in
            try LookTwo.run(answering, in: &home, terminal: terminal)
        }
    }
}

/// `refuse`: a veto.
struct RefuseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refuse", abstract: "Refuse a case for good, with a reason that everybody can read.",
        discussion: """
            One refusal stops the case on every machine that sees it, and this machine never signs or confirms the \
            case afterwards.

            Writes CASE.PERSON.refusal beside the file, or the file given with -o.

            Example:
              rensho-signer refuse 1a2b3c4d.proposal.psbt --reason "the amount is not the one that was ordered"
            """)

    @OptionGroup var answer: AnswerOptions

    @Option(help: "Why, in your own words; at most 500 characters.")
    var reason: RefusalReason

    func run() throws {
        try answer.run { answering, home, terminal in
            try Refusing.run(answering, reason: reason, in: &home, terminal: terminal)
        }
    }
}
