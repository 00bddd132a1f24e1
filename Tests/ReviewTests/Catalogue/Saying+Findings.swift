import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import Review

extension Saying {
    /// Every finding and what to do about it, with fresh values.
    static func findings(_ values: inout SampleValues) throws -> [Saying] {
        var sentences: [FindingSentence] = [
            .sighashSingleWithoutOutput(index: values.number(), type: values.uint32()),
            .outputDust(index: values.number(), amount: try values.amount(), limit: try values.amount()),
            .transactionVersion(Int32(values.number())),
            .transactionTooHeavy(virtualSize: values.number(), limit: values.number()),
            .otherNetwork(stated: "n1 n2", vault: .testnet4),
        ]
        sentences += try inputs(&values).map { .input($0, index: values.number(), cosigner: nil) }
        sentences += try signatures(&values).flatMap { fact in
            [
                .input(.signatureBad(fact), index: values.number(), cosigner: nil),
                .input(.signatureBad(fact), index: values.number(), cosigner: try values.identifier()),
            ]
        }
        sentences += try outputs(&values).map { .output($0, index: values.number()) }
        sentences += try transactions(&values).map { .transaction($0) }
        sentences += try cases(&values).map { .caseDocument($0) }
        sentences += try vaults(&values).map { .vault($0) }
        sentences += try fees(&values).map { .fee($0) }
        sentences += try machines(&values).map { .machine($0) }
        sentences += try files(&values).map { .file($0) }
        sentences += try times(&values).map { .time($0) }
        sentences += try payments(&values).map { .payment($0) }
        sentences += try books(&values).map { .book($0) }
        sentences += unknownOutputs(&values).map { .outputScriptUnknown(index: values.number(), kind: $0) }
        return sentences.flatMap { sentence in
            [Saying(sentence) { $0.text(sentence) }, Saying(sentence) { $0.remedy(sentence) }]
        }
    }

    private static func inputs(_ values: inout SampleValues) throws -> [InputProblem] {
        let claimed = try values.output()
        let scripts: [UnsupportedScript] = [
            .p2pk, .p2pkh, .p2sh, .p2wpkh, .p2tr, .bareMultisig, .opReturn, .other, .p2wsh, .witnessVersion(7),
        ]
        return scripts.map { .scriptUnsupported($0) } + [
            .previousTransactionMissing, .previousTransactionDiffers(given: try values.txid()),
            .previousOutputMissing(outputCount: values.number()),
            .witnessUtxoDiffers(claimed: claimed, proven: try values.output()),
            .witnessUtxoDiffers(
                claimed: claimed, proven: TxOut(amount: claimed.amount, scriptPubKey: values.script())),
            .witnessUtxoOnLegacyInput, .scriptForeign, .indexBeyondLimit(values.position()), .redeemScriptHashDiffers,
            .witnessScriptHashDiffers, .redeemScriptDiffers, .witnessScriptDiffers,
            .witnessScriptMalformed(values.cause()), .keysUnsorted, .derivationKeyUnknown(try values.key()),
            .derivationOriginDiffers(
                key: try values.key(), stated: try values.origin(), registered: try values.origin()),
            .sighashType(values.uint32()), .alreadyFinal,
        ]
    }

    private static func signatures(_ values: inout SampleValues) throws -> [SignatureFact] {
        let verdicts: [SignatureFact.Verdict] = [
            .valid, .keyNotInScript, .malformed(values.cause()), .empty, .hashType(UInt8(values.number(2...255))),
            .highS,
            .wrong, .notChecked,
        ]
        return try verdicts.map { SignatureFact(publicKey: try values.key(), keyIndex: nil, verdict: $0) }
    }

    private static func outputs(_ values: inout SampleValues) throws -> [OutputProblem] {
        [
            .scriptNotAtClaimedPosition(values.position()),
            .positionBeyondWindow(values.position(), lastIndex: values.uint32()),
            .claimsToBeOurs(fingerprint: try values.fingerprint()),
            .claimsOurScriptShape(threshold: values.number(), keyCount: values.number()),
            .otherQuorum(threshold: values.number(), keyCount: values.number(), keyIndexes: values.numbers()),
            .scriptHintDiffers, .derivationKeyUnknown(try values.key()),
            .derivationOriginDiffers(
                key: try values.key(), stated: try values.origin(), registered: try values.origin()),
        ]
    }

    private static func unknownOutputs(_ values: inout SampleValues) -> [UnknownOutput] {
        [
            .witnessVersion(UInt8(values.number(2...16))), .bareKeys, .other(values.script()),
        ]
    }

    private static func transactions(_ values: inout SampleValues) throws -> [CaseProblem] {
        [
            .transactionUnreadable(values.cause()), .ownershipUndecided(values.cause()), .caseUnnamed,
            .caseRefused(values.cause()), .duplicateOutpoint(try values.outpoint(), inputs: values.numbers()),
            .inputSumOverLimit, .outputSumOverLimit,
            .outputsExceedInputs(inputs: try values.amount(), outputs: try values.amount()),
            .feeUnknown(unprovenInputs: values.numbers()),
        ]
    }

    private static func cases(_ values: inout SampleValues) throws -> [CaseSentence] {
        [
            .differs(line: values.number(), file: values.text(), rebuilt: nil),
            .differs(line: values.number(), file: String(repeating: "1", count: 130), rebuilt: values.text()),
            .attachmentForeign(values.cause()), .refused(by: try values.identifier(), reason: values.text()),
            .refusalUnproven(by: try values.identifier()), .refusedEarlier(by: try values.identifier()),
            .paymentPaysNobody, .internalPaysOthers(outputs: values.number()),
            .orderMissing, .drill(on: .mainnet), .drill(on: .regtest),
            .expired(notAfter: try values.date(), today: try values.date()),
            .notYetValid(notBefore: try values.date(), today: try values.date()),
            .heightPassed(notAfter: values.uint32(), height: values.uint32()),
            .heightNotReached(notBefore: values.uint32(), height: values.uint32()),
            .validityUnknown(bound: .date(try values.date())), .validityUnknown(bound: .height(values.uint32())),
            .replaces(try values.caseID()), .replacesUnknown(try values.caseID()),
            .replacesWithoutReason(try values.caseID()), .replacesWithoutCoin(try values.caseID()),
            .replaced(by: try values.caseID()),
            .paysAgain(index: values.number(), earlier: try values.caseID(), on: try values.date()),
            .paysAgain(index: values.number(), earlier: try values.caseID(), on: nil), .wordsUnavailable,
        ]
    }

    private static func vaults(_ values: inout SampleValues) throws -> [VaultSentence] {
        [
            .other(named: try values.identifier().description, registered: try values.identifier()),
            .otherVersion(stated: values.uint32(), registered: values.uint32()),
            .otherDocument(stated: try values.digest(), registered: try values.digest()),
            .acknowledgementsIncomplete(reason: values.text()),
            .secondLookNotEnforced(open: values.number(), threshold: values.number()), .confirmationsByQuorum,
            .ordersOptional, .strict, .foreignProposal, .foreignProposalNotAllowed,
            .globalKeyForeign(origin: try values.origin()),
        ]
    }

    private static func fees(_ values: inout SampleValues) throws -> [FeeSentence] {
        [
            .aboveAmount(fee: try values.amount(), cap: try values.amount()),
            .abovePercent(fee: try values.proportion(), cap: values.uint32(), ofInputs: true),
            .abovePercent(fee: try values.proportion(), cap: values.uint32(), ofInputs: false),
            .aboveRate(rate: try values.rate(), cap: UInt64(values.number())),
            .belowRelay(rate: try values.rate(), isHopeless: true),
            .belowRelay(rate: try values.rate(), isHopeless: false),
        ]
    }

    private static func machines(_ values: inout SampleValues) throws -> [MachineSentence] {
        let kept: [MachineSentence] = try [(true, true), (true, false), (false, true), (false, false)].map {
            .coinsKept(inputs: values.numbers(), caseID: try values.caseID(), isOther: $0.0, isArmed: $0.1)
        }
        return kept + [
            .caseDigestDiffers(
                caseID: try values.caseID(), journal: try values.digest(), file: try values.digest(),
                differences: [.coins, .payments, .replaces]),
            .caseDigestDiffers(
                caseID: try values.caseID(), journal: try values.digest(), file: try values.digest(),
                differences: [.elsewhere]),
            .outpointSignedElsewhere(
                index: values.number(), outpoint: try values.outpoint(), earlier: try values.caseID()),
            .outpointReplaced(index: values.number(), outpoint: try values.outpoint(), earlier: try values.caseID()),
            .nothingToSign, .alreadySigned,
            .coinDiffers(
                index: values.number(), outpoint: try values.outpoint(), remembered: try values.output(),
                found: try values.output()),
            .noKeyInVault(person: "p1"),
            .personExpired(person: try values.identifier(), lastDay: try values.date(), today: try values.date()),
            .ownSignatureUnknown(index: values.number()), .unclaimedProblem(description: values.text()),
        ]
    }
}
