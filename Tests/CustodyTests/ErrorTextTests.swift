import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Testing

/// Codes are what vectors and `--json` compare, so a change here is a change of the interface.
@Suite("Errors of documents")
struct ErrorTextTests {
    private static let inner = ErrorCause(HexError.oddLength(3))

    static func table() throws -> [(error: any CodedError, code: String)] {
        let custody = try TestCustody.shared.get()
        let (a, b) = (custody.alice.id, custody.bob.id)
        let hash = TestCustody.hash(1)
        let id = try CaseID(documentText: "00112233445566778899aabbccddeeff")
        let documents: [(DocumentError, String)] = [
            (.tooLarge(bytes: 1), "document.too-large"), (.lineTooLong(line: 1), "document.line-too-long"),
            (.unterminatedLine(line: 1), "document.unterminated-line"), (.notUTF8(line: 1), "document.not-utf8"),
            (.text(line: 1, .forbiddenScalar(7)), "document.forbidden-character"),
            (.malformedLine(line: 1), "document.malformed-line"), (.missingSeparator, "document.missing-separator"),
            (.wrongType(found: "x", expected: "y"), "document.wrong-type"),
            (.unknownVersion(found: "x"), "document.unknown-version"),
            (.unknownField("x", line: 1), "document.unknown-field"),
            (.fieldOutOfOrder("x", after: "y", line: 1), "document.order"),
            (.missingField("x", line: 1), "document.missing-field"),
            (.repeatedField("x", line: 1), "document.repeated-field"),
            (.field("x", line: 1, .outerSpace), "document.outer-space"),
            (.notReproducible(line: 1), "document.not-canonical"),
            (.signatureLine(line: 1, .highS), "document.high-s"),
            (.signatureOrder(person: "x"), "document.signature-order"),
            (.tooManySignatures, "document.too-many-signatures"),
            (.notNormalised(0x301), "document.not-normalised"), (.textTooLong(limit: 1), "document.text-too-long"),
            (.emptyText, "document.empty-text"), (.identifier("X"), "document.identifier"),
            (.malformedValue(kind: "a hash", text: "x", inner), "document.malformed-value"),
            (.notCanonical(text: "x", canonical: "y"), "document.not-canonical"),
            (.amountForms(text: "x", canonical: "y"), "document.amount-forms"),
            (.missingWord(kind: "a name"), "document.missing-word"), (.surplusWords("x"), "document.surplus-words"),
            (.listOrder(entry: "x"), "document.list-order"),
            (.keyRecord(.oneKeyForBoth), "key-record.one-key-for-both"),
            (.vault(.versionZero), "vault.version-zero"), (.caseDocument(.noInput), "case.no-input"),
            (.statement(.salt(.open)), "statement.salt"), (.statement(.ownHead(a)), "statement.own-head"),
            (.record(.undated), "record.undated"), (.record(.ownMachine(a)), "record.own-machine"),
        ]
        let vaults: [(VaultError, String)] = [
            (.descriptor(inner), "vault.descriptor"), (.derivation(inner), "vault.derivation"),
            (.missingVersion(2), "vault.missing-version"), (.fork(version: 2), "vault.fork"),
            (.otherVaultInHistory(a), "vault.other-vault-in-history"),
            (.tooFewOldSignatures(version: 2, found: 1, needed: 2), "vault.too-few-old-signatures"),
            (.tooFewNewSignatures(version: 2, found: 1, needed: 2), "vault.too-few-new-signatures"),
            (.statedInVain(.noSpareKey), "vault.unneeded-exception"), (.unstated(.site(a)), "vault.site-quorum"),
            (.signature(.unsigned(person: a)), "signature.missing"),
            (.unknownSigner(a), "vault.unknown-signer"), (.unknownAcknowledger(a), "vault.unknown-acknowledger"),
            (.repeatedAcknowledgement(a), "vault.repeated-acknowledgement"),
            (.otherAcknowledgement(a, field: "device"), "vault.other-acknowledgement"),
            (.acknowledgementSignature(a, .invalid(person: a)), "signature.invalid"),
            (.missingAcknowledgement(a), "vault.missing-acknowledgement"),
            (.forbiddenRoles(a, .auditor, .custodian), "vault.forbidden-roles"),
        ]
        let answers: [(AnswerProblem, String)] = [
            (.otherNetwork, "answer.other-network"), (.otherCase(id), "answer.other-case"),
            (.otherDigest(hash), "answer.other-digest"), (.otherVault(hash), "answer.other-vault"),
            (.unknownPerson(a), "answer.unknown-person"), (.noCustodian(a), "answer.no-custodian"),
            (.otherDevice(found: a, expected: b), "answer.other-device"),
            (
                .lapsed(
                    a, lastDay: try CalendarDate(year: 2026, month: 1, day: 1),
                    day: try CalendarDate(year: 2026, month: 1, day: 2)), "answer.lapsed"
            ),
            (.signature(.otherSigner(found: a, expected: b)), "signature.other-signer"),
            (
                .signature(.otherKey(person: a, found: custody.alice.identityKey, expected: custody.bob.identityKey)),
                "signature.other-key"
            ),
            (.otherReleaseRule(found: .open, expected: .held), "answer.other-release-rule"),
            (.repeated(a), "answer.repeated"), (.tooFewShares(seen: 1, needed: 2), "answer.too-few-shares"),
        ]
        let proposals: [(ProposalError, String)] = [
            (.unknownSubtype(9), "proposal.unknown-subtype"), (.misplaced(map: "input 0"), "proposal.misplaced"),
            (.keyData(.share, keyData: "x"), "proposal.key-data"),
            (.document(.share, person: "x", .missingSeparator), "document.missing-separator"),
            (.repeated(.share, person: a), "proposal.repeated"),
            (.otherCase(.caseDocument, person: nil, found: hash, expected: hash), "proposal.other-case"),
            (.otherVault(.share, person: a, found: hash, expected: hash), "proposal.other-vault"),
            (.otherNetwork(.share, person: a), "proposal.other-network"),
        ]
        let records: [(KeyRecordError, String)] = [
            (.accountKey(.otherNetwork), "account-key.other-network"),
            (.accountKey(.depth(key: 1, origin: 2)), "account-key.depth"),
            (.accountKey(.childNumber(origin: "x")), "account-key.child-number"),
            (.accountKey(.fingerprint(origin: "x")), "account-key.fingerprint"),
            (.incompleteAccountKey, "key-record.incomplete-account-key"),
            (.possession(person: a), "key-record.possession"),
            (.signature(.invalid(person: a)), "signature.invalid"),
        ]
        return documents.map { ($0, $1) } + vaults.map { ($0, $1) } + answers.map { ($0, $1) }
            + proposals.map { ($0, $1) } + records.map { ($0, $1) }
            + [(AgreedCaseError.otherVault(field: "custodian"), "case.other-vault")]
    }

    @Test("have stable codes, and sentences in lower case without a full stop")
    func codes() throws {
        for (error, code) in try Self.table() {
            #expect(error.code == code)
            #expect(!error.description.isEmpty && !error.description.hasSuffix("."), "\(code)")
            let first = try #require(error.description.first)
            #expect(
                !first.isUppercase || error.description.hasPrefix("RENSHO") || error.description.hasPrefix("U+"),
                "\(code)")
            if let remedy = error.remedy { #expect(!remedy.isEmpty) }
        }
    }
}
