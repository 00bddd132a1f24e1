import BitcoinPrimitives
import Custody

/// Refuses an output whose script has no address, or whose rules do not exist yet (number 53).
struct OutputsUnderstood: SigningCheck {
    static let id = "output.script-unknown"

    func findings(in context: ReviewContext) -> [Finding] {
        context.examination.outputs.compactMap { output in
            Self.unknown(output.output.scriptPubKey).map {
                finding(.refuse, .output(output.index), .outputScriptUnknown(index: output.index, kind: $0))
            }
        }
    }

    private static func unknown(_ script: Script) -> UnknownOutput? {
        switch script.kind {
        // Data has a check of its own.
        case .p2pkh, .p2sh, .p2wpkh, .p2wsh, .p2tr, .opReturn: nil
        case .p2pk, .bareMultisig: .bareKeys
        case .witnessUnknown(let version, _): .witnessVersion(version)
        case .other: .other(script)
        }
    }
}
