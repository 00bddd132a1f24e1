import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
package import Custody
import Descriptors

/// Checks everything about a vault that its files show, offline and in words.
package struct VaultVerification: Sendable {
    /// How one statement came out.
    package enum Verdict: String, Sendable, Hashable {
        /// It holds.
        case holds
        /// Something that is needed was not given; nothing given is wrong.
        case missing
        /// It does not hold.
        case fails
    }

    /// One statement with its verdict.
    package struct Line: Sendable, Hashable {
        /// How it came out.
        package let verdict: Verdict
        /// The file that it is about; `nil` for what several show together.
        package let file: String?
        /// The statement.
        package let text: String
    }

    /// A file by its path.
    package typealias File = (path: String, bytes: [UInt8])

    /// The statements in order.
    package private(set) var lines: [Line] = []
    /// The vault's newest version among the files; `nil` when none could be read.
    package private(set) var newest: Document<Vault>?

    private var vaults: [(path: String, document: Document<Vault>)] = []
    private var acknowledgements: [(path: String, document: Document<Acknowledgement>)] = []
    private var records: [(path: String, document: Document<KeyRecord>)] = []
    private var policies: [(path: String, plan: VaultBuilding.Plan)] = []

    /// Checks the files together: vaults, acknowledgements, key records and policy files.
    package init(_ files: [File]) {
        for file in files { read(file) }
        vaults.sort { $0.document.body.version < $1.document.body.version }
        newest = vaults.last?.document
        guard let newest else {
            add(.missing, nil, "no vault document was given")
            return
        }
        for (path, document) in vaults { check(document, path, newest.body.name) }
        for (path, document) in acknowledgements { check(document, path) }
        checkAgreement(newest)
        for (path, document) in records { check(document, path, newest) }
        for (path, plan) in policies { check(plan, path) }
    }

    /// The worst verdict.
    package var verdict: Verdict {
        if lines.contains(where: { $0.verdict == .fails }) { return .fails }
        return lines.contains { $0.verdict == .missing } ? .missing : .holds
    }

    private mutating func add(_ verdict: Verdict, _ file: String?, _ text: String) {
        lines.append(Line(verdict: verdict, file: file, text: text))
    }

    private mutating func read(_ file: File) {
        do {
            switch DocumentType.name(in: file.bytes) {
            case Vault.typeName: vaults.append((file.path, try Document(parsing: file.bytes)))
            case Acknowledgement.typeName: acknowledgements.append((file.path, try Document(parsing: file.bytes)))
            case KeyRecord.typeName: records.append((file.path, try Document(parsing: file.bytes)))
            // A policy file may begin with a comment.
            default: policies.append((file.path, try VaultPolicy.plan(parsing: file.bytes)))
            }
        } catch let error as any CodedError {
            add(.fails, file.path, "\(error.description) [\(error.code)]")
        } catch {
            preconditionFailure("every library of this package throws coded errors only")
        }
    }

    private mutating func check(_ vault: Document<Vault>, _ path: String, _ name: Identifier) {
        let body = vault.body
        guard body.name == name else {
            add(.fails, path, "this is the vault \(body.name), not \(name)")
            return
        }
        let words = (try? DigestWords.vaultWords(vault.digest)) ?? []
        add(
            .holds, path,
            "vault \(body.name) version \(body.version) keeps every rule: \(body.threshold) of "
                + "\(body.cosigners.count), hash \(vault.digest.hex), words \(words.joined(separator: " "))")
        let before = vaults.first { $0.document.digest == body.previous }?.document.body
        do throws(VaultError) {
            try VaultChain.checkSignatures(on: vault, after: before)
            guard !vault.signatures.isEmpty else { return }
            let people = vault.signatures.map(\.person.description).joined(separator: ", ")
            add(.holds, path, "the signatures of \(people) hold")
        } catch {
            add(.fails, path, "\(error.description) [\(error.code)]")
        }
    }

    private mutating func check(_ acknowledgement: Document<Acknowledgement>, _ path: String) {
        let body = acknowledgement.body
        guard let vault = vaults.first(where: { $0.document.digest == body.vaultHash })?.document else {
            add(.fails, path, "the acknowledgement of \(body.person) is of a vault document that was not given")
            return
        }
        var book = AcknowledgementBook(vault: vault)
        do throws(AcknowledgementError) {
            _ = try book.add(acknowledgement)
            add(.holds, path, "the acknowledgement of version \(vault.body.version) by \(body.person) holds")
        } catch {
            add(.fails, path, "\(error.description) [\(error.code)]")
        }
    }

    private mutating func checkAgreement(_ newest: Document<Vault>) {
        let first = vaults.first?.document.digest
        var founding: [Identifier: Document<Acknowledgement>] = [:]
        for (_, document) in acknowledgements where document.body.vaultHash == first {
            founding[document.body.person] = document
        }
        do throws(VaultError) {
            _ = try VaultAgreement(
                vault: newest, acknowledgements: founding.sorted { $0.key < $1.key }.map(\.value),
                // Two documents of the newest version are a fork, too.
                history: vaults.map(\.document).filter { $0.body.name == newest.body.name })
            add(
                .holds, nil,
                newest.body.version == 1
                    ? "everybody who holds a key has acknowledged version 1"
                    : "a chain of agreed versions leads from version 1 to version \(newest.body.version)")
        } catch {
            add(error.isIncomplete ? .missing : .fails, nil, "\(error.description) [\(error.code)]")
        }
    }

    private mutating func check(_ document: Document<KeyRecord>, _ path: String, _ vault: Document<Vault>) {
        let record: KeyRecord
        do throws(KeyRecordError) { record = try VerifiedKeyRecord(document).record } catch {
            add(.fails, path, "\(error.description) [\(error.code)]")
            return
        }
        guard let person = vault.body.person(record.person) else {
            add(.fails, path, "version \(vault.body.version) does not list \(record.person)")
            return
        }
        let key = vault.body.cosigner(record.person)
        let compared: [(field: String, isSame: Bool)] = [
            ("network", record.network == vault.body.network),
            ("identity-key", record.identityKey == person.identityKey),
            ("device", record.device == person.device), ("organisation", record.organisation == person.organisation),
            ("site", record.site == person.site), ("name", record.name == person.name),
            ("origin", record.accountKey?.origin == key?.origin), ("xpub", record.accountKey?.xpub == key?.xpub),
        ]
        let different = compared.filter { !$0.isSame }.map(\.field)
        if different.isEmpty {
            add(.holds, path, "the record of \(record.person) has its proofs and is what the vault says")
        } else {
            add(
                .fails, path,
                "the record of \(record.person) and the vault differ: \(different.joined(separator: ", "))")
        }
    }

    private mutating func check(_ plan: VaultBuilding.Plan, _ path: String) {
        guard let vault = vaults.last(where: { $0.document.body.policy == plan.policy })?.document.body else {
            add(.fails, path, "no vault that was given carries the hash of this policy file")
            return
        }
        let found = VaultBuilding.Plan(following: vault)
        let compared: [(field: String, isSame: Bool)] = [
            ("name", plan.name == found.name), ("threshold", plan.threshold == found.threshold),
            ("script", plan.scriptType == found.scriptType), ("rules", plan.rules == found.rules),
            ("release", vault.cosigners.allSatisfy { $0.release == plan.release(of: $0.person) }),
            ("role", plan.roles.mapValues { $0.subtracting([.custodian]) }.filter { !$0.value.isEmpty } == found.roles),
            ("expires", plan.expiries == found.expiries), ("unit", plan.units == found.units),
            ("destination", plan.destinations == found.destinations),
            ("accepts", plan.accepts == found.accepts),
        ]
        let different = compared.filter { !$0.isSame }.map(\.field)
        if different.isEmpty {
            add(.holds, path, "version \(vault.version) carries the hash of this policy file and follows it")
        } else {
            add(
                .fails, path,
                "version \(vault.version) carries the hash of this policy file and does not follow it: "
                    + different.joined(separator: ", "))
        }
    }
}
