import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Testing

/// Codes are what vectors and `--json` compare, so a change here is a change of the interface.
@Suite struct ErrorTextTests {
    static let table: [(error: any CodedError, code: String)] = [
        (NetworkError.unknown(name: "x"), "network.unknown"),
        (AmountError.aboveMaximum(sat: 1), "amount.above-maximum"),
        (AmountError.textAboveMaximum(text: "9"), "amount.above-maximum"),
        (AmountError.belowZero(sat: 1, subtracting: 2), "amount.below-zero"),
        (AmountError.syntax(text: "x"), "amount.syntax"),
        (AmountError.tooPrecise(text: "x"), "amount.too-precise"),
        (TxidError.wrongLength(digits: 1), "txid.wrong-length"),
        (TxidError.notHex(text: "x"), "txid.not-hex"),
        (TxidError.outPointSyntax(text: "x"), "outpoint.syntax"),
        (
            TransactionError.bytes(.truncated(needed: 1, available: 0, offset: 0), in: .flag), "transaction.truncated"
        ),
        (
            TransactionError.bytes(.nonMinimalCompactSize(offset: 1), in: .inputCount),
            "transaction.non-minimal-compact-size"
        ),
        (
            TransactionError.bytes(.lengthOverLimit(value: 2, limit: 1, offset: 0), in: .witness(3)),
            "transaction.length-over-limit"
        ),
        (TransactionError.bytes(.trailingBytes(count: 1, offset: 2), in: .lockTime), "transaction.trailing-bytes"),
        (TransactionError.bytes(.wrongLength(expected: 1, actual: 2), in: .version), "transaction.wrong-length"),
        (TransactionError.tooLarge(size: 2, limit: 1), "transaction.too-large"),
        (TransactionError.unknownFlag(2), "transaction.unknown-flag"),
        (TransactionError.superfluousWitness, "transaction.superfluous-witness"),
        (TransactionError.noInputs, "transaction.no-inputs"),
        (TransactionError.noOutputs, "transaction.no-outputs"),
        (TransactionError.amount(.aboveMaximum(sat: 1), output: 2), "transaction.amount.above-maximum"),
        (MultisigScriptError.malformed(offset: 1, expected: .key), "multisig-script.malformed"),
        (MultisigScriptError.keyCount(21), "multisig-script.key-count"),
        (MultisigScriptError.countMismatch(stated: 1, found: 2), "multisig-script.count-mismatch"),
        (MultisigScriptError.threshold(3, keyCount: 2), "multisig-script.threshold"),
        (MultisigScriptError.uncompressedKey(index: 1), "multisig-script.uncompressed-key"),
        (MultisigScriptError.duplicateKey(first: 0, second: 1), "multisig-script.duplicate-key"),
        (Base58CheckError.base58(.tooLong(length: 2, limit: 1)), "base58.too-long"),
        (Base58CheckError.tooShort(count: 1), "base58check.too-short"),
        (Base58CheckError.wrongChecksum, "base58check.wrong-checksum"),
        (AddressError.empty, "address.empty"),
        (AddressError.bech32(.missingSeparator), "address.bech32.missing-separator"),
        (AddressError.base58(.wrongChecksum), "address.base58check.wrong-checksum"),
        (
            AddressError.wrongNetwork(text: "x", belongsTo: [.mainnet], wanted: .regtest), "address.wrong-network"
        ),
        (AddressError.unknownPrefix("x"), "address.unknown-prefix"),
        (AddressError.unknownVersion(1), "address.unknown-version"),
        (AddressError.payloadLength(1), "address.payload-length"),
        (AddressError.noWitnessVersion, "address.no-witness-version"),
        (AddressError.witnessVersion(17), "address.witness-version"),
        (AddressError.wrongVariant(version: 1), "address.wrong-variant"),
        (AddressError.programLength(1, version: 1), "address.program-length"),
        (AddressError.privateKey, "address.private-key"),
        (SighashError.inputOutOfRange(index: 1, count: 1), "sighash.input-out-of-range"),
        (DerivationError.fingerprintLength(bytes: 3), "derivation.fingerprint-length"),
        (DerivationError.fingerprintSyntax(text: "x"), "derivation.fingerprint-syntax"),
        (DerivationError.stepSyntax(step: "x", path: "m/x"), "derivation.step-syntax"),
        (DerivationError.stepOutOfRange(step: "9", path: "m/9"), "derivation.step-out-of-range"),
        (DerivationError.indexOutOfRange(9), "derivation.step-out-of-range"),
        (DerivationError.tooManySteps(256), "derivation.too-many-steps"),
        (DerivationError.originLength(bytes: 3), "derivation.origin-length"),
        (ExtendedKeyError.base58(.wrongChecksum), "extended-key.base58check.wrong-checksum"),
        (ExtendedKeyError.wrongLength(77), "extended-key.wrong-length"),
        (ExtendedKeyError.unknownVersion(1), "extended-key.unknown-version"),
        (ExtendedKeyError.privateKey(prefix: "xprv"), "extended-key.private-key"),
        (ExtendedKeyError.privateKeyUnderPublicVersion, "extended-key.private-key"),
        (ExtendedKeyError.foreignVersion(prefix: "zpub"), "extended-key.foreign-version"),
        (ExtendedKeyError.masterWithParent(.zero), "extended-key.master-with-parent"),
        (
            ExtendedKeyError.masterWithChildNumber(ChildNumber(rawValue: 1)), "extended-key.master-with-child-number"
        ),
        (ExtendedKeyError.publicKey(.infinity), "extended-key.key.infinity"),
        (ExtendedKeyError.hardenedStep(ChildNumber(rawValue: .max)), "extended-key.hardened-step"),
        (ExtendedKeyError.depthOverflow, "extended-key.depth-overflow"),
        (ExtendedKeyError.noChild(ChildNumber(rawValue: 1)), "extended-key.no-child"),
    ]

    @Test func `every error keeps its code and speaks in the common form`() {
        for row in Self.table {
            #expect(row.error.code == row.code)
            let text = row.error.description
            #expect(!text.isEmpty && !text.hasSuffix(".") && text.first?.isUppercase == false, "\(text)")
            if let remedy = row.error.remedy { #expect(remedy.hasSuffix("."), "\(remedy)") }
        }
    }
}
