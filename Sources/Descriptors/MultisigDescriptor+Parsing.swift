import BitcoinPrimitives

extension MultisigDescriptor {
    /// The longest text: 20 keys with full origins stay far below it.
    package static let maximumTextLength = 65_536

    /// Reads `wsh(sortedmulti(…))` or `sh(wsh(sortedmulti(…)))`; the checksum may be absent but must be right if there.
    ///
    /// Every key is `[origin]xpub` followed by `/<0;1>/*`, `/0/*` or `/1/*`, the same for all.
    package init(parsing text: String) throws(DescriptorError) {
        guard text.utf8.count <= Self.maximumTextLength else {
            throw .tooLong(length: text.utf8.count, limit: Self.maximumTextLength)
        }
        // Names a private key before anything that could hide it behind another complaint.
        guard !PrivateKeyScan.findsKey(in: text) else { throw .privateKey }
        let body = try Self.checkedBody(of: text)
        let outer = try DescriptorFunction(body[...], of: body)
        let type: ScriptType
        let multi: DescriptorFunction
        switch outer.name {
        case "wsh": (type, multi) = (.p2wsh, try DescriptorFunction(outer.arguments, of: body))
        case "sh":
            let inner = try DescriptorFunction(outer.arguments, of: body)
            guard inner.name == "wsh" else { throw inner.refusal(inside: ["sh"]) }
            (type, multi) = (.p2shP2wsh, try DescriptorFunction(inner.arguments, of: body))
        default: throw outer.refusal()
        }
        guard multi.name == "sortedmulti" else {
            throw multi.refusal(inside: type == .p2wsh ? ["wsh"] : ["sh", "wsh"])
        }
        try self.init(scriptType: type, arguments: multi.arguments)
    }

    private init(scriptType: ScriptType, arguments: Substring) throws(DescriptorError) {
        let parts = arguments.split(separator: ",", omittingEmptySubsequences: false)
        guard let first = parts.first, let threshold: Int = DecimalText.parse(first) else { throw .thresholdSyntax }
        let expressions = parts.dropFirst()
        guard !expressions.isEmpty, expressions.count <= MultisigScript.maximumKeys else {
            throw .keyCount(expressions.count)
        }
        guard threshold >= 1, threshold <= expressions.count else {
            throw .threshold(threshold, keyCount: expressions.count)
        }
        var keys: [DescriptorKey] = []
        var branches: [UInt32] = []
        for (index, expression) in expressions.enumerated() {
            let parsed = try KeyExpression(expression, index: index)
            if index == 0 { branches = parsed.branches }
            guard parsed.branches == branches else { throw .mixedSteps(first: 0, second: index) }
            keys.append(parsed.key)
        }
        try self.init(scriptType: scriptType, threshold: threshold, keys: keys, branches: branches)
    }

    /// The descriptor without its checksum, once that and the characters are right.
    private static func checkedBody(of text: String) throws(DescriptorError) -> String {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let body = parts.first.map(String.init) ?? ""
        let expected = try DescriptorChecksum.compute(body)
        guard parts.count == 2 else { return body }
        guard parts[1].utf8.count == DescriptorChecksum.length else { throw .checksumLength(parts[1].utf8.count) }
        guard parts[1] == expected else { throw .wrongChecksum(expected: expected) }
        return body
    }
}
