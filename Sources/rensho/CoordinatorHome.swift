import BitcoinPrimitives
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import Glibc

/// The coordinator's folder and the store in it.
struct CoordinatorHome {
    /// The folder's name in the user's home.
    static let usualName = ".rensho"
    /// The store's name in the folder.
    static let storeName = "coordinator.sqlite"

    let folder: String
    let store: Store

    var network: Network { store.network }

    /// Opens the home that is there; verbs that only show something open it for reading.
    init(_ options: HomeOptions, for access: Store.Access = .writing) throws {
        folder = try options.folder(named: Self.usualName)
        let path = FileAccess.join(folder, Self.storeName)
        guard FileAccess.isFolder(folder), FileAccess.exists(path) else { throw HomeError.missing(folder: folder) }
        store = try Store(opening: path, for: access)
    }

    private init(folder: String, store: Store) {
        self.folder = folder
        self.store = store
    }

    /// Makes a new home.
    static func make(_ options: HomeOptions, network: Network) throws -> CoordinatorHome {
        let folder = try options.folder(named: usualName)
        let path = FileAccess.join(folder, storeName)
        try FileAccess.makeDirectory(folder)
        // The store decides by its tables whether it is one: a killed init leaves an empty file. An empty file is also
        // how a new store gets its rights.
        if !FileAccess.exists(path) { try FileAccess.create(path, []) }
        return CoordinatorHome(
            folder: folder, store: try Store.create(at: path, network: network, now: SystemClock.now))
    }

    /// The named vault with everybody's agreement; says who is missing.
    func agreement(vault name: String?) throws -> (stored: StoredVault, agreement: VaultAgreement) {
        let stored = try store.vault(named: name)
        let missing = stored.book.missing
        guard stored.document.body.version > 1 || missing.isEmpty else {
            throw HomeError.notAcknowledged(
                vault: stored.document.body.name.description, missing: missing.map(\.description))
        }
        return (stored, try stored.agreement())
    }
}

/// Says why a home cannot be used.
enum HomeError: CommandError, Equatable {
    /// No home is there.
    case missing(folder: String)
    /// Cosigners have not acknowledged the vault yet.
    case notAcknowledged(vault: String, missing: [String])

    var code: String {
        switch self {
        case .missing: "home.missing"
        case .notAcknowledged: "vault.not-acknowledged"
        }
    }

    var exitStatus: ExitStatus {
        switch self {
        case .missing: .unreadable
        case .notAcknowledged: .incomplete
        }
    }

    var description: String {
        switch self {
        case .missing(let folder): "\(folder) is no home of rensho"
        case .notAcknowledged(let vault, let missing):
            "vault \(vault) is not acknowledged yet by \(missing.joined(separator: ", "))"
        }
    }

    var remedy: String? {
        switch self {
        case .missing: "Make one with rensho init --network NETWORK, or name it with --home."
        case .notAcknowledged:
            "Bring them the vault file for rensho-signer vault register, and import what they return with "
                + "rensho vault import."
        }
    }
}

/// The clock of this computer; only commands read it.
enum SystemClock {
    /// The present moment.
    static var now: Timestamp { Timestamp(seconds: Int64(time(nil))) }

    /// The present day in UTC, for what cannot be said without one.
    static func day() throws -> CalendarDate {
        let (year, month, day) = now.date
        return try CalendarDate(year: year, month: month, day: day)
    }

    /// The present day in UTC.
    static var today: CalendarDate? {
        let (year, month, day) = now.date
        return try? CalendarDate(year: year, month: month, day: day)
    }
}
