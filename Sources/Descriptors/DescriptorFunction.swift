/// One `name(arguments)` of a descriptor.
struct DescriptorFunction {
    /// The text before the bracket.
    let name: String

    /// The text between the brackets.
    let arguments: Substring

    /// Functions of BIP-381 to BIP-390 and the fragments of miniscript (BIP-379): known, so that they are refused by
    /// name.
    private static let knownNames: Set<String> = [
        "addr", "combo", "musig", "multi", "multi_a", "pk", "pkh", "raw", "rawtr", "sh", "sortedmulti", "sortedmulti_a",
        "sp", "tr", "wpkh", "wsh", "pk_k", "pk_h", "older", "after", "sha256", "hash256", "ripemd160", "hash160",
        "andor",
        "and_v", "and_b", "and_n", "or_b", "or_c", "or_d", "or_i", "thresh",
    ]

    /// The wrappers of miniscript, which stand before a colon.
    private static let wrappers = "asctdvjnlu"

    /// Splits `name(arguments)`; the closing bracket must be the last character.
    init(_ text: Substring, of whole: String) throws(DescriptorError) {
        func offset(_ index: Substring.Index) -> Int { whole.utf8.distance(from: whole.startIndex, to: index) }
        guard let open = text.firstIndex(of: "(") else {
            throw .syntax(offset: offset(text.startIndex), expected: "a function with its arguments in brackets")
        }
        var depth = 0
        var close: Substring.Index?
        for index in text[open...].indices {
            if text[index] == "(" { depth += 1 }
            if text[index] == ")" { depth -= 1 }
            if depth == 0 {
                close = index
                break
            }
        }
        guard let close else { throw .syntax(offset: offset(text.endIndex), expected: "a closing bracket") }
        let end = text.index(after: close)
        guard end == text.endIndex else { throw .syntax(offset: offset(end), expected: "the end of the function") }
        name = String(text[..<open])
        arguments = text[text.index(after: open)..<close]
    }

    /// Refuses this function, inside the outer ones if there are any, as unsupported or unknown.
    func refusal(inside outer: [String] = []) -> DescriptorError {
        let pieces = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let isWrapped = pieces.count == 2 && pieces[0].allSatisfy { Self.wrappers.contains($0) }
        let bare = isWrapped ? String(pieces[1]) : name
        guard Self.knownNames.contains(bare) else { return .unknownFunction(name) }
        return .unsupportedFunction(outer.reversed().reduce(bare) { "\($1)(\($0))" })
    }
}
