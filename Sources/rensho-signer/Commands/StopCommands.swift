import ArgumentParser
import ByteCoding
import CommandSupport
import Custody
import SignerCore

/// `freeze`.
struct FreezeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "freeze", abstract: "Stop a vault: nothing leaves it until its custodians lift this.",
        discussion: """
            For one custodian, or the auditor, alone. This machine answers no case of the vault from then on, and so \
            does every machine that sees the freeze: in a file of a case, or from a stick with rensho-signer heed. \
            Bring it to every custodian by hand; do not rely on the operator for it.

            Writes VAULT.PERSON.DIGEST.freeze into this folder, or the file given with -o. Signatures that have left a \
            machine already stay usable: only a coin spent otherwise makes them useless.

            Example:
              rensho-signer freeze --reason "somebody asked me by telephone to sign again"
            """)

    @OptionGroup var stop: StopOptions

    func run() throws {
        try stop.run { input, home, terminal in
            try VaultStopping.freeze(input, in: &home, terminal: terminal)
        }
    }
}

/// `lift`.
struct LiftCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lift", abstract: "Say, as a custodian, that a freeze may end.",
        discussion: """
            Lifts exactly the freeze that stands on this machine (rensho-signer heed shows it), together with as many \
            other custodians as sign a payment. Bring your lift to the other machines as you bring a freeze.

            Writes VAULT.PERSON.DIGEST.lift into this folder, or the file given with -o.

            Example:
              rensho-signer lift --reason "carol and I have spoken; it was a test"
            """)

    @OptionGroup var stop: StopOptions

    @Option(help: "The digest of the freeze, where more than one stands.")
    var freeze: Bytes32?

    func run() throws {
        try stop.run { input, home, terminal in
            try VaultStopping.lift(freeze, input, in: &home, terminal: terminal)
        }
    }
}

/// `heed`.
struct HeedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "heed", abstract: "Keep what others have signed to stop something, or to let it go on.",
        discussion: """
            Takes freezes, lifts, vetoes, countersignatures, excuses, overrides and refusals straight from their \
            authors, so that no coordinator can hold them back. Verifies all of them with the vault before it keeps \
            the first. Without a file it says which freezes stand. Asks for nothing, and opens no keys.

            Example:
              rensho-signer heed /media/stick/treasury.carol.1a2b3c4d.freeze
            """)

    @Argument(help: "The documents.")
    var files: [String] = []

    @OptionGroup var vault: StopVaultOptions
    @OptionGroup var home: HomeOptions
    @OptionGroup var lang: LanguageOptions

    func run() throws {
        let language = lang.language
        let session = try SignerSession(
            .kept(home.signerFolder, reading: files + vault.files), language: language)
        var opened = try home.openSigner()
        let outcome = try Heeding.run(
            files, vaultFiles: vault.files, vaultName: vault.name, in: &opened, at: session.time,
            language: language)
        try Output.write(outcome.lines.map { HostileText.escapeInvisible($0) + "\n" }.joined())
    }
}

/// `excuse`.
struct ExcuseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "excuse", abstract: "Let one case go on without an absent custodian's confirmation.",
        discussion: """
            For custodians and approvers. Shows the whole case, and signs its digest. With as many custodians as sign a \
            payment and an approver, none of whom is absent himself, it takes the place of the absent one's \
            confirmation, in this case only. Every machine warns of it and names everybody who has signed. It never \
            takes the place of a signature, and a refusal of the absent one stands.

            Writes CASE.PERSON.ABSENT.excuse beside the file, or the file given with -o.

            Example:
              rensho-signer excuse 1a2b3c4d.confirm.psbt --absent carol --reason "carol is in hospital"
            """)

    @Argument(help: "A file of the case.")
    var file: String

    @Option(help: "The custodian who is absent.")
    var absent: Identifier

    @OptionGroup var stop: StopOptions

    func run() throws {
        try stop.run(file) { input, home, terminal in
            try CaseStopping.excuse(absent, in: file, input, in: &home, terminal: terminal)
        }
    }
}

/// `override`.
struct OverrideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "override", abstract: "In an emergency, let one case pass a rule that waits or caps.",
        discussion: """
            For custodians and approvers. Shows the whole case, and signs its digest with the rules that it may pass: \
            destination-wait and destination-cap of the address book, and nothing else. It needs one custodian more \
            than a payment (all, where there are no more) and an approver. Every machine warns of it and names \
            everybody; a strict vault knows no override. That payments equal their orders, and every proof of an \
            amount, an owner, an order or an approval, stands whatever happens.

            Writes CASE.PERSON.override beside the file, or the file given with -o.

            Example:
              rensho-signer override 1a2b3c4d.proposal.psbt --rule destination-wait --reason "key compromise of hot-1"
            """)

    @Argument(help: "A file of the case.")
    var file: String

    @Option(name: .customLong("rule"), help: "A rule to pass: destination-wait or destination-cap; may be repeated.")
    var rules: [OverridableRule]

    @OptionGroup var stop: StopOptions

    func run() throws {
        try stop.run(file) { input, home, terminal in
            try CaseStopping.override(rules, in: file, input, in: &home, terminal: terminal)
        }
    }
}

/// `order veto`.
struct OrderVetoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "veto", abstract: "End an order for good, whatever case it is in.",
        discussion: """
            For anybody whom the vault lists. No machine that sees the veto signs, confirms or releases a case for the \
            order, or approves it; it cannot be taken back. Bring it to every custodian: rensho-signer heed FILE.

            Writes VAULT.REQUESTER.NUMBER.PERSON.veto beside the file, or to the file given with -o.

            Example:
              rensho-signer order veto treasury.rita.17.order --reason "rita did not order this"
            """)

    @Argument(help: "The order.")
    var file: String

    @OptionGroup var stop: StopOptions

    func run() throws {
        try stop.run(file) { input, home, terminal in
            try OrderStopping.veto(file, input, in: &home, terminal: terminal)
        }
    }
}

/// `order countersign`.
struct OrderCountersignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "countersign", abstract: "As the auditor, let an order be tried again after its cases failed.",
        discussion: """
            A machine that has answered, or seen refused, two cases for one order refuses a third one until the auditor \
            has countersigned the order with the failed cases. Look at each of them yourself first; one more that \
            fails locks the order again.

            Writes VAULT.REQUESTER.NUMBER.PERSON.order-countersign beside the file, or to the file given with -o.

            Example:
              rensho-signer order countersign treasury.rita.17.order --vault vault/* --case 1a2b... --case 5e6f... \
              --reason "both fees were too low, seen on the chain"
            """)

    @Argument(help: "The order.")
    var file: String

    @Option(name: .customLong("case"), help: "A failed case, by its whole id; may be repeated.")
    var cases: [CaseID]

    @OptionGroup var stop: StopOptions

    func run() throws {
        try stop.run(file) { input, home, terminal in
            try OrderStopping.countersign(file, after: cases, input, in: &home, terminal: terminal)
        }
    }
}
