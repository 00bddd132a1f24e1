import BitcoinCrypto
package import ByteCoding
import CommandSupport
package import Custody

/// What signing or approving an order needs: which order, under which vault, where the answer goes, and when.
package struct OrderInput: Sendable {
    /// The file with the order.
    package let path: String
    /// The vault's documents, as `rensho vault export` writes them.
    package let vault: [String]
    /// Where the answer goes; `nil` for the usual name beside the order.
    package let output: String?
    /// How it is approved.
    package let mode: ApprovalMode
    /// Where the passphrase comes from.
    package let passphrase: SecretSource
    /// The hash of the running program.
    package let build: Bytes32
    /// The machine's clock.
    package let time: UTCTime
    /// The words of the order and of its vault.
    package let words: Words

    /// How words are computed; tests do not wait for the slow ones.
    package struct Words: Sendable {
        /// Those of an order.
        let order: @Sendable (Bytes32) -> [String]
        /// Those of a vault.
        let vault: @Sendable (Bytes32) -> [String]

        /// The slow words that people compare.
        package static let system = Words(
            order: { (try? DigestWords.orderWords($0)) ?? [] }, vault: { (try? DigestWords.vaultWords($0)) ?? [] })

        package init(
            order: @escaping @Sendable (Bytes32) -> [String], vault: @escaping @Sendable (Bytes32) -> [String]
        ) {
            self.order = order
            self.vault = vault
        }
    }

    package init(
        path: String, vault: [String], output: String?, mode: ApprovalMode, passphrase: SecretSource, build: Bytes32,
        time: UTCTime, words: Words = .system
    ) {
        self.path = path
        self.vault = vault
        self.output = output
        self.mode = mode
        self.passphrase = passphrase
        self.build = build
        self.time = time
        self.words = words
    }

    /// The path of the answer.
    func outputPath(named name: String) throws(SignerError) -> String {
        if let output { return output }
        return try SignerError.lifting { FileAccess.join(try FileAccess.split(path).folder, name) }
    }

    /// The vault that the documents show to be agreed on by everybody.
    func agreedVault() throws(SignerError) -> RegisteredVaultView {
        RegisteredVaultView(try VaultFiles(reading: vault).agreement())
    }
}

/// An order read from a file exactly once.
struct OrderFile {
    /// The order.
    let document: Document<Order>
    /// The SHA-256 of the bytes that were read.
    let hash: Bytes32

    init(reading path: String) throws(SignerError) {
        let bytes = try SignerError.lifting { try FileAccess.read(path, limit: DocumentLimits.bytes) }
        document = try SignerError.lifting { try Document<Order>(parsing: bytes) }
        hash = SHA256.hash(bytes)
    }

    /// Refuses an order whose time is not now, as far as this machine can tell.
    func requireInForce(on today: CalendarDate, mayBeginLater: Bool) throws(SignerError) {
        let force = OrderForce(
            from: document.body.notBefore, until: document.body.notAfter, today: today, height: nil)
        switch force {
        case .inForce, .unknown: break
        case .notYet: guard mayBeginLater else { throw .ordering(.notInForce(force)) }
        case .ended: throw .ordering(.notInForce(force))
        }
    }
}

extension SignerHome {
    /// This person as the vault of an order lists him, in a role.
    borrowing func member(
        as role: Role, of vault: RegisteredVaultView, for order: Order, on today: CalendarDate
    ) throws(SignerError) -> Person {
        let owner = keyRecord.body
        let person: Person
        do throws(OrderRefusal) {
            person = try OrderSigner.person(
                owner.person, as: role, of: vault, (order.network, order.vault, order.founding), on: today)
        } catch {
            throw .ordering(.refused(error))
        }
        guard person.identityKey == owner.identityKey else { throw .ordering(.otherIdentityKey(owner.person)) }
        return person
    }

    /// The day that this machine believes in: its clock's, or the latest of any of its entries if that is later, however
    /// far a clock was walked back since.
    package borrowing func day(at time: UTCTime) -> CalendarDate {
        max(time.date, journal.entries.map(\.time.date).max() ?? time.date)
    }

    /// The day that this machine believed in when it made an entry.
    borrowing func day(of entry: JournalEntry) -> CalendarDate {
        let before = journal.entries.lazy.filter { $0.sequence <= entry.sequence }.map(\.time.date).max()
        return max(entry.time.date, before ?? entry.time.date)
    }
}
