import BitcoinPrimitives
import Custody
import Review

extension Saying {
    /// What can be said of the container.
    static func files(_ values: inout SampleValues) throws -> [FileSentence] {
        let signed = try (1...3).map { _ in
            SignedCount(person: try values.identifier(), inputs: values.number())
        }
        return [
            .unknownFields(count: 1, names: ["x1"]),
            .unknownFields(count: values.number(2...99), names: (10..<30).map { "x\($0)" }),
            .pathTooDeep(.global, depth: values.number(), limit: values.number()),
            .pathTooDeep(.input(values.number()), depth: values.number(), limit: values.number()),
            .fingerprintUnset(.output(values.number())), .signedBy(signed, inputs: values.number()),
            .signedBy([signed[0]], inputs: 1),
        ]
    }

    /// What can be said of lock times.
    static func times(_ values: inout SampleValues) throws -> [TimeSentence] {
        let utc = "\(try values.date()) 01:02:03"
        return [
            .withoutEffect(values.uint32()), .untilHeight(values.uint32()),
            .untilTime(utc: utc, unixSeconds: values.uint32()), .farHeight(values.uint32(), known: values.uint32()),
            .farTime(utc: utc, unixSeconds: values.uint32(), today: try values.date()),
            .heightUnjudged(values.uint32()), .timeUnjudged(utc: utc, unixSeconds: values.uint32()),
            .afterEnd(.date(try values.date())), .afterEnd(.height(values.uint32())),
            .relativeBlocks(inputs: values.numbers(), longest: values.number()),
            .relativeBlocks(inputs: [values.number()], longest: values.number()),
            .relativeTime(inputs: values.numbers(), longestSeconds: values.number()),
            .relativeWithoutEffect(inputs: values.numbers()),
        ]
    }

    /// What can be said of outputs.
    static func payments(_ values: inout SampleValues) throws -> [PaymentSentence] {
        // Digits only: letters of a file's data are no words of a sentence.
        let pushes = [[UInt8](repeating: 0x31, count: 3), [UInt8](repeating: 0x32, count: 81)]
        let names: [KnownAddress.Name] = [
            .entry(try values.identifier()), .own(version: values.uint32(), values.position()),
            .coin(try values.outpoint()),
            .paid(try values.caseID(), on: try values.date()), .paid(try values.caseID(), on: nil),
            .output(values.number()),
        ]
        let alike: [PaymentSentence] = try names.map { name in
            let (address, other) = (try values.address(), try values.address())
            let match = LikenessIndex.Match(
                known: KnownAddress(other, name), prefix: values.number(), suffix: values.number())
            return .lookAlike(index: values.number(), address: address, match)
        }
        return alike + [
            .data(index: values.number(), amount: .zero, pushes: pushes, script: Script([0x6a])),
            .data(index: values.number(), amount: try values.amount(), pushes: nil, script: values.script()),
            .toOurselves(index: values.number(), position: values.position()),
            .beyondGap(index: values.number(), position: values.position(), highest: values.uint32()),
            .ownOutputs(count: values.number(), total: try values.amount()),
            .tooManyOwnOutputs(count: values.number(), limit: values.number()),
            .repeated(outputs: values.numbers(), total: try values.amount()),
            .formerVault(index: values.number(), version: values.uint32(), position: values.position()),
            .formerCoin(index: values.number(), outpoint: try values.outpoint()),
            .coinAddress(index: values.number(), input: values.number()),
            .firstTime(outputs: values.numbers(), of: values.number()),
            .largest(
                index: values.number(), amount: try values.amount(),
                before: PaymentHistory.Payment(caseID: try values.caseID(), amount: try values.amount())),
        ]
    }
}
