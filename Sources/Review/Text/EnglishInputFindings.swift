import BitcoinCrypto
import BitcoinPrimitives
import Custody

/// What findings about inputs say, in English; the sentences begin after "Input n:".
enum EnglishInputFindings {
    static func text(_ problem: InputProblem, cosigner: Identifier?) -> String {
        switch problem {
        case .previousTransactionMissing:
            "the previous transaction is not in the file, so the amount is only a claim"
        case .previousTransactionDiffers(let given):
            "the previous transaction in the file is another one (\(given)), so the amount is not proven"
        case .previousOutputMissing(let count):
            "it spends an output that its previous transaction does not have (it has \(count))"
        case .witnessUtxoDiffers(let claimed, let proven):
            claimed.amount != proven.amount
                ? "the file claims an amount of \(claimed.amount.text); the previous transaction proves "
                    + proven.amount.text
                : "the file claims another script than the previous transaction proves"
        case .witnessUtxoOnLegacyInput:
            "the file gives a witness output for a coin that is not a segwit coin"
        case .scriptUnsupported(let kind): "the coin is \(text(kind)), which this program does not sign for"
        case .scriptForeign: "the coin is not one of the registered vault's"
        case .indexBeyondLimit(let position):
            "the coin is the vault's at \(position), beyond the highest index \(OwnershipLimits.maximumIndex) "
                + "that this program works with"
        case .redeemScriptHashDiffers: "the redeem script does not belong to the coin"
        case .witnessScriptHashDiffers: "the witness script does not belong to the coin"
        case .redeemScriptDiffers: "the redeem script is not the one of the registered vault"
        case .witnessScriptDiffers: "the witness script is not the one of the registered vault"
        case .witnessScriptMalformed(let error):
            "the witness script is not a plain multisig script: \(EnglishFindings.text(error))"
        case .keysUnsorted: "the keys in the witness script are not in ascending order (BIP-67)"
        case .derivationKeyUnknown(let key):
            "the file names a key that the registered vault does not derive for this coin (\(key.hex))"
        case .derivationOriginDiffers(let key, let stated, let registered):
            "the file gives the origin \(stated) for the key \(key.hex); the registered vault says \(registered)"
        case .sighashType(let type):
            "the file asks for the signature type \(EnglishFindings.hex(type)); only SIGHASH_ALL (0x1) is ever signed"
        case .alreadyFinal: "the input is already final: it carries a finished script or witness"
        case .signatureBad(let fact): text(fact, cosigner: cosigner)
        }
    }

    private static func text(_ fact: SignatureFact, cosigner: Identifier?) -> String {
        let whose = cosigner.map { "the signature of cosigner \($0)" } ?? "a signature by the key \(fact.publicKey.hex)"
        switch fact.verdict {
        case .valid: return whose + " is valid"
        case .keyNotInScript: return "there is \(whose), which is not a key of this coin"
        case .malformed(let error): return "\(whose) is not a strict DER signature: \(EnglishFindings.text(error))"
        case .empty: return whose + " is empty"
        case .hashType(let type):
            return "\(whose) is of the type \(EnglishFindings.hex(UInt32(type))) instead of SIGHASH_ALL (0x1)"
        case .highS: return whose + " has a high S, which nodes do not relay"
        case .wrong: return whose + " is NOT valid for this transaction"
        case .notChecked: return whose + " could not be checked"
        }
    }

    private static func text(_ kind: UnsupportedScript) -> String {
        switch kind {
        case .p2pk: "a bare public key"
        case .p2pkh: "a single-key (P2PKH) coin"
        case .p2sh: "a P2SH coin"
        case .p2wpkh: "a single-key (P2WPKH) coin"
        case .p2wsh: "a P2WSH coin, while the vault's are P2SH-P2WSH"
        case .p2tr: "a taproot coin"
        case .bareMultisig: "a bare multisig coin"
        case .opReturn: "a data output"
        case .witnessVersion(let version): "a coin of witness version \(version)"
        case .other: "a coin with an unknown script"
        }
    }
}
