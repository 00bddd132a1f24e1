package import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Descriptors

/// What signers' rules look at in a PSBT, read without believing any of it.
package struct LintFacts: Hashable, Sendable {
    /// The size of the file.
    let fileBytes: Int
    /// The version of the PSBT.
    let version: PSBTVersion
    /// The number of inputs.
    let inputs: Int
    /// The number of outputs.
    let outputs: Int
    /// The most keys that a witness script has.
    let cosigners: Int
    /// The number of outputs with derivations, which claim to be the vault's.
    let changeOutputs: Int
    /// The longest path, in steps.
    let pathSteps: Int
    /// How far the highest index of an output is above that of the inputs.
    let changeGap: UInt32
    /// The version of the transaction.
    let transactionVersion: Int32
    /// The lock time.
    let lockTime: LockTime
    /// The inputs without their previous transaction.
    let inputsWithoutPrevious: [Int]
    /// The inputs without the output that they spend.
    let inputsWithoutOutput: [Int]
    /// The inputs, and the outputs to the vault, without a witness script.
    let mapsWithoutScript: [String]
    /// The inputs of which a key has no derivation.
    let mapsWithoutDerivation: [String]
    /// The inputs of which no key has a derivation.
    let inputsWithoutAnyDerivation: [Int]
    /// The number of fields in the global map that are neither the transaction's nor extended keys.
    let otherGlobals: Int
    /// The number of accounts without an extended key in the global map.
    let keysWithoutXpub: Int
    /// The inputs that ask for another hash type than SIGHASH_ALL.
    let inputsWithOtherSighash: [Int]
    /// The inputs that are finalised.
    let finishedInputs: [Int]
    /// The number of keys with the fingerprint 00000000.
    let unnamedKeys: Int
    /// The weight of the signed transaction, forecast.
    package let weight: Int

    /// Looks at a PSBT that a file of so many bytes holds.
    package init(_ psbt: PSBT, fileBytes: Int) throws(PSBTError) {
        let transaction = try psbt.unsignedTransaction()
        self.fileBytes = fileBytes
        version = psbt.version
        inputs = transaction.inputs.count
        outputs = transaction.outputs.count
        transactionVersion = transaction.version
        lockTime = transaction.lockTime
        let scripts = psbt.inputs.map { map in map.witnessScript.flatMap { try? MultisigScript(parsing: $0) } }
        cosigners = scripts.compactMap { $0?.keys.count }.max() ?? 0
        let own = psbt.outputs.indices.filter { !psbt.outputs[$0].bip32Derivations.isEmpty }
        changeOutputs = own.count
        let derivations = psbt.inputs.flatMap(\.bip32Derivations) + psbt.outputs.flatMap(\.bip32Derivations)
        pathSteps = derivations.map(\.origin.path.steps.count).max() ?? 0
        unnamedKeys = derivations.count { $0.origin.fingerprint.description == "00000000" }
        let highest = psbt.inputs.flatMap(\.bip32Derivations).compactMap(Self.index).max() ?? 0
        let change = psbt.outputs.flatMap(\.bip32Derivations).compactMap(Self.index).max() ?? 0
        changeGap = change > highest ? change - highest : 0
        inputsWithoutPrevious = psbt.inputs.indices.filter { psbt.inputs[$0].nonWitnessUtxo == nil }
        inputsWithoutOutput = psbt.inputs.indices.filter { psbt.inputs[$0].witnessUtxo == nil }
        mapsWithoutScript =
            psbt.inputs.indices.filter { psbt.inputs[$0].witnessScript == nil }.map { "input \($0)" }
            + own.filter { psbt.outputs[$0].witnessScript == nil }.map { "output \($0)" }
        mapsWithoutDerivation = zip(psbt.inputs.indices, scripts).compactMap { place, script in
            let named = psbt.inputs[place].bip32Derivations.count
            return named == 0 || named < (script?.keys.count ?? 0) ? "input \(place)" : nil
        }
        inputsWithoutAnyDerivation = psbt.inputs.indices.filter { psbt.inputs[$0].bip32Derivations.isEmpty }
        otherGlobals = psbt.global.proprietary.count + psbt.global.unknown.count
        let origins = Set(derivations.map { Self.account($0.origin) })
        let given = Set(psbt.global.xpubs.map(\.origin.description))
        keysWithoutXpub = origins.subtracting(given).count
        inputsWithOtherSighash = psbt.inputs.indices.filter {
            psbt.inputs[$0].sighashType.map { $0 != UInt32(SighashType.all.rawValue) } ?? false
        }
        finishedInputs = psbt.inputs.indices.filter {
            psbt.inputs[$0].finalScriptSig != nil || psbt.inputs[$0].finalScriptWitness != nil
        }
        weight = zip(psbt.inputs, scripts).reduce(4 * transaction.encodedWithoutWitness().count + 2) { sum, input in
            guard let script = input.1 else { return sum }
            let type: MultisigDescriptor.ScriptType = input.0.redeemScript == nil ? .p2wsh : .p2shP2wsh
            // The unsigned transaction has the input's 41 bytes with an empty scriptSig already.
            return sum - 4 * 41
                + SpendSize(scriptType: type, threshold: script.threshold, keyCount: script.keys.count).inputWeight
        }
    }

    /// The rules of a signer that the PSBT would break.
    package func broken(for signer: SignerMake) -> [BrokenRule] {
        signer.rules.compactMap { rule in
            breach(of: rule.requirement).map {
                BrokenRule(signer: signer, rule: rule, found: $0.found, asked: $0.asked)
            }
        }
    }

    /// What a requirement asks and what the PSBT has instead; `nil` where it is met.
    private func breach(of requirement: SignerRule.Requirement) -> (asked: String, found: String)? {
        func most(_ limit: Int, _ value: Int, _ unit: String) -> (asked: String, found: String)? {
            value > limit ? ("it takes at most \(limit) \(unit)", "\(value)") : nil
        }
        func every(_ what: String, _ missing: [String]) -> (asked: String, found: String)? {
            guard let first = missing.first else { return nil }
            return (
                "it needs \(what)", "none for \(first)" + (missing.count > 1 ? " and \(missing.count - 1) more" : "")
            )
        }
        func inputs(_ places: [Int]) -> [String] { places.map { "input \($0)" } }
        switch requirement {
        case .fileBytes(let limit): return most(limit, fileBytes, "bytes")
        case .inputs(let limit): return most(limit, self.inputs, "inputs")
        case .outputs(let limit): return most(limit, outputs, "outputs")
        case .cosigners(let limit): return most(limit, cosigners, "cosigners")
        case .changeOutputs(let limit): return most(limit, changeOutputs, "outputs back to the vault")
        case .pathSteps(let limit): return most(limit, pathSteps, "steps in a path")
        case .changeGap(let limit):
            return changeGap > limit
                ? ("it expects change at most \(limit) indexes after the inputs", "\(changeGap)") : nil
        case .versions(let versions):
            return versions.contains(version)
                ? nil
                : (
                    "it takes PSBT version \(versions.map { "\($0.rawValue)" }.joined(separator: " or "))",
                    "version \(version.rawValue)"
                )
        case .transactionVersions(let versions):
            return versions.contains(transactionVersion)
                ? nil
                : (
                    "it takes transaction version \(versions.map { "\($0)" }.joined(separator: " or "))",
                    "version \(transactionVersion)"
                )
        case .heightLockTime:
            if case .time = lockTime.meaning { return ("it takes a height as lock time", "\(lockTime)") }
            return nil
        case .previousTransactions: return every("every previous transaction", inputs(inputsWithoutPrevious))
        case .witnessOutputs: return every("every spent output by itself", inputs(inputsWithoutOutput))
        case .witnessScripts: return every("every witness script", mapsWithoutScript)
        case .derivations: return every("the derivation of every key", mapsWithoutDerivation)
        case .someDerivation: return every("a key's derivation in every input", inputs(inputsWithoutAnyDerivation))
        case .plainGlobals:
            return otherGlobals > 0
                ? (
                    "it reads nothing in the global map but the transaction and extended keys",
                    "\(otherGlobals) other fields there"
                ) : nil
        case .globalXpubs:
            return keysWithoutXpub > 0
                ? ("it needs every cosigner's extended key in the global map", "\(keysWithoutXpub) without") : nil
        case .sighashAll:
            return inputsWithOtherSighash.first.map {
                ("it signs SIGHASH_ALL only", "another hash type at input \($0)")
            }
        case .unfinishedInputs:
            return finishedInputs.first.map { ("it takes inputs that are not finished", "a finished input \($0)") }
        case .fingerprints:
            return unnamedKeys > 0 ? ("it needs every master fingerprint", "\(unnamedKeys) of zeros") : nil
        case .weight(let limit):
            return most(limit, weight, "weight units once it is signed")
        }
    }

    /// The last step of a path without hardening.
    private static func index(_ derivation: Bip32Derivation) -> UInt32? {
        derivation.origin.path.steps.last.flatMap { $0.isHardened ? nil : $0.rawValue }
    }

    /// An origin without the last two steps: where the cosigner's extended key stands.
    private static func account(_ origin: KeyOrigin) -> String {
        guard let path = try? DerivationPath(Array(origin.path.steps.dropLast(2))) else { return origin.description }
        return KeyOrigin(fingerprint: origin.fingerprint, path: path).description
    }
}
