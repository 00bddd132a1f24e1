package import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody

/// One way in which a returned file is not the request that went out.
package struct RequestDifference: Sendable, Hashable, CustomStringConvertible {
    /// What happened to the field.
    package enum Kind: String, Sendable, Hashable {
        case added, changed, removed
    }

    /// The map.
    package let map: PSBTMapName
    /// The field's registry name.
    package let field: String
    /// What happened to it.
    package let kind: Kind

    /// Names a difference.
    package init(map: PSBTMapName, field: String, kind: Kind) {
        self.map = map
        self.field = field
        self.kind = kind
    }

    package var description: String { "\(field) of \(map) was \(kind.rawValue)" }
}

/// Compares a returned PSBT with the proposal, every pair of every map.
///
/// Taken out of the comparison are only what a signer is asked to add: partial signatures and Rensho's documents. BIP-370
/// also asks a signer to clear the modifiable flags, so clearing them is no change.
package enum RequestComparison {
    /// The differences listed at most: a file that differs everywhere needs no complete list.
    package static let maximumDifferences = 20

    /// The differences in map order, at most `maximumDifferences`.
    package static func differences(proposal: PSBT, returned: PSBT) -> [RequestDifference] {
        differences(proposal: proposal, returned: returned, atMost: maximumDifferences)
    }

    private static func differences(proposal: PSBT, returned: PSBT, atMost limit: Int) -> [RequestDifference] {
        guard proposal.version == returned.version else {
            return [RequestDifference(map: .global, field: "PSBT_GLOBAL_VERSION", kind: .changed)]
        }
        let (base, other) = (stripped(proposal), stripped(returned, flagsOf: proposal))
        var found = compare(base.global.pairs, other.global.pairs, .global) { GlobalMap.fieldName(of: $0) }
        guard base.inputs.count == other.inputs.count, base.outputs.count == other.outputs.count else {
            let isInputs = base.inputs.count != other.inputs.count
            let field = isInputs ? "the number of inputs" : "the number of outputs"
            return found + [RequestDifference(map: .global, field: field, kind: .changed)]
        }
        for (index, (left, right)) in zip(base.inputs, other.inputs).enumerated() {
            if found.count >= limit { break }
            found += compare(left.pairs, right.pairs, .input(index)) { InputMap.fieldName(of: $0) }
        }
        for (index, (left, right)) in zip(base.outputs, other.outputs).enumerated() {
            if found.count >= limit { break }
            found += compare(left.pairs, right.pairs, .output(index)) { OutputMap.fieldName(of: $0) }
        }
        return Array(found.prefix(limit))
    }

    /// In what a returned file asks for something else than the proposal; empty when its signatures may be looked at.
    ///
    /// The proposal stays the base, and nothing but signatures and signed documents is taken from what comes back. So a
    /// file may say less than the proposal (trimmed, finalised), say more (what a signer or another wallet knows of the
    /// scripts and keys), or say it in the other version; it may not say anything otherwise, and not add what changes what
    /// is signed. The transaction itself is compared as a whole first: BIP-370's own identification lets sequences differ.
    package static func changes(proposal: PSBT, returned: PSBT) -> [RequestDifference] {
        var (base, other) = (proposal, withoutFinal(returned))
        if base.version != other.version {
            // Version 0 can say all that makes a transaction; what version 2 says beyond it is no part of the request.
            guard let left = try? base.converted(to: .v0), let right = try? other.converted(to: .v0) else {
                return [RequestDifference(map: .global, field: "PSBT_GLOBAL_VERSION", kind: .changed)]
            }
            (base, other) = (left, right)
        }
        let all = differences(proposal: base, returned: other, atMost: .max)
        guard let asked = try? base.unsignedTransaction(), let answered = try? other.unsignedTransaction(),
            asked == answered
        else {
            let unnamed = RequestDifference(map: .global, field: "the transaction", kind: .changed)
            return Array((all.isEmpty ? [unnamed] : all).prefix(maximumDifferences))
        }
        let changes = all.filter { difference in
            switch difference.kind {
            case .changed: true
            case .removed: false
            case .added: !isHarmless(difference, in: other)
            }
        }
        return Array(changes.prefix(maximumDifferences))
    }

    /// Whether a field that the proposal does not have leaves what is signed as it is.
    private static func isHarmless(_ added: RequestDifference, in psbt: PSBT) -> Bool {
        guard added.field == sighashField, case .input(let index) = added.map, psbt.inputs.indices.contains(index)
        else {
            return true
        }
        return psbt.inputs[index].sighashType == UInt32(SighashType.all.rawValue)
    }

    private static let sighashField = "PSBT_IN_SIGHASH_TYPE"

    /// A finalised file's scripts are taken apart by `FinalWitness`; here they are no part of the request.
    private static func withoutFinal(_ psbt: PSBT) -> PSBT {
        var psbt = psbt
        for index in psbt.inputs.indices {
            psbt.inputs[index].finalScriptSig = nil
            psbt.inputs[index].finalScriptWitness = nil
        }
        return psbt
    }

    private static func stripped(_ psbt: PSBT, flagsOf proposal: PSBT? = nil) -> PSBT {
        var psbt = psbt
        for index in psbt.inputs.indices where !psbt.inputs[index].partialSigs.isEmpty {
            psbt.inputs[index].partialSigs = []
        }
        psbt.global.proprietary.removeAll { $0.identifier == ProposalFields.identifier }
        // BIP-370: a Signer that commits to all outputs clears the flags; a cleared flag never widens what may change.
        if let asked = proposal?.global.txModifiable, let answered = psbt.global.txModifiable,
            answered.isSubset(of: asked)
        {
            psbt.global.txModifiable = asked
        }
        return psbt
    }

    private static func compare(
        _ base: [RawPair], _ other: [RawPair], _ map: PSBTMapName, name: (RawPair) -> String
    ) -> [RequestDifference] {
        if base == other { return [] }
        let values = Dictionary(other.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        let keys = Set(base.map(\.key))
        var found: [RequestDifference] = []
        for pair in base {
            guard let value = values[pair.key] else {
                found.append(RequestDifference(map: map, field: name(pair), kind: .removed))
                continue
            }
            if value != pair.value { found.append(RequestDifference(map: map, field: name(pair), kind: .changed)) }
        }
        for pair in other where !keys.contains(pair.key) {
            found.append(RequestDifference(map: map, field: name(pair), kind: .added))
        }
        return found
    }
}
