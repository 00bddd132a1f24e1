import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import Descriptors

/// Compares what a PSBT's input map says about the spent script with the proven output and the registered vault.
struct InputScriptExaminer: Sendable {
    let descriptor: MultisigDescriptor

    /// Every difference for one input; `script` is the vault's derived script when the input is ours.
    func problems(of map: InputMap, proven: TxOut, script: DerivedScript?) -> [InputProblem] {
        var found: [InputProblem] = []
        if script == nil {
            found.append(unownedProblem(proven.scriptPubKey))
        }
        if map.witnessUtxo != nil, Self.isLegacy(proven.scriptPubKey, redeemScript: map.redeemScript) {
            found.append(.witnessUtxoOnLegacyInput)
        }
        found += hashProblems(of: map, scriptPubKey: proven.scriptPubKey)
        if let script {
            found += ownedProblems(of: map, script: script)
        }
        if let witnessScript = map.witnessScript {
            found += Self.formProblems(of: witnessScript)
        }
        return found
    }

    private func unownedProblem(_ scriptPubKey: Script) -> InputProblem {
        switch (scriptPubKey.kind, descriptor.scriptType) {
        case (.p2wsh, .p2wsh), (.p2sh, .p2shP2wsh): .scriptForeign
        case (.p2wsh, .p2shP2wsh): .scriptUnsupported(.p2wsh)
        case (.p2sh, .p2wsh): .scriptUnsupported(.p2sh)
        case (.p2pk, _): .scriptUnsupported(.p2pk)
        case (.p2pkh, _): .scriptUnsupported(.p2pkh)
        case (.p2wpkh, _): .scriptUnsupported(.p2wpkh)
        case (.p2tr, _): .scriptUnsupported(.p2tr)
        case (.witnessUnknown(let version, _), _): .scriptUnsupported(.witnessVersion(version))
        case (.opReturn, _): .scriptUnsupported(.opReturn)
        case (.bareMultisig, _): .scriptUnsupported(.bareMultisig)
        case (.other, _): .scriptUnsupported(.other)
        }
    }

    // BIP-174: "if redeemScript is provided, the scriptPubKey must be for that redeemScript", and the same for
    // witnessScript with the scriptPubKey or the redeemScript.
    private func hashProblems(of map: InputMap, scriptPubKey: Script) -> [InputProblem] {
        var found: [InputProblem] = []
        if let redeemScript = map.redeemScript, Script.p2sh(of: redeemScript) != scriptPubKey {
            found.append(.redeemScriptHashDiffers)
        }
        if let witnessScript = map.witnessScript {
            let program = Script.p2wsh(of: witnessScript)
            if program != scriptPubKey, Script.p2sh(of: program) != scriptPubKey {
                found.append(.witnessScriptHashDiffers)
            }
        }
        return found
    }

    private func ownedProblems(of map: InputMap, script: DerivedScript) -> [InputProblem] {
        var found: [InputProblem] = []
        if let given = map.redeemScript, given != script.redeemScript {
            found.append(.redeemScriptDiffers)
        }
        if let given = map.witnessScript, given != script.witnessScript {
            found.append(.witnessScriptDiffers)
        }
        return found
    }

    private static func formProblems(of witnessScript: Script) -> [InputProblem] {
        do throws(MultisigScriptError) {
            let keys = try MultisigScript(parsing: witnessScript).keys
            let ascending = zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 }
            return ascending ? [] : [.keysUnsorted]
        } catch {
            return [.witnessScriptMalformed(ErrorCause(error))]
        }
    }

    private static func isLegacy(_ scriptPubKey: Script, redeemScript: Script?) -> Bool {
        switch scriptPubKey.kind {
        case .p2wpkh, .p2wsh, .p2tr, .witnessUnknown: return false
        case .p2pk, .p2pkh, .bareMultisig, .opReturn, .other: return true
        case .p2sh:
            guard let redeemScript else { return false }
            switch redeemScript.kind {
            case .p2wpkh, .p2wsh: return false
            case .p2pk, .p2pkh, .p2sh, .p2tr, .witnessUnknown, .opReturn, .bareMultisig, .other: return true
            }
        }
    }
}
