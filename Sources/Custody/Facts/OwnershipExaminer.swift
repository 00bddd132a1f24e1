import BitcoinPrimitives
import Descriptors

/// Finds which scripts are the registered vault's by deriving them; claims in the file only say where to look first.
struct OwnershipExaminer {
    private let descriptor: MultisigDescriptor
    private var search: OwnershipSearch

    init(_ search: OwnershipSearch) {
        descriptor = search.descriptor
        self.search = search
    }

    /// The vault's script for every proven input, in input order; `nil` where it is not the vault's or not proven.
    ///
    /// A hint may lie beyond the searched window: the script that is derived there must be the spent one.
    mutating func inputScripts(
        _ scripts: [Script?], hints: [ScriptPosition?]
    ) throws(DescriptorError) -> [DerivedScript?] {
        var found = try atHints(scripts, hints: hints)
        var places: [Int] = []
        var queries: [OwnershipSearch.Query] = []
        for (index, script) in scripts.enumerated() where found[index] == nil {
            guard let script else { continue }
            places.append(index)
            queries.append(OwnershipSearch.Query(script: script))
        }
        let answers = try search.find(queries, window: OwnershipLimits.inputSearchWindow)
        for (place, answer) in zip(places, answers) { found[place] = answer }
        return found
    }

    /// The vault's script for every output within `window` indexes of each branch, in output order.
    mutating func outputScripts(
        _ scripts: [Script], hints: [ScriptPosition?], window: UInt32
    ) throws(DescriptorError) -> [DerivedScript?] {
        try search.find(zip(scripts, hints).map { OwnershipSearch.Query(script: $0, hint: $1) }, window: window)
    }

    /// Derives all hinted positions in one batch and keeps those whose script is byte for byte the expected one.
    private func atHints(
        _ scripts: [Script?], hints: [ScriptPosition?]
    ) throws(DescriptorError) -> [DerivedScript?] {
        let wanted = Set(zip(scripts, hints).compactMap { $0 == nil ? nil : $1 }).sorted()
        let derived = try descriptor.scripts(at: wanted)
        let table = Dictionary(derived.map { ($0.position, $0) }, uniquingKeysWith: { first, _ in first })
        return zip(scripts, hints).map { script, hint in
            guard let script, let hint, let candidate = table[hint] else { return nil }
            return candidate.scriptPubKey == script ? candidate : nil
        }
    }
}
