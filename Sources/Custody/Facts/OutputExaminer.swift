import BitcoinPSBT
import BitcoinPrimitives
import Descriptors

/// Compares what a PSBT's output map claims with where the output really leads.
struct OutputExaminer {
    let descriptor: MultisigDescriptor
    let hints: ScriptHints

    /// The last index at which an output was looked for.
    let lastIndex: UInt32

    /// Every contradiction for one output; `script` is the vault's derived script when the output is ours.
    func problems(of map: OutputMap, output: TxOut, script: DerivedScript?) -> [OutputProblem] {
        guard let script else { return claimProblems(of: map, output: output) }
        var found: [OutputProblem] = hints.differences(of: map.bip32Derivations, from: script).map {
            switch $0 {
            case .keyUnknown(let key): .derivationKeyUnknown(key)
            case .originDiffers(let key, let stated, let registered):
                .derivationOriginDiffers(key: key, stated: stated, registered: registered)
            }
        }
        let witnessDiffers = map.witnessScript.map { $0 != script.witnessScript } ?? false
        let redeemDiffers = map.redeemScript.map { $0 != script.redeemScript } ?? false
        if witnessDiffers || redeemDiffers {
            found.append(.scriptHintDiffers)
        }
        return found
    }

    /// An output that is not ours must not claim to be.
    private func claimProblems(of map: OutputMap, output: TxOut) -> [OutputProblem] {
        var found: [OutputProblem] = []
        if let position = hints.position(in: map.bip32Derivations) {
            if (try? descriptor.script(at: position))?.scriptPubKey == output.scriptPubKey {
                // Its scripts and keys are true; what is wrong is only how far away it is.
                return [.positionBeyondWindow(position, lastIndex: lastIndex)]
            } else {
                found.append(.scriptNotAtClaimedPosition(position))
            }
        } else if let fingerprint = hints.claimedFingerprint(in: map.bip32Derivations) {
            found.append(.claimsToBeOurs(fingerprint: fingerprint))
        }
        let multisig = map.witnessScript.flatMap { try? MultisigScript(parsing: $0) }
        if let multisig {
            let inScript = Set(multisig.keys)
            let named = map.bip32Derivations.filter { inScript.contains($0.publicKey) }
            let ours = hints.genuineKeys(in: named)
            if !ours.isEmpty {
                found.append(
                    .otherQuorum(threshold: multisig.threshold, keyCount: multisig.keys.count, keyIndexes: ours))
            } else if multisig.threshold == descriptor.threshold, multisig.keys.count == descriptor.keys.count {
                found.append(.claimsOurScriptShape(threshold: multisig.threshold, keyCount: multisig.keys.count))
            }
        }
        return found
    }
}
