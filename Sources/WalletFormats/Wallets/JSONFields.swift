/// The members of a JSON object of a wallet file, by name; members that the format does not have are refused.
struct JSONFields {
    private let node: JSONNode
    private let place: String

    /// Takes an object; `place` is its name in messages.
    init(_ node: JSONNode, _ place: String, known: Set<String>) throws(WalletFileError) {
        guard case .object(let members) = node.value else { throw .malformed(place, expected: "an object") }
        if let other = members.first(where: { !known.contains($0.name) }) { throw .unknown(other.name) }
        self.node = node
        self.place = place
    }

    /// Whether the member is there and is not `null`.
    func has(_ name: String) -> Bool { node.member(name).map { $0.value != .null } ?? false }

    /// The member.
    func value(_ name: String) throws(WalletFileError) -> JSONNode {
        guard has(name), let value = node.member(name) else { throw .missing(name) }
        return value
    }

    /// A string.
    func text(_ name: String) throws(WalletFileError) -> String {
        guard case .string(let text) = try value(name).value else { throw .malformed(name, expected: "a string") }
        return text
    }

    /// A string, or `nil` where there is none.
    func optionalText(_ name: String) throws(WalletFileError) -> String? { has(name) ? try text(name) : nil }

    /// A whole number that is not negative.
    func number(_ name: String) throws(WalletFileError) -> Int {
        guard case .number(let text) = try value(name).value, text.utf8.count <= 10, let number = Int(text), number >= 0
        else { throw .malformed(name, expected: "a whole number") }
        return number
    }

    /// `true` or `false`.
    func flag(_ name: String) throws(WalletFileError) -> Bool {
        guard case .bool(let flag) = try value(name).value else { throw .malformed(name, expected: "true or false") }
        return flag
    }

    /// A list.
    func list(_ name: String) throws(WalletFileError) -> [JSONNode] {
        guard case .array(let list) = try value(name).value else { throw .malformed(name, expected: "a list") }
        return list
    }

    /// A list of strings.
    func texts(_ name: String) throws(WalletFileError) -> [String] {
        var texts: [String] = []
        for element in try list(name) {
            guard case .string(let text) = element.value else { throw .malformed(name, expected: "a list of strings") }
            texts.append(text)
        }
        return texts
    }
}
