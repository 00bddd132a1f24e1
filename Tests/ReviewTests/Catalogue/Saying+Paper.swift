import ByteCoding
import CommandSupport
import CoordinatorCore
import Custody
import Review
import ScreenText

extension Saying {
    /// Every sentence of the sheets for paper, and what a terminal says around its pages, with fresh values.
    static func papers(_ values: inout SampleValues) throws -> [Saying] {
        let terminal: [TerminalPhrase] =
            try screens(&values).map { .page($0, seen: values.number()) } + [
                .part(values.number(), of: values.number()), .resized,
                .tooSmall(columns: values.number(), rows: values.number()),
            ]
        return try sheets(&values).map { phrase in Saying(phrase) { phrase.text($0) } }
            + terminal.map { phrase in Saying(phrase) { phrase.text(in: $0) } }
    }

    /// A screen with a whole page on it, and one with a part of a page.
    private static func screens(_ values: inout SampleValues) throws -> [Pager.Screen] {
        let pages = (0..<values.number(2...30)).map { ["\($0)"] } + [(0...values.number(30...90)).map { "\($0)" }]
        var pager = Pager(pages: pages, columns: 80, rows: 22) { "\($0) \($1)" }
        let first = try pager.screen.orThrow()
        while pager.screen?.partCount == 1 { pager.goOn() }
        return [first, try pager.screen.orThrow()]
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
