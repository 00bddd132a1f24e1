package import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding

/// A coin snapshot that auditors or watchers of the registered vault have countersigned, and nobody else.
package struct VerifiedSnapshot: Hashable, Sendable {
    /// The days by which a countersigner's calendar may be ahead: time zones and slow clocks.
    package static let daysAhead = 1

    /// The most blocks that the main network's chain has made in a day, as a mean over all of its days: it was never above 154,
    /// and only years at another pace would change it. The other networks' blocks cost nothing.
    package static let mostBlocksPerDay = 155

    /// The day of the first block of the main network, 2009-01-03, in days after 1970-01-01.
    private static let firstBlockDay = 14_247

    /// The snapshot.
    package let document: Document<CoinSnapshot>
    /// Who countersigned it, sorted.
    package let countersigners: [Identifier]

    /// Verifies a snapshot under a vault.
    /// - Parameters:
    ///   - clock: the day of this machine's own clock; a snapshot from after it says that one of the two is wrong.
    ///   - today: the day on which roles are judged.
    package init(
        _ document: Document<CoinSnapshot>, under vault: RegisteredVaultView, clock: CalendarDate?,
        today: CalendarDate?, verifier: some SignatureVerifier = OpenSSLVerifier()
    ) throws(SnapshotProblem) {
        let snapshot = document.body
        guard !document.signatures.isEmpty else { throw .notCountersigned }
        var people: [Identifier] = []
        for line in document.signatures {
            let person = try Self.countersigner(line.person, of: vault, snapshot, on: today)
            do throws(SignatureProblem) {
                try document.checkSignature(of: person.id, with: person.identityKey, verifier: verifier)
            } catch {
                throw .signature(error)
            }
            people.append(person.id)
        }
        if let clock, snapshot.date.days(after: clock) > Self.daysAhead {
            throw .fromTheFuture(snapshot.date, clock: clock)
        }
        try Self.checkHeight(of: snapshot)
        self.document = document
        countersigners = people.sorted()
    }

    /// What it says.
    package var snapshot: CoinSnapshot { document.body }

    /// Refuses a height that the chain cannot have reached by the snapshot's day: machines that have relied on it would take no
    /// honest snapshot any more until the chain is there.
    package static func checkHeight(of snapshot: CoinSnapshot) throws(SnapshotProblem) {
        guard snapshot.network == .mainnet else { return }
        let most = max(0, snapshot.date.dayNumber - firstBlockDay + 1) * mostBlocksPerDay
        guard Int(snapshot.height) <= most else {
            throw .implausibleHeight(snapshot.height, on: snapshot.date)
        }
    }

    /// The person of a vault who may countersign a snapshot of it, on a day.
    package static func countersigner(
        _ id: Identifier, of vault: RegisteredVaultView, _ snapshot: CoinSnapshot, on today: CalendarDate?
    ) throws(SnapshotProblem) -> Person {
        guard snapshot.network == vault.vault.network else { throw .otherNetwork(snapshot.network) }
        guard snapshot.vault == vault.vault.name else { throw .otherVault(snapshot.vault) }
        guard let founding = vault.foundingDigest, snapshot.founding == founding else {
            throw .otherFounding(snapshot.founding)
        }
        guard let person = vault.vault.person(id) else { throw .unknownPerson(id) }
        guard person.roles.contains(.auditor) || person.roles.contains(.watcher) else { throw .noRole(id) }
        if let lastDay = person.expiry, let today, lastDay < today {
            throw .roleLapsed(id, lastDay: lastDay, today: today)
        }
        return person
    }

    /// Whether it counts on a day under a vault that says how old it may be; a day that is not known proves nothing.
    package func isFresh(under age: SnapshotAge?, on today: CalendarDate?) -> Bool {
        guard let age, let today else { return false }
        return today.days(after: snapshot.date) < Int(age.days)
    }
}

/// Why a coin snapshot does not count.
package enum SnapshotProblem: CodedError, Hashable {
    /// Nobody has countersigned it.
    case notCountersigned
    /// It is for another network.
    case otherNetwork(Network)
    /// It is of another vault.
    case otherVault(Identifier)
    /// It is of another vault of the same name.
    case otherFounding(Bytes32)
    /// Somebody whom the vault does not list signed it.
    case unknownPerson(Identifier)
    /// Somebody who is neither auditor nor watcher signed it.
    case noRole(Identifier)
    /// A countersigner's part in the vault has ended.
    case roleLapsed(Identifier, lastDay: CalendarDate, today: CalendarDate)
    /// A signature is refused.
    case signature(SignatureProblem)
    /// It is of a day that this machine's clock has not reached.
    case fromTheFuture(CalendarDate, clock: CalendarDate)
    /// It is of a height that the chain cannot have reached by its day.
    case implausibleHeight(UInt32, on: CalendarDate)

    package var code: String {
        switch self {
        case .notCountersigned: "snapshot.not-countersigned"
        case .otherNetwork: "snapshot.other-network"
        case .otherVault: "snapshot.other-vault"
        case .otherFounding: "snapshot.other-founding"
        case .unknownPerson: "snapshot.unknown-person"
        case .noRole: "snapshot.no-role"
        case .roleLapsed: "snapshot.role-lapsed"
        case .signature(let inner): inner.code
        case .fromTheFuture: "snapshot.from-the-future"
        case .implausibleHeight: "snapshot.implausible-height"
        }
    }

    package var description: String {
        switch self {
        case .notCountersigned: "nobody has countersigned the coin snapshot"
        case .otherNetwork(let network): "the coin snapshot is for \(network.rawValue)"
        case .otherVault(let name): "the coin snapshot is of the vault \(name)"
        case .otherFounding(let digest):
            "the coin snapshot is of another vault of the same name, whose version 1 has the digest \(digest.hex)"
        case .unknownPerson(let person): "\(person) countersigned the coin snapshot, and the vault does not list him"
        case .noRole(let person): "\(person) countersigned the coin snapshot, and is neither auditor nor watcher"
        case .roleLapsed(let person, let lastDay, let today):
            "the part of \(person), who countersigned the coin snapshot, ended on \(lastDay); it is \(today)"
        case .signature(let inner): "coin snapshot: \(inner.description)"
        case .fromTheFuture(let date, let clock):
            "the coin snapshot is of \(date), and by the clock of this machine it is \(clock)"
        case .implausibleHeight(let height, let date):
            "the coin snapshot is of the height \(height), which no chain has reached by \(date)"
        }
    }

    package var remedy: String? {
        switch self {
        case .notCountersigned: "Let an auditor or watcher countersign it: rensho-signer countersign FILE."
        case .fromTheFuture: "Compare the clocks of both machines, and set the one that is wrong."
        default: nil
        }
    }
}

/// A snapshot that a machine has relied on, as its journal keeps it.
package struct RememberedSnapshot: Hashable, Sendable {
    /// The vault.
    package let vault: Identifier
    /// The digest of the snapshot.
    package let digest: Bytes32
    /// Its height.
    package let height: UInt32
    /// Its day.
    package let date: CalendarDate
    /// The sum of its coins.
    package let total: Amount
    /// The machine's own answered cases of which it still shows a coin: none of them was on the chain yet.
    package let open: [CaseID]

    /// Takes what is remembered.
    package init(
        vault: Identifier, digest: Bytes32, height: UInt32, date: CalendarDate, total: Amount, open: [CaseID]
    ) {
        self.vault = vault
        self.digest = digest
        self.height = height
        self.date = date
        self.total = total
        self.open = open
    }

    /// Whether a snapshot tells of a later chain than this one.
    package func isOlder(than snapshot: CoinSnapshot) -> Bool {
        (height, date) < (snapshot.height, snapshot.date)
    }
}
