import ArgumentParser
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Review
import SignerCore

/// `review`: looks at a case without answering it.
struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "Show everything about a case without answering it.",
        discussion: """
            Computes the review from the file and this machine's own vault and journal, and prints it. Nothing is \
            signed and no passphrase is needed; the journal keeps that it was looked at. The exit status is 0 if this machine would sign, 1 if a finding \
            forbids it.

            Example:
              rensho-signer review /media/stick/1a2b3c4d.proposal.psbt
            """)

    @Argument(help: "The file of the case: CASE.proposal.psbt or CASE.confirm.psbt.")
    var file: String

    @OptionGroup var home: HomeOptions
    @OptionGroup var json: JSONOptions
    @OptionGroup var lang: LanguageOptions

    func run() throws {
        let language = lang.language
        let session = try SignerSession(.kept(home.signerFolder, reading: [file]), language: language)
        var home = try home.openSigner()
        let reviewed = try CaseInspection.run(file, in: &home, at: session.time)
        try Output.write(
            json.isJSON
                ? ReviewJSON(reviewed).value.text
                : reviewed.pages(in: language).map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n")
        _ = try reviewed.requireSignable()
    }
}

/// The review as JSON.
struct ReviewJSON {
    let value: JSONValue

    init(_ reviewed: CaseReview) {
        let review = reviewed.review
        value = .object([
            ("case", .string(reviewed.file.caseID.description)),
            ("case_digest", .optional(review.facts?.digest.hex)),
            ("words", .array(review.words.map { .string($0) })),
            ("vault", .string(reviewed.vault.name.description)),
            ("vault_hash", .string(reviewed.vault.document.digest.hex)),
            ("file_sha256", .string(reviewed.file.hash.hex)), ("facts_sha256", .string(review.factsHash.hex)),
            ("txid", .optional(review.facts?.finalTxid.description)), ("signable", .bool(review.isSignable)),
            ("leaving_sat", review.facts.map { .unsigned($0.leaving.sat) } ?? .null),
            ("fee_sat", review.facts.map { .unsigned($0.fee.sat) } ?? .null),
            ("foreign", .bool(reviewed.file.isForeign)),
            ("replaces", review.replacement.map(Self.replacement) ?? .null),
            ("findings", .array(review.findings.map(Self.finding))),
        ])
    }

    /// What a replacement changes; `null` values where this machine does not know the earlier case.
    private static func replacement(_ replacement: ReplacementDifference) -> JSONValue {
        func outputs(_ outputs: [TxOut]) -> JSONValue {
            .array(
                outputs.map { output in
                    .object([
                        ("script", .string(output.scriptPubKey.hex)), ("amount_sat", .unsigned(output.amount.sat)),
                    ])
                })
        }
        func coins(_ coins: [OutPoint]) -> JSONValue { .array(coins.map { .string($0.description) }) }
        let known = replacement.known
        return .object([
            ("case", .string(replacement.earlier.description)), ("reason", .optional(replacement.reason?.description)),
            ("is_known", .bool(known != nil)), ("payments_gone", known.map { outputs($0.payments.gone) } ?? .null),
            ("payments_new", known.map { outputs($0.payments.new) } ?? .null),
            ("coins_gone", known.map { coins($0.coins.gone) } ?? .null),
            ("coins_new", known.map { coins($0.coins.new) } ?? .null),
            ("earlier_fee_sat", known?.earlierFee.map { .unsigned($0.sat) } ?? .null),
        ])
    }

    private static func finding(_ finding: Finding) -> JSONValue {
        .object([
            ("check", .string(finding.check)), ("severity", .string(finding.severity.name)),
            ("subject", .string(finding.subject.name)), ("text", .string(finding.text)),
            ("remedy", .string(finding.remedy)),
        ])
    }
}
