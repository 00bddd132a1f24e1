import BitcoinPrimitives
import Custody
import Review

extension Saying {
    /// What can be said of destinations by the address book.
    static func books(_ values: inout SampleValues) throws -> [BookSentence] {
        let rules: [AllowlistRule] = [.required, .tiered]
        return rules.map { .notListed(index: values.number(), rule: $0) } + [
            .waiting(
                index: values.number(), entry: try values.identifier(), firstUse: try values.date(),
                clock: try values.date()),
            .expired(
                index: values.number(), entry: try values.identifier(), expiry: try values.date(),
                today: try values.date()),
            .dayUnknown(
                index: values.number(), entry: try values.identifier(), firstUse: try values.date(), expiry: nil),
            .dayUnknown(
                index: values.number(), entry: try values.identifier(), firstUse: try values.date(),
                expiry: try values.date()),
            .aboveCap(
                outputs: values.numbers(), entry: try values.identifier(), total: try values.amount(),
                cap: try values.amount()),
        ]
    }

    /// What a destination's page says by the address book.
    static func bookPhrases(_ values: inout SampleValues) throws -> [BookPhrase] {
        try DestinationClass.allCases.map { .entry(try values.identifier(), $0) }
            + ProofKind.allCases.map { .proof($0) } + [
                .notListed, .noOrder, .days(from: try values.date(), until: nil),
                .days(from: try values.date(), until: try values.date()), .cap(try values.amount()), .noCap, .noProof,
            ]
    }
}
