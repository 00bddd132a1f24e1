import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors

/// The policy file: what an organisation decides about a vault, on paper and in a form that a program reads.
///
/// UTF-8 text of LF-ended lines. The first line that is no comment is ``header``; `field: value` lines follow in any
/// order. Empty lines and lines that start with `#` are comments. Every field of ``Field/single`` stands exactly once,
/// those of ``Field/optional`` at most once, those of ``Field/repeated`` any number of times. The vault document carries the SHA-256 of the whole file.
package enum VaultPolicy {
    /// The name of the type in the first line.
    package static let typeName = "policy"
    /// The first line.
    package static let header = "rensho/policy/v1"
    /// As many entries of an address book as a vault may have, each of the greatest length, take less, and a policy of
    /// hundreds of people with long comments far less.
    package static let maximumBytes = 1 << 19
    /// What follows an amount.
    static let bitcoinUnit = " BTC"

    /// The fields of a policy.
    enum Field: String, CaseIterable {
        case name, threshold, script, release, open, confirmations, orders, strict
        case maximumFee = "max-fee"
        case maximumFeePercent = "max-fee-percent"
        case maximumFeeRate = "max-fee-rate"
        case foreignProposals = "foreign-proposals"
        case snapshotAge = "snapshot-age"
        case approvals, tier, anomaly, challenge, allowlist, limit, role, unit, expires, destination, accepts

        /// The fields that stand exactly once.
        static let single: [Field] = [
            .name, .threshold, .script, .release, .confirmations, .orders, .maximumFee, .maximumFeePercent,
            .maximumFeeRate,
        ]
        /// The fields that stand any number of times.
        static let repeated: [Field] = [
            .foreignProposals, .open, .limit, .tier, .anomaly, .role, .unit, .expires, .destination, .accepts,
        ]
        /// The fields that stand once or not at all.
        static let optional: [Field] = [.approvals, .strict, .challenge, .allowlist, .snapshotAge]
    }

    /// Reads a policy file; the plan carries its hash.
    package static func plan(parsing bytes: [UInt8]) throws(VaultPolicyError) -> VaultBuilding.Plan {
        var lines = VaultPolicyLines()
        try lines.read(bytes)
        for field in Field.single where lines.values[field] == nil { throw .missingField(field.rawValue) }
        let rules = VaultRules(
            maximumFee: try lines.single(.maximumFee, amount),
            maximumFeePercent: try lines.single(.maximumFeePercent),
            maximumFeeRate: try lines.single(.maximumFeeRate), confirmations: try lines.single(.confirmations),
            orders: try lines.single(.orders), approvals: try lines.optional(.approvals) ?? 0,
            tiers: try lines.list(.tier), anomalies: try lines.list(.anomaly),
            allowlist: try lines.optional(.allowlist) ?? .off, limits: try lines.list(.limit),
            snapshotAge: try lines.optional(.snapshotAge), foreignProposals: try foreignProposals(lines),
            isStrict: try lines.optional(.strict) ?? false, challenge: try lines.optional(.challenge) ?? .all)
        var roles: [Identifier: Set<Role>] = [:]
        for (line, pair) in try lines.pairs(.role, of: Role.self) {
            guard roles[pair.person, default: []].insert(pair.value).inserted else {
                throw .repeatedEntry(Field.role.rawValue, line: line)
            }
        }
        var expiries: [Identifier: CalendarDate] = [:]
        for (line, pair) in try lines.pairs(.expires, of: CalendarDate.self)
        where expiries.updateValue(pair.value, forKey: pair.person) != nil {
            throw .repeatedEntry(Field.expires.rawValue, line: line)
        }
        var units: [Identifier: Identifier] = [:]
        for (line, pair) in try lines.pairs(.unit, of: Identifier.self)
        where units.updateValue(pair.value, forKey: pair.person) != nil {
            throw .repeatedEntry(Field.unit.rawValue, line: line)
        }
        return VaultBuilding.Plan(
            name: try lines.single(.name), threshold: try lines.single(.threshold),
            scriptType: try lines.single(.script), rules: rules, release: try lines.single(.release),
            openPeople: Set(try lines.list(.open)), roles: roles, expiries: expiries, units: units,
            destinations: try destinations(lines, under: rules.allowlist), accepts: try lines.list(.accepts),
            policy: SHA256.hash(bytes))
    }

    /// The entries of the address book, which keep every rule that needs no vault.
    private static func destinations(
        _ lines: VaultPolicyLines, under rule: AllowlistRule
    ) throws(VaultPolicyError) -> [Destination] {
        let destinations: [Destination] = try lines.list(.destination)
        // A policy names no network; the network of the vault is one that all entries have, or of the first at least.
        let shared = destinations.reduce(Set(Network.allCases)) { $0.intersection($1.address.networks) }
        let networks = Network.allCases.filter(shared.contains) + (destinations.first?.address.networks ?? [])
        do throws(VaultError) {
            return try AddressBook(destinations, under: rule, on: networks.first ?? .mainnet, descriptor: nil)
                .destinations
        } catch {
            throw .addressBook(error)
        }
    }

    /// Whether plain PSBTs are signed: one line that says yes, or none.
    private static func foreignProposals(_ lines: VaultPolicyLines) throws(VaultPolicyError) -> Bool {
        let values: [Bool] = try lines.list(.foreignProposals)
        guard values != [false], values.count <= 1 else {
            throw .repeatedEntry(
                Field.foreignProposals.rawValue, line: lines.values[.foreignProposals]?.last?.line ?? 0)
        }
        return values == [true]
    }

    /// The amount that `0.01 BTC` names.
    private static func amount(_ text: String) throws -> Amount {
        guard text.hasSuffix(bitcoinUnit) else {
            throw DocumentError.malformedValue(kind: "an amount such as 0.01 BTC", text: text, nil)
        }
        return try Amount(btc: String(text.dropLast(bitcoinUnit.count)))
    }
}

/// The lines of a policy file by field.
struct VaultPolicyLines {
    /// The values with the numbers of their lines.
    private(set) var values: [VaultPolicy.Field: [(line: Int, text: String)]] = [:]

    /// Takes a whole file apart.
    mutating func read(_ bytes: [UInt8]) throws(VaultPolicyError) {
        guard bytes.count <= VaultPolicy.maximumBytes else { throw .tooLarge(bytes: bytes.count) }
        guard bytes.last == UInt8(ascii: "\n") else { throw .unfinished }
        var isHeaderSeen = false
        for (index, line) in bytes.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
        {
            let number = index + 1
            guard let text = String(validating: line, as: UTF8.self), !line.contains(UInt8(ascii: "\r")) else {
                throw .notText(line: number)
            }
            if text.isEmpty || text.hasPrefix("#") { continue }
            guard isHeaderSeen else {
                guard text == VaultPolicy.header else { throw .header(line: number) }
                isHeaderSeen = true
                continue
            }
            try add(text, number)
        }
        guard isHeaderSeen else { throw .header(line: 1) }
    }

    private mutating func add(_ text: String, _ number: Int) throws(VaultPolicyError) {
        // A private key is named and never repeated.
        guard !PrivateKeyScan.findsKey(in: text) else { throw .privateKey(line: number) }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].hasPrefix(" "), parts[1].count > 1, !parts[1].hasPrefix("  "),
            !parts[1].hasSuffix(" ")
        else { throw .malformedLine(line: number) }
        guard let field = VaultPolicy.Field(rawValue: String(parts[0])) else {
            throw .unknownField(line: number, DocumentFieldName(parts[0]).text)
        }
        if !VaultPolicy.Field.repeated.contains(field), values[field] != nil {
            throw .repeatedEntry(field.rawValue, line: number)
        }
        values[field, default: []].append((number, String(parts[1].dropFirst())))
    }

    /// The value of a field that stands once.
    func single<Value>(
        _ field: VaultPolicy.Field, _ parse: (String) throws -> Value
    ) throws(VaultPolicyError) -> Value {
        guard let (line, text) = values[field]?.first else { throw .missingField(field.rawValue) }
        return try Self.value(field, line) { try parse(text) }
    }

    /// The value of a field that stands once, written as in documents.
    func single<Value: DocumentValue>(_ field: VaultPolicy.Field) throws(VaultPolicyError) -> Value {
        try single(field) { try Self.exactly($0) }
    }

    /// The value of a field that may be left out.
    func optional<Value: DocumentValue>(_ field: VaultPolicy.Field) throws(VaultPolicyError) -> Value? {
        values[field] == nil ? nil : try single(field)
    }

    /// The values of a field that stands any number of times, none twice.
    func list<Value: DocumentValue & Hashable>(_ field: VaultPolicy.Field) throws(VaultPolicyError) -> [Value] {
        var found: [Value] = []
        for (line, text) in values[field] ?? [] {
            let value = try Self.value(field, line) { () throws -> Value in try Self.exactly(text) }
            guard !found.contains(value) else { throw .repeatedEntry(field.rawValue, line: line) }
            found.append(value)
        }
        return found
    }

    /// The `person value` pairs of a field that stands any number of times.
    func pairs<Value: DocumentValue>(
        _ field: VaultPolicy.Field, of type: Value.Type
    ) throws(VaultPolicyError) -> [(line: Int, pair: (person: Identifier, value: Value))] {
        var found: [(line: Int, pair: (person: Identifier, value: Value))] = []
        for (line, text) in values[field] ?? [] {
            let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { throw .malformedLine(line: line) }
            let pair = try Self.value(field, line) {
                (person: try Identifier(documentText: parts[0]), value: try Self.exactly(parts[1]) as Value)
            }
            found.append((line, pair))
        }
        return found
    }

    private static func exactly<Value: DocumentValue>(_ text: String) throws -> Value {
        let value = try Value(documentText: text)
        guard value.documentText == text else {
            throw DocumentError.notCanonical(text: text, canonical: value.documentText)
        }
        return value
    }

    private static func value<Value>(
        _ field: VaultPolicy.Field, _ line: Int, _ body: () throws -> Value
    ) throws(VaultPolicyError) -> Value {
        do {
            return try body()
        } catch let error as any CodedError {
            throw .value(field.rawValue, line: line, ErrorCause(error))
        } catch {
            preconditionFailure("every library of this package throws coded errors only")
        }
    }
}

/// A field's name as an error may show it: its first characters, printable ASCII only.
private struct DocumentFieldName {
    let text: String

    init(_ name: Substring) {
        text = String(name.unicodeScalars.prefix(32).map { (0x21..<0x7f).contains($0.value) ? Character($0) : "?" })
    }
}
