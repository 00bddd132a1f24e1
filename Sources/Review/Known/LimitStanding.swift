package import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
package import Custody

/// How a case stands to the limits of its vault on one machine: what the vault is taken to have, and how much of each limit
/// is used before and after.
package struct LimitStanding: Sendable {
    /// The snapshot in the file, verified; `nil` without one, and for one that does not count at all.
    package let snapshot: VerifiedSnapshot?

    /// Why the snapshot in the file does not count; `nil` without one.
    package let problem: SnapshotProblem?

    /// Whether the snapshot in the file is younger than the vault says.
    package let isFresh: Bool

    /// What the vault is taken to have.
    package let balance: VaultBalance

    /// Every use of a limit, in the order of the vault's lines.
    package let uses: [LimitUse]

    /// The machine's cases of this vault that count and of which the snapshot in the file still shows a coin.
    package let open: [CaseID]

    /// Counts a case.
    package init(
        of facts: CaseFacts, snapshot document: Document<CoinSnapshot>?, on machine: MachineView,
        verifier: any SignatureVerifier = OpenSSLVerifier()
    ) {
        let vault = facts.vault
        let rules = vault.vault.rules
        var verified: VerifiedSnapshot?
        var problem: SnapshotProblem?
        if let document {
            do throws(SnapshotProblem) {
                verified = try Self.verify(document, vault, machine, verifier)
            } catch {
                problem = error
            }
        }
        let known = machine.snapshots.filter { $0.vault == vault.vault.name }
        var cases = Self.counted(on: machine, of: vault.vault.name, except: facts.digest)
        open = verified.map { Self.open($0.snapshot, cases) } ?? []
        cases = Self.placed(cases, after: known.last, verified?.snapshot, open: open)
        snapshot = verified
        self.problem = problem
        isFresh = verified?.isFresh(under: rules.snapshotAge, on: machine.today) == true
        balance = Self.balance(facts, verified, known, cases, machine)
        guard !rules.limits.isEmpty else {
            uses = []
            return
        }
        // The chain is one for all vaults of a machine.
        var marks = machine.snapshots.map { ChainMark($0) }
        if let snapshot = verified?.snapshot { marks.append(ChainMark(date: snapshot.date, height: snapshot.height)) }
        let book = LimitBook(under: rules, earlier: cases, clock: machine.earliestDay, marks: marks)
        uses = book.uses(by: CountedCase(facts, on: machine.today), balance: balance)
    }

    private static func verify(
        _ document: Document<CoinSnapshot>, _ vault: RegisteredVaultView, _ machine: MachineView,
        _ verifier: any SignatureVerifier
    ) throws(SnapshotProblem) -> VerifiedSnapshot {
        func verify(_ verifier: some SignatureVerifier) throws(SnapshotProblem) -> VerifiedSnapshot {
            try VerifiedSnapshot(
                document, under: vault, clock: machine.earliestDay, today: machine.today, verifier: verifier)
        }
        return try verify(verifier)
    }

    /// What the machine has confirmed or let its signatures out for, but for the case itself.
    private static func counted(
        on machine: MachineView, of vault: Identifier, except digest: Bytes32
    ) -> [CountedCase] {
        machine.answered.filter { one in
            one.mayBePaid && one.digest != digest && (one.vault ?? vault) == vault
        }.map { one in
            CountedCase(
                caseID: one.caseID, spends: Set(one.spends), surelySpends: one.surelySpends, pays: one.pays,
                fee: one.fee,
                requesters: Set(one.orders.map(\.name.requester)), day: one.latestDay)
        }
    }

    /// The cases as the newest snapshot places them, be it the last one known or the one in the file: those of which it shows
    /// a coin are open, and those of which it shows none any more have come onto the chain, or died, by its day.
    private static func placed(
        _ cases: [CountedCase], after known: RememberedSnapshot?, _ here: CoinSnapshot?, open: [CaseID]
    ) -> [CountedCase] {
        let before = Set(known?.open ?? [])
        guard let here, known.map({ !isOlder(here, than: $0) }) ?? true else {
            return cases.map { $0.placed(on: $0.day, isOpen: before.contains($0.caseID)) }
        }
        return cases.map { one in
            guard !open.contains(one.caseID) else { return one.placed(on: one.day, isOpen: true) }
            let isSettled = before.contains(one.caseID)
            return one.placed(on: isSettled ? one.day.map { max($0, here.date) } : one.day, isOpen: false)
        }
    }

    /// Cases from after the snapshot's day are not on the chain that it shows, and nothing follows from their coins.
    private static func open(_ snapshot: CoinSnapshot, _ cases: [CountedCase]) -> [CaseID] {
        let coins = Set(snapshot.coins.map(\.outpoint))
        return cases.filter { one in
            !coins.isDisjoint(with: one.spends) && (one.day.map { $0 <= snapshot.date } ?? true)
        }.map(\.caseID)
    }

    /// The balance by the newest snapshot that the machine knows and that is young enough; whoever keeps a newer one back
    /// that this machine has seen changes nothing.
    private static func balance(
        _ facts: CaseFacts, _ verified: VerifiedSnapshot?, _ known: [RememberedSnapshot], _ cases: [CountedCase],
        _ machine: MachineView
    ) -> VaultBalance {
        let rules = facts.vault.vault.rules
        func left(_ date: CalendarDate, _ coins: Set<OutPoint>, _ open: Set<CaseID>) -> Amount {
            LimitBook.left(since: date, of: cases, showing: coins, open: open, unknownFee: rules.maximumFee)
        }
        let newest = known.last
        if let snapshot = verified?.snapshot, newest.map({ !isOlder(snapshot, than: $0) }) ?? true {
            guard verified?.isFresh(under: rules.snapshotAge, on: machine.today) == true else {
                return VaultBalance(inputs: facts.spent)
            }
            return VaultBalance(
                total: snapshot.total, date: snapshot.date, height: snapshot.height,
                left: left(snapshot.date, Set(snapshot.coins.map(\.outpoint)), []), inputs: facts.spent)
        }
        guard let newest, let age = rules.snapshotAge, let today = machine.today,
            today.days(after: newest.date) < Int(age.days)
        else { return VaultBalance(inputs: facts.spent) }
        return VaultBalance(
            total: newest.total, date: newest.date, height: newest.height,
            left: left(newest.date, [], Set(newest.open)), inputs: facts.spent)
    }

    private static func isOlder(_ snapshot: CoinSnapshot, than known: RememberedSnapshot) -> Bool {
        (snapshot.height, snapshot.date) < (known.height, known.date)
    }
}
