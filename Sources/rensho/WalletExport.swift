import BitcoinCrypto
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import Descriptors
import WalletFormats

/// Writes a vault in a form of another program, with the hash file that `sha256sum --check` reads.
struct WalletExport {
    /// The form by its name, or `list`.
    let format: String
    let cosigner: String?
    let label: String?
    let tokenFile: String?
    let output: String?

    private static let list = "list"

    /// What is written, and what it does not carry.
    private struct Plan {
        let format: String
        let fileName: String
        let bytes: [UInt8]
        let notCarried: [String]
    }

    /// Runs the export of a vault.
    func run(_ home: HomeOptions, vault: String?, json: JSONOptions) throws {
        guard format != Self.list else { return try showFormats(json) }
        let home = try CoordinatorHome(home, for: .reading)
        let stored = try home.store.vault(named: vault)
        let body = stored.document.body
        let plan = try plan(body)
        let path = output ?? plan.fileName
        let hashFile = try HashedFile.create(path, plan.bytes)
        let missing = stored.book.missing
        if !missing.isEmpty {
            Output.remark(
                "warning: vault \(body.name) is not acknowledged yet by "
                    + "\(missing.map(\.description).joined(separator: ", ")); no address of it may be used before")
        }
        if json.isJSON {
            try Output.json(
                "vault-export-wallet",
                [
                    (key: "vault", value: .string(body.name.description)), (key: "format", value: .string(plan.format)),
                    (key: "file", value: .string(path)), (key: "hash_file", value: .string(hashFile)),
                    (key: "sha256", value: .string(SHA256.hash(plan.bytes).hex)),
                    (key: "not_carried", value: Output.strings(plan.notCarried)),
                ])
            return
        }
        try Output.lines(
            ["Wrote \(path)", "Wrote \(hashFile)", "", "This form does not carry:"]
                + plan.notCarried.map { "- \($0)" })
    }

    private func plan(_ vault: Vault) throws -> Plan {
        if let format = KeyFormat.written.first(where: { $0.rawValue == format }) {
            return try keyPlan(vault, format)
        }
        guard let format = WalletFormat(rawValue: format) else {
            throw UsageError("--format \(self.format) is no form that is written", remedy: "See --format list.")
        }
        guard cosigner == nil else { throw UsageError("--cosigner belongs to the forms key and ccxp") }
        guard tokenFile == nil || format == .bsms else { throw UsageError("--token-file belongs to the form bsms") }
        let wallet = try vault.wallet(label: label)
        var bytes = try format.write(wallet)
        var suffix = format.fileSuffix
        if let tokenFile {
            let encryption = try TokenFile.encryption(tokenFile)
            bytes = Array(encryption.encrypt(String(decoding: bytes, as: UTF8.self)).utf8)
            suffix = TokenFile.encryptedSuffix
        }
        return Plan(
            format: format.rawValue, fileName: "\(vault.name).\(suffix)", bytes: bytes,
            notCarried: WalletFormat.neverCarried + format.notCarried)
    }

    private func keyPlan(_ vault: Vault, _ format: KeyFormat) throws -> Plan {
        guard let cosigner else {
            throw UsageError("--format \(format.rawValue) needs --cosigner PERSON")
        }
        guard tokenFile == nil, label == nil else {
            throw UsageError("--token-file and --label belong to forms of a whole wallet")
        }
        let person = try Usage.value(of: "--cosigner") { try Identifier(cosigner) }
        guard let place = vault.custodians.firstIndex(of: person) else {
            throw UsageError("--cosigner \(person): this person holds no key of vault \(vault.name)")
        }
        let key = vault.descriptor.keys[place]
        guard let bytes = format.write(key, for: vault.scriptType) else {
            throw UsageError("--format \(format.rawValue) is written by a signer only")
        }
        return Plan(
            format: format.rawValue, fileName: format.fileName(of: key), bytes: bytes,
            notCarried: ["whose key it is, and that its holder proved to have it: the key record carries both"])
    }

    private func showFormats(_ json: JSONOptions) throws {
        let all =
            WalletFormat.allCases.map { ($0.rawValue, $0.about) } + KeyFormat.written.map { ($0.rawValue, $0.about) }
        if json.isJSON {
            let formats = all.map { name, about in
                JSONValue.object([(key: "name", value: .string(name)), (key: "about", value: .string(about))])
            }
            return try Output.json("wallet-formats", [(key: "formats", value: .array(formats))])
        }
        let width = all.map(\.0.count).max() ?? 0
        try Output.lines(
            all.map { name, about in
                name + String(repeating: " ", count: width + 2 - name.count) + about
            })
    }
}

extension WalletFileError: CommandError {
    /// How a command ends because of another program's file, or because a form cannot take the vault.
    var exitStatus: ExitStatus {
        switch self {
        case .name, .tooManyKeys, .oneBranch: .refused
        default: .malformed
        }
    }
}
