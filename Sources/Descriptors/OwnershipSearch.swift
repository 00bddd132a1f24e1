package import BitcoinPrimitives

/// Finds out whether an output script belongs to a descriptor, and where, by deriving scripts and nothing else.
///
/// Hints from a file only say where to look first. Scripts of both branches are derived as far as a search needs them
/// and remembered, so that later questions cost a look-up. The search goes through scripts that our own curve arithmetic
/// derives; what it finds is derived once more with OpenSSL, and must be the same.
package struct OwnershipSearch: Sendable {
    /// A script to look for and the place where a file says that it is.
    package struct Query: Hashable, Sendable {
        /// The output script.
        package let script: Script

        /// The place to look at first.
        package let hint: ScriptPosition?

        /// Asks for a script.
        package init(script: Script, hint: ScriptPosition? = nil) {
            self.script = script
            self.hint = hint
        }
    }

    /// The descriptor whose scripts are searched.
    package let descriptor: MultisigDescriptor

    /// How far one search goes through each branch: deriving more takes minutes, which a hostile index must not buy.
    package static let maximumWindow: UInt32 = 100_000

    /// How many positions of a branch are derived before the search looks again whether it is done.
    private static let batchSize: UInt32 = 256

    private var positions: [Script: ScriptPosition] = [:]
    private var scripts: [ScriptPosition: DerivedScript] = [:]
    private var searched: UInt32 = 0

    /// Output scripts of consecutive indexes of a branch, for a search.
    package typealias Candidates = @Sendable (_ branch: UInt32, _ indexes: Range<UInt32>) -> [Script?]
    private let candidates: Candidates

    /// Prepares a search that has derived nothing yet.
    package init(_ descriptor: MultisigDescriptor) {
        self.init(descriptor) { descriptor.candidateScripts(on: $0, $1) }
    }

    /// Prepares a search through candidates from elsewhere: a test shows what happens when they are wrong.
    package init(_ descriptor: MultisigDescriptor, candidates: @escaping Candidates) {
        self.descriptor = descriptor
        self.candidates = candidates
    }

    /// Looks for a script at the hint, then at every position below `window` on every branch; `nil` when it is not there.
    ///
    /// A hint at or above `window` counts for nothing. Looking at a hint is cheap whatever the window; searching through
    /// more than `maximumWindow` positions is refused.
    package mutating func find(
        _ script: Script, hint: ScriptPosition? = nil, window: UInt32
    ) throws(DescriptorError) -> DerivedScript? {
        try find([Query(script: script, hint: hint)], window: window).first ?? nil
    }

    /// Looks for many scripts at once; the answers stand in the order of the questions.
    package mutating func find(_ queries: [Query], window: UInt32) throws(DescriptorError) -> [DerivedScript?] {
        try deriveHints(queries, window: window)
        var open = Set(queries.map(\.script)).filter { couldBelong($0) && position(of: $0, window: window) == nil }
        while !open.isEmpty, searched < window {
            guard window <= Self.maximumWindow else {
                throw .searchTooWide(window: window, limit: Self.maximumWindow)
            }
            searchFurther(to: min(searched + Self.batchSize, window))
            open = open.filter { position(of: $0, window: window) == nil }
        }
        var answers: [DerivedScript?] = []
        answers.reserveCapacity(queries.count)
        for query in queries {
            guard let position = position(of: query.script, window: window) else {
                answers.append(nil)
                continue
            }
            let derived = try script(at: position)
            guard derived.scriptPubKey == query.script else { throw .derivationsDisagree(position: position) }
            answers.append(derived)
        }
        return answers
    }

    private func position(of script: Script, window: UInt32) -> ScriptPosition? {
        // An earlier question may have looked further than this one may.
        positions[script].flatMap { $0.index < window ? $0 : nil }
    }

    /// Whether the script has the form of the descriptor's scripts; any other form needs no search.
    private func couldBelong(_ script: Script) -> Bool {
        switch (script.kind, descriptor.scriptType) {
        case (.p2wsh, .p2wsh), (.p2sh, .p2shP2wsh): true
        default: false
        }
    }

    private mutating func deriveHints(_ queries: [Query], window: UInt32) throws(DescriptorError) {
        var wanted: [ScriptPosition] = []
        var seen: Set<ScriptPosition> = []
        for query in queries {
            guard let hint = query.hint, hint.index < window, hint.index < ChildNumber.hardenedBit,
                descriptor.branches.contains(hint.branch), scripts[hint] == nil,
                couldBelong(query.script), seen.insert(hint).inserted
            else { continue }
            wanted.append(hint)
        }
        for derived in try descriptor.scripts(at: wanted) { remember(derived) }
    }

    private mutating func remember(_ derived: DerivedScript) {
        scripts[derived.position] = derived
        positions[derived.scriptPubKey] = derived.position
    }

    /// Only the output scripts are kept: a wide search must not hold all keys of all positions.
    private mutating func searchFurther(to end: UInt32) {
        for branch in descriptor.branches {
            for (index, script) in zip(searched..<end, candidates(branch, searched..<end)) {
                if let script { positions[script] = ScriptPosition(branch: branch, index: index) }
            }
        }
        searched = end
    }

    private mutating func script(at position: ScriptPosition) throws(DescriptorError) -> DerivedScript {
        if let known = scripts[position] { return known }
        let derived = try descriptor.script(at: position)
        remember(derived)
        return derived
    }
}
