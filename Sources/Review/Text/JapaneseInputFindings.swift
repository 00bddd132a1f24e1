import BitcoinCrypto
import BitcoinPrimitives
import Custody

/// What findings about inputs say, in Japanese; the sentences begin after the number of the input.
enum JapaneseInputFindings {
    static func text(_ problem: InputProblem, cosigner: Identifier?) -> String {
        switch problem {
        case .previousTransactionMissing: "前の取引がファイルにないため、金額は自称にすぎません。"
        case .previousTransactionDiffers(let given):
            "ファイルにある前の取引は別のもの（\(given)）であり、金額は証明されていません。"
        case .previousOutputMissing(let count): "前の取引にない出力を使おうとしています（出力は\(count)件です）。"
        case .witnessUtxoDiffers(let claimed, let proven):
            claimed.amount != proven.amount
                ? "ファイルは金額を \(claimed.amount.text) としていますが、前の取引が証明するのは \(proven.amount.text) です。"
                : "ファイルが示すスクリプトは、前の取引が証明するスクリプトと異なります。"
        case .witnessUtxoOnLegacyInput: "SegWitではないコインに、ファイルがウィットネスの出力を示しています。"
        case .scriptUnsupported(let kind): "コインは\(text(kind))であり、このプログラムは署名しません。"
        case .scriptForeign: "コインは、登録済みの金庫のものではありません。"
        case .indexBeyondLimit(let position):
            "コインは金庫の \(position) のものですが、このプログラムが扱う番号の上限\(OwnershipLimits.maximumIndex)を超えています。"
        case .redeemScriptHashDiffers: "redeemスクリプトがコインのものではありません。"
        case .witnessScriptHashDiffers: "ウィットネススクリプトがコインのものではありません。"
        case .redeemScriptDiffers: "redeemスクリプトが、登録済みの金庫のものではありません。"
        case .witnessScriptDiffers: "ウィットネススクリプトが、登録済みの金庫のものではありません。"
        case .witnessScriptMalformed(let error):
            "ウィットネススクリプトが、通常のマルチシグではありません。" + JapaneseFindings.reason(error)
        case .keysUnsorted: "ウィットネススクリプトの鍵が昇順に並んでいません（BIP-67）。"
        case .derivationKeyUnknown(let key):
            "登録済みの金庫がこのコインに導出しない鍵を、ファイルが示しています（\(key.hex)）。"
        case .derivationOriginDiffers(let key, let stated, let registered):
            "ファイルは鍵 \(key.hex) の起点を \(stated) としていますが、登録済みの金庫では \(registered) です。"
        case .sighashType(let type):
            "ファイルは署名の種類 \(EnglishFindings.hex(type)) を求めていますが、署名するのは SIGHASH_ALL（0x1）だけです。"
        case .alreadyFinal: "入力はすでに完成しており、完成したスクリプトまたはウィットネスが付いています。"
        case .signatureBad(let fact): text(fact, cosigner: cosigner)
        }
    }

    private static func text(_ fact: SignatureFact, cosigner: Identifier?) -> String {
        let whose = cosigner.map { "共同署名者 \($0) の署名" } ?? "鍵 \(fact.publicKey.hex) による署名"
        return switch fact.verdict {
        case .valid: whose + "は有効です。"
        case .keyNotInScript: whose + "がありますが、その鍵はこのコインの鍵ではありません。"
        case .malformed(let error): whose + "は厳密なDER形式ではありません。" + JapaneseFindings.reason(error)
        case .empty: whose + "は空です。"
        case .hashType(let type):
            whose + "の種類は \(EnglishFindings.hex(UInt32(type))) であり、SIGHASH_ALL（0x1）ではありません。"
        case .highS: whose + "のSが大きい値であり、ノードは中継しません。"
        case .wrong: whose + "は、この取引に対して有効ではありません。"
        case .notChecked: whose + "を検証できませんでした。"
        }
    }

    private static func text(_ kind: UnsupportedScript) -> String {
        switch kind {
        case .p2pk: "公開鍵だけのコイン"
        case .p2pkh: "単独の鍵のコイン（P2PKH）"
        case .p2sh: "P2SHのコイン"
        case .p2wpkh: "単独の鍵のコイン（P2WPKH）"
        case .p2wsh: "P2WSHのコイン（金庫のものはP2SH-P2WSHです）"
        case .p2tr: "taprootのコイン"
        case .bareMultisig: "マルチシグだけのコイン"
        case .opReturn: "データの出力"
        case .witnessVersion(let version): "ウィットネスのバージョン\(version)のコイン"
        case .other: "種類の分からないスクリプトのコイン"
        }
    }
}
