import Custody
import Review

extension Saying {
    /// Every sentence about what a replacement changes, with fresh values.
    static func replacements(_ values: inout SampleValues) throws -> [Saying] {
        let phrases: [ReplacementPhrase] = [
            .title, .earlier(try values.caseID()), .reason(values.text()), .noReason, .unknown(try values.caseID()),
            .signaturesHeld, .signaturesOut, .signaturesNotGiven, .payments(same: values.number(), gone: 0, new: 0),
            .payments(same: values.number(), gone: values.number(1...9), new: values.number()),
            .returned(same: values.number(), gone: 0, new: 0),
            .returned(same: values.number(), gone: values.number(), new: values.number(1...9)), .returnedUnknown,
            .coins(same: values.number(), gone: 0, new: 0),
            .coins(same: values.number(), gone: values.number(1...9), new: values.number()),
            .fee(from: try values.amount(), to: try values.amount()), .feeUnknown(try values.amount()),
            .goneOutput(try values.amount(), to: "a1b2"), .newOutput(try values.amount(), to: "a1b2"),
            .goneCoin(try values.outpoint()), .newCoin(try values.outpoint()),
        ]
        return phrases.map { phrase in Saying(phrase) { $0.text(phrase) } }
    }
}
