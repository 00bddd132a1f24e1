import BitcoinCrypto
import BitcoinPrimitives
package import ByteCoding
package import Descriptors

/// A wallet policy: a descriptor template with placeholders, and the keys that stand for them (BIP-388).
package struct WalletPolicy: Hashable, Sendable {
    /// The template, such as `wsh(sortedmulti(2,@0/**,@1/**))`.
    package let template: String

    /// The keys with their origins as they were written, in the order of the placeholders.
    package let keys: [String]

    /// The wallet that both make.
    package let descriptor: MultisigDescriptor

    /// The policy of a wallet; keys with apostrophes, as signers show them.
    package init(_ descriptor: MultisigDescriptor) {
        let placeholders = descriptor.keys.indices.map { "@\($0)/**" }.joined(separator: ",")
        let script = "wsh(sortedmulti(\(descriptor.threshold),\(placeholders)))"
        template = descriptor.scriptType == .p2wsh ? script : "sh(\(script))"
        keys = descriptor.keys.map(ForeignDescriptor.keyText)
        self.descriptor = descriptor
    }

    /// Refuses a template that is none of a sorted multisig, whatever its keys.
    package static func check(template: String) throws(WalletPolicyError) {
        _ = try checkedPlaceholders(template)
    }

    /// Reads a template and its keys.
    package init(template: String, keys: [String]) throws(WalletPolicyError) {
        let placeholders = try Self.checkedPlaceholders(template)
        guard keys.count == placeholders.count else {
            throw .keyCount(placeholders: placeholders.count, keys: keys.count)
        }
        for (index, key) in keys.enumerated() {
            let afterOrigin = key.split(separator: "]", omittingEmptySubsequences: false).last ?? ""
            guard !afterOrigin.contains("/") else { throw .keyWithPath(key: index) }
            guard !key.contains("@") else { throw .keyWithPath(key: index) }
        }
        var text = ""
        var rest = template[...]
        for placeholder in placeholders {
            text += rest[..<placeholder.range.lowerBound] + keys[placeholder.number] + "/<0;1>/*"
            rest = rest[placeholder.range.upperBound...]
        }
        text += rest
        do throws(DescriptorError) { descriptor = try MultisigDescriptor(parsing: text) } catch {
            throw .descriptor(error)
        }
        self.template = template
        self.keys = keys
    }

    /// The id that Ledger's application gives the policy under a name (version 2 of its serialization).
    package func ledgerID(name: String) -> Bytes32 {
        var writer = ByteWriter()
        writer.append(UInt8(2))
        writer.appendVariableBytes(Array(name.utf8))
        writer.appendCompactSize(UInt64(template.utf8.count))
        writer.append(SHA256.hash(Array(template.utf8)))
        writer.appendCompactSize(UInt64(keys.count))
        writer.append(MerkleTree.root(keys.map { Array($0.utf8) }))
        return SHA256.hash(writer.bytes)
    }

    private struct Placeholder {
        let number: Int
        let range: Range<String.Index>
    }

    /// The placeholders of a template with nothing around them but a sorted multisig.
    private static func checkedPlaceholders(_ template: String) throws(WalletPolicyError) -> [Placeholder] {
        let found = try placeholders(template)
        var shape = template
        for placeholder in found.reversed() { shape.replaceSubrange(placeholder.range, with: "@") }
        let isNested = shape.hasPrefix("sh(wsh(") && shape.hasSuffix(")")
        let inner = isNested ? shape.dropFirst(3).dropLast() : shape[...]
        guard !inner.hasPrefix("wsh(multi(") else { throw .unsorted }
        let list = [String](repeating: "@", count: found.count).joined(separator: ",")
        guard inner.hasPrefix("wsh(sortedmulti("), inner.hasSuffix(",\(list)))") else { throw .unsupported }
        let threshold = inner.dropFirst("wsh(sortedmulti(".count).dropLast(list.utf8.count + 3)
        guard let _: Int = DecimalText.parse(threshold) else { throw .unsupported }
        return found
    }

    /// The placeholders of a template: each number once, in order, followed by `/**` or `/<0;1>/*`.
    private static func placeholders(_ template: String) throws(WalletPolicyError) -> [Placeholder] {
        guard template.utf8.count <= MultisigDescriptor.maximumTextLength else { throw .templateTooLong }
        guard !template.contains("xpub"), !template.contains("tpub") else { throw .keyInTemplate }
        var found: [Placeholder] = []
        var rest = template[...]
        while let mark = rest.firstIndex(of: "@") {
            let digits = rest[rest.index(after: mark)...].prefix { $0.isASCII && $0.isNumber }
            guard let number: Int = DecimalText.parse(digits) else { throw .number(placeholder: found.count) }
            guard number == found.count else {
                throw number < found.count ? .repeated(number) : .order(expected: found.count, found: number)
            }
            guard found.count < MultisigScript.maximumKeys else { throw .tooMany(limit: MultisigScript.maximumKeys) }
            let end = try endOfSteps(template[digits.endIndex...], of: number)
            found.append(Placeholder(number: number, range: mark..<end))
            rest = template[end...]
        }
        guard !found.isEmpty else { throw .noPlaceholder }
        return found
    }

    private static func endOfSteps(_ text: Substring, of number: Int) throws(WalletPolicyError) -> Substring.Index {
        for steps in ["/**", "/<0;1>/*"] where text.hasPrefix(steps) {
            let end = text.index(text.startIndex, offsetBy: steps.count)
            guard end == text.endIndex || text[end] == "," || text[end] == ")" else { break }
            return end
        }
        // BIP-388 allows other pairs; a vault has none.
        throw .steps(placeholder: number)
    }
}

/// The Merkle tree of RFC 6962 §2.1 over SHA-256, as Ledger's application hashes a list of keys.
enum MerkleTree {
    /// The root over one element or more; the hash of nothing for none.
    static func root(_ elements: [[UInt8]]) -> Bytes32 {
        guard let first = elements.first else { return SHA256.hash([UInt8]()) }
        guard elements.count > 1 else { return SHA256.hash([0x00] + first) }
        var split = 1
        while split * 2 < elements.count { split *= 2 }
        let left = root(Array(elements[..<split]))
        let right = root(Array(elements[split...]))
        return SHA256.hash([0x01] + left.bytes + right.bytes)
    }
}

/// The reason why a wallet policy is refused; keys are counted from 0 and never repeated.
package enum WalletPolicyError: CodedError, Equatable {
    /// The template is longer than any descriptor.
    case templateTooLong
    /// The template has no placeholder.
    case noPlaceholder
    /// A key stands in the template itself.
    case keyInTemplate
    /// An `@` is not followed by a plain number.
    case number(placeholder: Int)
    /// A placeholder has another number than the next one.
    case order(expected: Int, found: Int)
    /// A placeholder stands twice.
    case repeated(Int)
    /// There are more placeholders than a script has keys.
    case tooMany(limit: Int)
    /// A placeholder is not followed by `/**` or `/<0;1>/*`.
    case steps(placeholder: Int)
    /// The template sorts no keys (multi instead of sortedmulti).
    case unsorted
    /// The template is of another function than a sorted multisig in P2WSH or P2SH-P2WSH.
    case unsupported
    /// There are more or fewer keys than placeholders.
    case keyCount(placeholders: Int, keys: Int)
    /// A key is followed by steps.
    case keyWithPath(key: Int)
    /// The descriptor that template and keys make is refused.
    case descriptor(DescriptorError)
    /// The id that the file states is not the policy's.
    case otherID

    package var code: String {
        switch self {
        case .templateTooLong: "policy.template-too-long"
        case .noPlaceholder: "policy.no-placeholder"
        case .keyInTemplate: "policy.key-in-template"
        case .number: "policy.number"
        case .order: "policy.order"
        case .repeated: "policy.repeated"
        case .tooMany: "policy.too-many"
        case .steps: "policy.steps"
        case .unsorted: "policy.unsorted"
        case .unsupported: "policy.unsupported"
        case .keyCount: "policy.key-count"
        case .keyWithPath: "policy.key-with-path"
        case .descriptor(let error): error.code
        case .otherID: "policy.other-id"
        }
    }

    package var description: String {
        switch self {
        case .templateTooLong: "the template is longer than any descriptor"
        case .noPlaceholder: "the template has no placeholder such as @0/**"
        case .keyInTemplate: "a key stands in the template instead of a placeholder"
        case .number(let placeholder): "placeholder \(placeholder) has no plain number"
        case .order(let expected, let found): "placeholder @\(found) stands where @\(expected) belongs"
        case .repeated(let number): "placeholder @\(number) stands twice"
        case .tooMany(let limit): "the template has more than \(limit) placeholders"
        case .steps(let placeholder): "placeholder @\(placeholder) is not followed by /** or /<0;1>/*"
        case .unsorted: "the policy's keys are not sorted (multi instead of sortedmulti)"
        case .unsupported: "the policy is none of a sorted multisig in P2WSH or P2SH-P2WSH"
        case .keyCount(let placeholders, let keys): "\(placeholders) placeholders stand for \(keys) keys"
        case .keyWithPath(let key): "key \(key) is followed by steps"
        case .descriptor(let error): error.description
        case .otherID: "the policy id of the file is not that of its policy"
        }
    }

    package var remedy: String? {
        switch self {
        case .descriptor(let error): error.remedy
        case .otherID: "Export the policy again; name, template or a key was changed."
        case .unsorted:
            "Make the wallet again with sortedmulti; with multi the order of the keys changes every address."
        case .unsupported: "Use wsh(sortedmulti(…)) or sh(wsh(sortedmulti(…)))."
        case .templateTooLong, .noPlaceholder, .keyInTemplate, .number, .order, .repeated, .tooMany, .steps, .keyCount,
            .keyWithPath:
            nil
        }
    }
}
