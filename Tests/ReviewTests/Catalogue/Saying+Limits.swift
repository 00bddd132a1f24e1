import BitcoinPrimitives
import Custody
import Descriptors
import Review
import TestSupport

extension Saying {
    /// Every sentence about limits and coin snapshots, with fresh values.
    static func limits(_ values: inout SampleValues) throws -> [Saying] {
        try limitSentences(&values).flatMap { sentence in
            [
                Saying(FindingSentence.limit(sentence)) { $0.text(.limit(sentence)) },
                Saying(FindingSentence.limit(sentence)) { $0.remedy(.limit(sentence)) },
            ]
        } + (try limitPhrases(&values)).map { phrase in Saying(phrase) { $0.text(phrase) } }
    }

    private static func limit(_ values: inout SampleValues) throws -> [VaultLimit] {
        var found: [VaultLimit] = []
        for scope in VaultLimit.Scope.allCases {
            let spans: [VaultLimit.Span] = [
                .oneCase, .days(UInt32(values.number(1...366))), .blocks(UInt32(values.number(1...9_999))),
            ]
            for span in spans {
                found += [
                    try VaultLimit(scope: scope, span: span, ceiling: .amount(try values.amount())),
                    try VaultLimit(scope: scope, span: span, ceiling: .percent(UInt32(values.number(1...100)))),
                ]
            }
        }
        return found
    }

    private static func uses(_ values: inout SampleValues) throws -> [(LimitUse, String?)] {
        let address = try values.address()
        let limits = try limit(&values)
        let subjects: [LimitUse.Subject] = [
            .vault, .destination(address.scriptPubKey), .requester(nil), .requester(try values.identifier()),
        ]
        var found: [(LimitUse, String?)] = []
        for limit in limits {
            for subject in subjects {
                let use = LimitUse(
                    limit: limit, subject: subject, ceiling: try values.amount(), before: try values.amount(),
                    after: try values.amount(), unknown: [])
                if case .destination = subject { found.append((use, address.text)) } else { found.append((use, nil)) }
            }
        }
        return found
    }

    private static func limitSentences(_ values: inout SampleValues) throws -> [LimitSentence] {
        let key = try FixtureCosigner(number: 0, network: .regtest).identityKey
        let problems: [SnapshotProblem] = [
            .notCountersigned, .otherNetwork(.regtest), .otherVault(try values.identifier()),
            .otherFounding(try values.digest()), .unknownPerson(try values.identifier()),
            .noRole(try values.identifier()),
            .roleLapsed(try values.identifier(), lastDay: try values.date(), today: try values.date()),
            .signature(.unsigned(person: try values.identifier())),
            .signature(.otherSigner(found: try values.identifier(), expected: try values.identifier())),
            .signature(.otherKey(person: try values.identifier(), found: key, expected: key)),
            .signature(.invalid(person: try values.identifier())),
            .fromTheFuture(try values.date(), clock: try values.date()),
            .implausibleHeight(values.uint32(), on: try values.date()),
        ]
        return try uses(&values).flatMap { [.exceeded($0.0, address: $0.1), .used($0.0, address: $0.1)] }
            + limit(&values).prefix(3).map { .unknownCase(try values.caseID(), $0) }
            + problems.map { .snapshotRefused($0) } + [
                .snapshotOld(date: try values.date(), height: values.uint32()),
                .balance(VaultBalance(inputs: try values.amount())),
                .balance(
                    VaultBalance(
                        total: try values.amount(), date: try values.date(), height: values.uint32(), left: .zero,
                        inputs: try values.amount())),
            ]
    }

    private static func limitPhrases(_ values: inout SampleValues) throws -> [LimitPhrase] {
        let coin = CoinSnapshot.Coin(
            outpoint: try values.outpoint(), amount: try values.amount(), position: values.position())
        return try limit(&values).map { .limit($0) } + [
            .snapshotAge(try SnapshotAge(days: UInt32(values.number(1...366)))),
            .title(try values.identifier(), network: .regtest),
            .chain(height: values.uint32(), date: try values.date()), .coins(values.number(), try values.amount()),
            .largest([coin]), .founding(try values.digest()), .digest(try values.digest()), .proven,
            .before(height: values.uint32(), date: try values.date(), try values.amount()), .firstOne, .notice,
            .prompt(word: values.text()),
        ]
    }
}
