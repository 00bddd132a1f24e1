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
    @OptionGroup var lang: LanguageOptions

    /// Opens the home, lets it answer, and says which files were written.
    func run(
        decidesFirst: Bool = false,
        _ answer: (CaseAnswering, inout SignerHome, any ReviewTerminal) throws -> CaseVisit.Outcome
    ) throws {
        let language = lang.language
        let session = try SignerSession(
            .kept(
                home.signerFolder, reading: [file, passphrase.keyFile], writing: [output.output ?? file]),
            opensKeys: true, language: language)
        var opened = try home.openSigner()
        let answering = CaseAnswering(
            input: file, output: output.output, mode: unattended.approval, decidesFirst: decidesFirst,
            passphrase: passphrase.source, build: session.build, time: session.time)
        let outcome = try answer(answering, &opened, unattended.terminal(language))
        try Output.write(outcome.files, json: json)
        if let stopped = outcome.stopped { throw stopped }
    }
}

/// `sign`: look 1.
struct SignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "The first look: review a case, answer its questions, sign.",
        discussion: """
            Reads the file once, computes everything from those bytes and this machine's own vault, and shows every \
            destination in full, the change and why it is yours, the fee, locks, and every finding. Then asks for \
            characters and the amount of each destination: type them from the paper or order in your hand. Every warning \
            is shown by itself first, and its word typed. Only then \
            the passphrase is asked for and the transaction is signed.

            Under release: held, the vault's default, writes CASE.PERSON.share beside the file: a commitment to the \
            signatures, which stay here until you release them. Under release: open, writes CASE.PERSON.signed.psbt \
            with the signatures. -o names another file. Answering the same file again gives the same bytes.

            When the file carries enough other shares, offers the second look in the same visit: everything is shown \
            again, with other questions, and CASE.PERSON.confirmation is written too.

            Example:
              rensho-signer sign /media/stick/1a2b3c4d.proposal.psbt
            """)

    @OptionGroup var answer: AnswerOptions
    @OptionGroup var release: ReleaseOptions
    @OptionGroup var decision: DecisionOptions

    @Flag(
        inversion: .prefixedNo,
        help: "Go on with the second look in this visit, or not, where the quorum stands; by default you are asked.")
    var confirm: Bool?

    func run() throws {
        let choice: CaseVisit.SecondLookChoice =
            switch confirm {
            case .some(true): .now
            case .some(false): .later
            case nil: .ask
            }
        try answer.run(decidesFirst: decision.isFirst) { answering, home, terminal in
            try CaseVisit.sign(
                answering, secondLook: choice, releasing: release.isReleasing, in: &home, terminal: terminal)
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

            Writes CASE.PERSON.confirmation beside the file, or the file given with -o. Whoever confirms last and has \
            signed releases his signatures in the same visit: CASE.PERSON.signed.psbt is written too, unless \
            --no-release is given.

            Example:
              rensho-signer confirm /media/stick/1a2b3c4d.confirm.psbt
            """)

    @OptionGroup var answer: AnswerOptions
    @OptionGroup var release: ReleaseOptions
    @OptionGroup var decision: DecisionOptions

    func run() throws {
        try answer.run(decidesFirst: decision.isFirst) { answering, home, terminal in
            try CaseVisit.confirm(answering, releasing: release.isReleasing, in: &home, terminal: terminal)
        }
    }
}

/// `--decide-first`: the person's own verdict comes before the machine's.
struct DecisionOptions: ParsableArguments {
    @Flag(
        name: .customLong("decide-first"),
        help: "Say whether the case matches your order before this machine shows its findings; the journal keeps it.")
    var isFirst = false
}

/// `--no-release`: keeps the signatures back in a visit that could let them go.
struct ReleaseOptions: ParsableArguments {
    @Flag(
        name: .customLong("no-release"),
        help: "Keep the signatures here even when everybody has confirmed; release lets them go later.")
    var isKeptBack = false

    var isReleasing: Bool { !isKeptBack }
}

/// `release`: lets held signatures go.
struct ReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Let your signatures go, after everybody has confirmed.",
        discussion: """
            Verifies the file again, and that this machine signed and confirmed exactly this case, that nobody \
            refused it, and that the confirmation of every custodian whose word the vault asks for is in the file. \
            Shows the summary and who confirmed, and asks for the passphrase only.

            Writes CASE.PERSON.signed.psbt beside the file, or the file given with -o: the same signatures that the \
            share stands for. From then on they can be used. Answering the same file again gives the same bytes.

            Example:
              rensho-signer release /media/stick/1a2b3c4d.confirm-2.psbt
            """)

    @OptionGroup var answer: AnswerOptions

    func run() throws {
        try answer.run { answering, home, terminal in
            CaseVisit.Outcome(try Releasing.run(answering, in: &home, terminal: terminal))
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
            CaseVisit.Outcome(try Refusing.run(answering, reason: reason, in: &home, terminal: terminal))
        }
    }
}
