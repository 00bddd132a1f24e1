import BitcoinPSBT
import BitcoinPrimitives
import Descriptors

/// Finds which scripts are the registered vault's by deriving them; claims in the file only say where to look first.
struct OwnershipExaminer {
    private let descriptor: MultisigDescriptor
    private var search: OwnershipSearch

    init(descriptor: MultisigDescriptor) {
        self.descriptor = descriptor
        search = OwnershipSearch(descriptor)
    }

    /// The vault's script for every proven input, in input order; `nil` where it is not the vault's or not proven.
    mutating func inputScripts(_ scripts: [Script?], hints: [ScriptPosition?]) -> [DerivedScript?] {
        let first = atHints(scripts, hints: hints)
        var found: [DerivedScript?] = []
        for (script, candidate) in zip(scripts, first) {
            if let candidate {
                found.append(candidate)
            } else if let script, isVaultKind(script) {
                found.append(find(script, window: OwnershipLimits.inputSearchWindow))
            } else {
                found.append(nil)
            }
        }
        return found
    }

    /// The vault's script for every output within `window` indexes of each branch, in output order.
    mutating func outputScripts(
        _ scripts: [Script], hints: [ScriptPosition?], window: UInt32
    ) -> [DerivedScript?] {
        let inside = hints.map { hint in hint.flatMap { $0.index < window ? $0 : nil } }
        let first = atHints(scripts, hints: inside)
        var found: [DerivedScript?] = []
        for (script, candidate) in zip(scripts, first) {
            if let candidate {
                found.append(candidate)
            } else {
                found.append(isVaultKind(script) ? find(script, window: window) : nil)
            }
        }
        return found
    }

    /// The vault's script at a position; `nil` where the descriptor has none.
    func script(at position: ScriptPosition) -> DerivedScript? {
        try? descriptor.script(at: position)
    }

    /// Derives all hinted positions in one batch and keeps those whose script is byte for byte the expected one.
    private func atHints(_ scripts: [Script?], hints: [ScriptPosition?]) -> [DerivedScript?] {
        let wanted = Set(hints.compactMap(\.self)).sorted()
        // One position without a script (probability 2^-127 for each key) only costs the first look.
        let derived = (try? descriptor.scripts(at: wanted)) ?? []
        let table = Dictionary(derived.map { ($0.position, $0) }, uniquingKeysWith: { first, _ in first })
        return zip(scripts, hints).map { script, hint in
            guard let script, let hint, let candidate = table[hint] else { return nil }
            return candidate.scriptPubKey == script ? candidate : nil
        }
    }

    private mutating func find(_ script: Script, window: UInt32) -> DerivedScript? {
        (try? search.find(script, hint: nil, window: window)) ?? nil
    }

    /// Whether a script is of the vault's kind at all; another kind need not be searched for.
    private func isVaultKind(_ script: Script) -> Bool {
        switch (script.kind, descriptor.scriptType) {
        case (.p2wsh, .p2wsh), (.p2sh, .p2shP2wsh): true
        default: false
        }
    }
}
