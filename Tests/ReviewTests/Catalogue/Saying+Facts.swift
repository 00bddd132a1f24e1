import BitcoinPrimitives
import ByteCoding
import Custody
import Review

extension Saying {
    /// Every sentence of the facts and of the challenge, with fresh values.
    static func facts(_ values: inout SampleValues) throws -> [Saying] {
        let phrases: [ReviewPhrase] = [
            .foreignProposal, .secondLookNotEnforced(open: values.number(), threshold: values.number()),
            .confirmationsByQuorum, .drill,
            .vault(name: try values.identifier(), version: values.uint32(), network: .testnet4),
            .quorum(threshold: values.number(), keyCount: values.number(), script: "p2wsh"),
            .caseIdentity(try values.caseID()), .kind(.payment), .kind(.internal),
            .leaves(try values.amount(), destinations: values.number()),
            .fee(try values.amount(), rate: try values.rate()),
            .feeShare(try values.proportion(), ofInputs: true), .feeShare(try values.proportion(), ofInputs: false),
            .feeShare(Proportion(try values.amount(), of: Amount.zero), ofInputs: false),
            .stays(try values.amount(), outputs: values.number()), .spends(try values.amount(), coins: values.number()),
            .noFacts, .amountInBitcoin(try values.amount()), .amountInSatoshi(try values.amount()),
            .noAddress(scriptHex: values.script().hex), .noOrder, .orderLine(try values.orderedLine()),
            .recipient(nil), .recipient(values.text()), .reference(nil), .reference(values.text()), .orderedAddress,
            .notOrdered, .derivedChange(values.position()),
            .derivedReceive(values.position()), .input(index: values.number(), outpoint: try values.outpoint()),
            .inputProof(try values.amount(), values.position(), TxSequence(values.uint32())), .provenMark, .oursMark,
            .noFindings,
            .findingsCount(refusals: values.number(), warnings: values.number(), notes: values.number()),
        ]
        let severities = Severity.allCases.map { ReviewPhrase.finding(severity: $0, check: "c1.d2-e3") }
        let titles = try titles(&values).map(ReviewPhrase.title)
        let locks = try locks(&values).map(ReviewPhrase.lock)
        let identities = try identities(&values).map(ReviewPhrase.identity)
        let challenges = try challenges(&values).map(ReviewPhrase.challenge)
        let records = try records(&values).map(ReviewPhrase.record)
        let books = try bookPhrases(&values).map(ReviewPhrase.book)
        return (phrases + severities + titles + locks + identities + challenges + records + books)
            .map { phrase in Saying(phrase) { $0.text(phrase) } }
    }

    private static func records(_ values: inout SampleValues) throws -> [RecordPhrase] {
        [
            .heading, .firstTime,
            .approvedBefore(times: values.number(), last: try values.date(), largest: try values.amount()),
            .approvedBefore(times: values.number(), last: nil, largest: try values.amount()),
            .largestEver(before: try values.amount()), .notLargest(try values.amount()), .nothingToCompare,
            .share(try values.proportion()),
        ]
    }

    private static func titles(_ values: inout SampleValues) throws -> [TitlePhrase] {
        [
            .summary, .findings, .inputs, .locks, .identity,
            .destination(number: values.number(), of: values.number(), output: values.number()),
            .change(number: values.number(), of: values.number(), output: values.number()),
            .receive(number: values.number(), of: values.number(), output: values.number()),
        ]
    }

    private static func locks(_ values: inout SampleValues) throws -> [LockPhrase] {
        [
            .notLocked, .onlyRelative, .relativeBlocks(input: values.number(), blocks: values.number()),
            .relativeTime(input: values.number(), seconds: values.number(1...40_000_000)),
            .relativeTime(input: 1, seconds: 86_400), .untilHeight(values.uint32()),
            .untilTime(utc: "2031-05-06 07:08:09", unixSeconds: values.uint32()), .noEffect,
            .replaceable(inputs: values.number(), of: values.number()), .notReplaceable,
            .validity(from: try values.bound(), until: try values.bound()), .validity(from: nil, until: nil),
        ]
    }

    private static func identities(_ values: inout SampleValues) throws -> [IdentityPhrase] {
        [
            .words(["w1", "w2", "w3"]), .caseDigest(try values.digest()), .vaultDigest(try values.digest()),
            .unsignedTransaction(try values.digest()), .txid(try values.txid()), .replaces(try values.caseID()),
            .replacementReason(values.text()),
            .orders(count: 0), .orders(count: values.number(1...9)),
            .order(try values.orderName(), try values.digest()),
            .orderBounds(fee: try values.amount(), from: nil, until: try values.bound()),
            .orderBounds(fee: try values.amount(), from: try values.bound(), until: try values.bound()),
            .confirmations(.all, custodians: try values.identifiers()),
            .confirmations(.quorum, custodians: try values.identifiers()),
        ]
    }

    private static func challenges(_ values: inout SampleValues) throws -> [ChallengePhrase] {
        let first = values.number(1...50)
        return [
            .title(number: values.number(), of: values.number(), output: values.number(), isExternal: true),
            .title(number: values.number(), of: values.number(), output: values.number(), isExternal: false),
            .characters(positions: first...(first + 3), group: values.number()), .amount,
            .wrong(attemptsLeft: values.number()), .failed, .complete, .completeSample,
            .sampled(asked: values.number(), of: values.number(), lots: values.number()), .totalsTitle, .totalsCount,
            .totalsAmount, .warningTitle(number: values.number(), of: values.number()),
            .warningPrompt(word: "w1 \(values.number())"), .wrongWord(attemptsLeft: values.number()),
            .repetition(earlier: try values.caseID(), on: try values.date()),
            .repetition(earlier: try values.caseID(), on: nil), .bothPrompt(words: "b1 \(values.number())"),
        ]
    }
}
