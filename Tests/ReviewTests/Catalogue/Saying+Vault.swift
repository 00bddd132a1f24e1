import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Review

extension Saying {
    /// Every sentence of the screens of a vault, with fresh values.
    static func vaults(_ values: inout SampleValues) throws -> [Saying] {
        let phrases =
            try vault(&values) + people(&values) + addressBook(&values) + comparison(&values) + changes(&values)
            + closing(&values)
        let weaknesses: [VaultWeakness] = [
            .noSpareKey, .openQuorum(open: values.number()), .confirmationsByQuorum, .ordersOptional,
            .ordersUnapproved, .nobodyOrders, .unlistedUntiered,
            .foreignProposals, .oneOrganisation(try values.identifier(), keys: values.number()),
            .oneSite(try values.identifier(), keys: values.number()),
        ]
        return phrases.map { phrase in Saying(phrase) { phrase.text(in: $0) } }
            + weaknesses.map { weakness in
                Saying(VaultPhrase.weakness(weakness), name(of: weakness)) {
                    VaultPhrase.weakness(weakness).text(in: $0)
                }
            }
    }

    /// The name of a case that a value describes in other words.
    private static func name(of weakness: VaultWeakness) -> String {
        switch weakness {
        case .noSpareKey: "VaultWeakness.noSpareKey"
        case .openQuorum: "VaultWeakness.openQuorum"
        case .confirmationsByQuorum: "VaultWeakness.confirmationsByQuorum"
        case .ordersOptional: "VaultWeakness.ordersOptional"
        case .ordersUnapproved: "VaultWeakness.ordersUnapproved"
        case .nobodyOrders: "VaultWeakness.nobodyOrders"
        case .unlistedUntiered: "VaultWeakness.unlistedUntiered"
        case .foreignProposals: "VaultWeakness.foreignProposals"
        case .oneOrganisation: "VaultWeakness.oneOrganisation"
        case .oneSite: "VaultWeakness.oneSite"
        }
    }

    private static func vault(_ values: inout SampleValues) throws -> [VaultPhrase] {
        let exceptions: [VaultException] = [
            .noSpareKey, .organisation(try values.identifier()), .site(try values.identifier()),
        ]
        return exceptions.map { .accepts($0) }
            + ConfirmationRule.allCases.map { .confirmations($0, threshold: 2) }
            + OrderRule.allCases.map { .orders($0) }
            + [
                .title(name: try values.identifier(), version: values.uint32(), network: .testnet4),
                .quorum(threshold: values.number(), keyCount: values.number()), .script("p2wsh sortedmulti1"),
                .ownKey(number: values.number(), of: values.number(), person: try values.identifier()),
                .feeAtMost(try values.amount()),
                .feeShareAndRate(percent: values.uint32(), satPerVirtualByte: UInt64(values.number())),
                .policy(try values.digest()), .approvals(values.uint32()), .strict, .challengeSample(values.number()),
            ]
    }

    private static func people(_ values: inout SampleValues) throws -> [VaultPhrase] {
        Role.allCases.map { .roles([$0]) } + ReleaseRule.allCases.map { .release($0) } + [
            .cosigner(number: values.number(), of: values.number(), person: try values.identifier(), isOwn: true),
            .cosigner(number: values.number(), of: values.number(), person: try values.identifier(), isOwn: false),
            .personWithoutKey(try values.identifier()), .nameFollows, .roles(Role.allCases),
            .place(
                organisation: try values.identifier(), site: try values.identifier(), device: try values.identifier()),
            .place(organisation: try values.identifier(), site: try values.identifier(), device: nil),
            .identityKey(try values.key().hex), .expires(try values.date()), .expires(nil),
            .identityWords(count: values.number(), person: try values.identifier()),
            .fingerprint(try values.fingerprint()), .origin(try values.origin()), .xpubFollows,
        ]
    }

    private static func addressBook(_ values: inout SampleValues) throws -> [VaultPhrase] {
        AllowlistRule.allCases.map { .allowlist($0, entries: values.number()) } + [
            .bookTitle(first: values.number(), last: values.number(), of: values.number()),
            .entryAdded(try values.identifier()), .entryRemoved(try values.identifier()),
            .entryWas(try values.identifier()), .entryIs(try values.identifier()),
        ]
    }

    private static func comparison(_ values: inout SampleValues) throws -> [VaultPhrase] {
        [
            .compareTitle, .hearFromEverybody, .notAsked, .firstReceive, .firstChange,
            .vaultWords(count: values.number()), .vaultDigest, .letThemRead, .stopAtOtherWord, .anotherCustodian,
            .wordQuestion(
                reader: try values.identifier().description, number: values.number(), of: values.number()),
        ]
    }

    private static func changes(_ values: inout SampleValues) throws -> [VaultPhrase] {
        let subjects = try VaultChange.Subject.allCases.flatMap { subject -> [VaultChange] in
            [
                VaultChange(subject, from: values.text(), to: values.text()),
                VaultChange(subject, try values.identifier(), from: values.text(), to: values.text()),
                VaultChange(subject, try values.identifier(), from: nil, to: values.text()),
                VaultChange(subject, try values.identifier(), from: values.text(), to: nil),
                VaultChange(subject, from: nil, to: nil),
            ]
        }
        return subjects.map { .change($0) } + [
            .changesTitle(from: values.uint32(), to: values.uint32()), .addressesMove, .addressesStay,
            .signedBy(
                old: try values.identifiers(), oldNeeded: values.number(), new: try values.identifiers(),
                newNeeded: values.number()),
            .signedBy(old: [], oldNeeded: values.number(), new: [], newNeeded: values.number()),
            .thresholdDrops(from: values.number(), to: values.number()), .thresholdQuestion(word: "f1"),
        ]
    }

    private static func closing(_ values: inout SampleValues) throws -> [VaultPhrase] {
        [
            .closingTitle(version: values.uint32()), .nothingOpen, .closes(try values.caseID()),
            .staysArmed(try values.caseID()), .signingNotice(version: values.uint32()),
            .memoryLost(version: values.uint32()), .onlyDocumentQuestion,
        ]
    }
}
