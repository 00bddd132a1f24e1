import BitcoinPrimitives
import Custody
import Review
import TestSupport

extension Saying {
    /// Every sentence about what stops something, with fresh values.
    static func stops(_ values: inout SampleValues) throws -> [Saying] {
        let sentences = try sentences(&values)
        return sentences.flatMap { sentence in
            [
                Saying(FindingSentence.stop(sentence)) { $0.text(.stop(sentence)) },
                Saying(FindingSentence.stop(sentence)) { $0.remedy(.stop(sentence)) },
            ]
        } + (try phrases(&values)).map { phrase in Saying(phrase) { $0.text(phrase) } }
    }

    private static func sentences(_ values: inout SampleValues) throws -> [StopSentence] {
        var found: [StopSentence] = []
        for people in [[], try values.identifiers()] {
            found.append(
                .frozen(
                    by: try values.identifier(), on: try values.date(), reason: values.text(), liftedBy: people,
                    needed: values.number(2...9)))
        }
        found += [
            .vetoed(
                try values.orderName(), by: try values.identifier(), on: try values.date(), reason: values.text()),
            .locked(try values.orderName(), after: [try values.caseID(), try values.caseID()]),
        ]
        for isComplete in [true, false] {
            found.append(
                .excused(
                    try values.identifier(), by: try values.identifiers(), isComplete: isComplete,
                    needed: values.number(2...9)))
            for rule in OverridableRule.allCases {
                found.append(
                    .overridden(
                        rule, by: try values.identifiers(), isComplete: isComplete, needed: values.number(2...9)))
            }
        }
        let key = try FixtureCosigner(number: 0, network: .regtest).identityKey
        let problems: [StopProblem] = [
            .otherNetwork(.regtest), .otherVault(try values.identifier()), .otherFounding(try values.digest()),
            .unknownPerson(try values.identifier()), .notEntitled(try values.identifier(), .lift),
            .lapsed(try values.identifier(), lastDay: try values.date(), day: try values.date()),
            .otherDevice(try values.identifier()), .noCustodian(try values.identifier()),
            .signature(.unsigned(person: try values.identifier())),
            .signature(.otherSigner(found: try values.identifier(), expected: try values.identifier())),
            .signature(.otherKey(person: try values.identifier(), found: key, expected: key)),
            .signature(.invalid(person: try values.identifier())),
        ]
        for problem in problems {
            for kind in StopKind.allCases { found.append(.unproven(kind, by: try values.identifier(), problem)) }
        }
        return found
    }

    private static func phrases(_ values: inout SampleValues) throws -> [StopPhrase] {
        var found: [StopPhrase] = [
            .frozenBy(try values.identifier(), on: try values.date(), freeze: try values.digest()),
            .liftedBy([], needed: values.number(2...9)),
            .liftedBy(try values.identifiers(), needed: values.number(2...9)),
            .order(try values.orderName(), digest: try values.digest()),
            .failedCases([try values.caseID(), try values.caseID()]), .absent(try values.identifier()),
            .rules(OverridableRule.allCases), .vaultWords(["w1", "w2"]), .theirReason(values.text()),
            .yourReason(values.text()), .prompt(word: values.text()), .nothingStands,
            .refusalKept(try values.caseID(), by: try values.identifier()),
            .secondLookExcused(try values.identifiers()),
        ]
        for kind in StopKind.allCases {
            found += [
                .title(kind, vault: try values.identifier()), .about(kind),
                .kept(kind, by: try values.identifier(), on: try values.date(), reason: values.text()),
                .known(kind, by: try values.identifier()),
                .journal(kind, by: try values.identifier(), reason: values.text()),
            ]
        }
        return found
    }
}
