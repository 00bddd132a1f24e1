import ByteCoding
import CommandSupport
import CoordinatorCore
import Custody
import Review

extension Saying {
    /// Every sentence of the sheets for paper, and what a terminal says around its pages, with fresh values.
    static func papers(_ values: inout SampleValues) throws -> [Saying] {
        let terminal: [TerminalPhrase] = [
            .page(values.number(), of: values.number(), isEnd: true),
            .page(values.number(), of: values.number(), isEnd: false),
        ]
        return try sheets(&values).map { phrase in Saying(phrase) { phrase.text($0) } }
            + terminal.map { phrase in Saying(phrase) { phrase.text(in: $0) } }
    }

    private static func sheets(_ values: inout SampleValues) throws -> [SheetPhrase] {
        let vault = try values.identifier()
        let steps: [SheetPhrase] =
            (0..<SheetPhrase.stepsWithRensho).map { .withRensho($0, vault) }
            + (0..<SheetPhrase.stepsWithoutRensho).map { .withoutRensho($0, threshold: values.number()) }
        let titles: [SheetPhrase] = [
            .backupTitle(vault), .addressTitle(vault), .headingVault, .headingDescriptor, .headingCosigners,
            .headingPeople, .headingFirstAddresses, .headingWithRensho, .headingWithoutRensho, .headingReceive,
            .headingChange, .name, .version, .network, .quorum, .script, .hash, .vaultWords, .number, .person,
            .fingerprint, .origin, .xpub, .release, .roles, .organisation, .site, .device, .identityKey, .position,
            .address, .absent,
        ]
        return titles + steps + Role.allCases.map { .role($0) } + ReleaseRule.allCases.map { .releaseRule($0) } + [
            .quorumOf(values.number(), values.number()), .noSecret,
            .keepWithWords(threshold: values.number(), count: values.number()),
            .notAcknowledged(try values.identifiers()), .descriptorUse, .compareAddress, .changeNotGiven,
        ]
    }
}
