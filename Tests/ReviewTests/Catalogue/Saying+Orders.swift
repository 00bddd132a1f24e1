import BitcoinPrimitives
import Custody
import Review
import TestSupport

extension Saying {
    /// Every sentence about orders, with fresh values.
    static func orders(_ values: inout SampleValues) throws -> [Saying] {
        let sentences = try problems(&values) + differences(&values) + others(&values)
        return sentences.flatMap { sentence in
            [
                Saying(FindingSentence.order(sentence)) { $0.text(.order(sentence)) },
                Saying(FindingSentence.order(sentence)) { $0.remedy(.order(sentence)) },
            ]
        } + (try comparisons(&values)).map { phrase in Saying(phrase) { $0.text(phrase) } }
            + (try screens(&values)).map { phrase in Saying(phrase) { $0.text(phrase) } }
    }

    private static func refusals(_ values: inout SampleValues) throws -> [OrderRefusal] {
        let key = try FixtureCosigner(number: 0, network: .regtest).identityKey
        return [
            .otherNetwork(.regtest), .otherVault(try values.identifier()), .otherFounding(try values.digest()),
            .unknownPerson(try values.identifier()), .noRole(try values.identifier(), .requester),
            .roleLapsed(try values.identifier(), lastDay: try values.date(), today: try values.date()),
            .signature(.unsigned(person: try values.identifier())),
            .signature(.otherSigner(found: try values.identifier(), expected: try values.identifier())),
            .signature(.otherKey(person: try values.identifier(), found: key, expected: key)),
            .signature(.invalid(person: try values.identifier())), .otherOrder(try values.digest()),
            .selfApproval(try values.identifier()), .otherDevice(try values.identifier()),
            .custodianApproves(try values.identifier()),
            .forbiddenRoles(try values.identifier(), .requester, .approver),
        ]
    }

    private static func problems(_ values: inout SampleValues) throws -> [OrderSentence] {
        var found: [OrderProblem] = [
            .orderAbsent(try values.digest()), .approvalAbsent(try values.digest()),
            .orderUncited(try values.orderName()),
            .approvalUncited(by: try values.identifier(), try values.orderName()),
            .numberRepeated(try values.orderName()),
            .approvalRepeated(by: try values.identifier(), try values.orderName()),
            .approvalsMissing(try values.orderName(), found: values.number(), needed: values.number(2...99)),
            .unitMissing(try values.orderName(), units: try values.identifiers()),
            .notCooled(
                try values.orderName(), days: values.uint32(), until: try values.date(), clock: try values.date()),
            .notCooled(try values.orderName(), days: 1, until: nil, clock: nil),
        ]
        for refusal in try refusals(&values) {
            found.append(.orderRefused(try values.orderName(), refusal))
            found.append(.approvalRefused(by: try values.identifier(), refusal))
        }
        return found.map { .problem($0) }
    }

    private static func differences(_ values: inout SampleValues) throws -> [OrderSentence] {
        [
            .difference(.extra(output: values.number(), try values.output())),
            .difference(.missing(try values.orderedLine())),
            .difference(
                .merged(output: values.number(), [try values.orderedLine(), try values.orderedLine()])),
            .difference(.split(try values.orderedLine(), outputs: [values.number(), values.number()])),
            .difference(.amount(output: values.number(), paid: try values.amount(), try values.orderedLine())),
            .difference(.address(output: values.number(), try values.output(), try values.orderedLine())),
        ]
    }

    private static func others(_ values: inout SampleValues) throws -> [OrderSentence] {
        let subjects: [OrderSubject] = [
            .order(try values.orderName()), .approval(by: try values.identifier(), try values.orderName()),
        ]
        var found: [OrderSentence] = [
            .feeAbove(fee: try values.amount(), ceiling: try values.amount(), try values.orderName()),
            .otherKind(try values.orderName(), ordered: .payment),
            .otherKind(try values.orderName(), ordered: .internal),
            .numberReused(try values.orderName(), earlier: try values.caseID(), on: nil),
            .numberReused(try values.orderName(), earlier: try values.caseID(), on: try values.date()),
            .used(try values.orderName(), earlier: try values.caseID(), on: nil),
            .used(try values.orderName(), earlier: try values.caseID(), on: try values.date()),
            .people(try values.orderName(), approvedBy: []),
            .people(try values.orderName(), approvedBy: try values.identifiers()),
        ]
        for subject in subjects {
            found += [
                .force(subject, .inForce), .force(subject, .notYet(try values.bound())),
                .force(subject, .ended(try values.bound())), .force(subject, .unknown(try values.bound())),
            ]
        }
        return found
    }

    private static func comparisons(_ values: inout SampleValues) throws -> [ComparisonPhrase] {
        [
            .transaction, .order, .addressRow, .amountRow, .asAbove, .amount(try values.amount()), .matches,
            .notOrdered,
            .otherAddress, .differs(try values.amount()), .merged(lines: values.number()),
            .part(of: try values.amount()), .addressBook, .notInBook, .noCap, .upTo(try values.amount()),
            .aboveCap(try values.amount()),
        ]
    }

    private static func screens(_ values: inout SampleValues) throws -> [OrderPhrase] {
        [
            .title(try values.orderName(), vault: try values.identifier(), network: .regtest), .kind(.payment),
            .kind(.internal), .requester(try values.identifier(), name: values.text()),
            .total(try values.amount(), lines: values.number()), .feeAtMost(try values.amount()),
            .validity(from: nil, until: try values.bound()),
            .validity(from: try values.bound(), until: try values.bound()), .founding(try values.digest()),
            .vaultWords(["w1", "w2"]), .digest(try values.digest()), .words(["w1", "w2"]),
            .lineTitle(number: values.number(), of: values.number()), .lineInBitcoin(try values.amount()),
            .lineInSatoshi(try values.amount()), .recipient(nil), .recipient(values.text()), .reference(nil),
            .reference(values.text()), .lastNumber(UInt64(values.number())), .memoryLost, .signNotice,
            .signPrompt(word: values.text()), .approveNotice(requester: try values.identifier()),
            .approvalDay(try values.date()),
            .approvalUntil(try values.bound()), .approvePrompt(word: values.text()),
            .sheetTitle(try values.orderName()), .sheetUse, .sheetTyped, .sheetWordsHeading, .sheetLinesHeading,
            .sheetNumber, .sheetAddress, .sheetAmount, .sheetRecipient, .sheetReference, .sheetVault, .sheetNetwork,
            .sheetRequester, .sheetFee, .sheetValidity, .sheetDigest, .sheetTotal, .sheetKind,
        ]
    }
}
