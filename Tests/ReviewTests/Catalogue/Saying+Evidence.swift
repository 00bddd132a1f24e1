import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody

extension Saying {
    /// Every sentence of an evidence's page, with fresh values.
    static func evidence(_ values: inout SampleValues) throws -> [Saying] {
        try evidencePhrases(&values).map { phrase in Saying(phrase) { phrase.text($0) } }
    }

    private static func evidencePhrases(_ values: inout SampleValues) throws -> [EvidencePhrase] {
        let names: [EvidencePhrase] = [
            .headingCase, .headingPayments, .headingPeople, .headingShown, .headingTransaction, .headingFiles,
            .headingLog, .headingLimits, .drill, .vault, .vaultHash, .caseID, .digest, .words, .state, .proposed,
            .evidence, .txid, .signedBy, .armed, .awaited, .leaves, .stays, .fee, .destination, .amount, .satoshi,
            .orderedAs, .person, .act, .device, .day, .received, .factsHash, .file, .kind, .outcome, .logHead, .entries,
            .putAside, .countersigned, .stopped, .notOrdered, .fileTaken, .absent, .nobody, .shownTo, .noTransaction,
            .limitClock,
            .limitWithheld, .limitChain, .limitLog, .overrideAwaited,
        ]
        let verdicts: [EvidencePhrase] = [
            .title(try values.caseID(), vault: try values.identifier()),
            .verified(documents: values.number(), signatures: values.number()), .trusted(try values.digest()),
            .everybodySaw(people: values.number()),
            .secondLookNotEnforced(open: values.number(), threshold: values.number()),
            .refusedBy(try values.identifiers()), .twoDigests(try values.identifier(), try values.digest()),
            .journalFork(try values.identifier(), entry: UInt64(values.number()), isProven: true),
            .journalFork(try values.identifier(), entry: UInt64(values.number()), isProven: false),
            .vaultVersion(try values.identifier(), values.uint32(), network: .regtest),
            .orderLine(try values.orderName(), line: values.uint32()), .fileRefused(code: "\(values.number())"),
            .scriptsChecked(threshold: values.number()),
            .missingShare(try values.digest(), namedBy: try values.identifier()),
            .missingConfirmation(try values.digest(), namedBy: try values.identifier()),
            .missingEntry(
                try values.identifier(), entry: UInt64(values.number()), namedBy: try values.identifier()),
            .countersignedEntry(try values.identifiers(), entry: UInt64(values.number())),
        ]
        return names + verdicts + EvidenceState.allCases.map { .stateName($0) }
            + EvidenceAct.Kind.allCases.map { .actName($0) } + CollectedFile.Kind.allCases.map { .fileKind($0) }
    }
}
