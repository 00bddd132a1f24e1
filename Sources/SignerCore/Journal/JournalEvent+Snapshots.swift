import BitcoinPrimitives
import ByteCoding
package import Custody

extension JournalEvent {
    /// A coin snapshot that this machine relied on in an answer, or that its person countersigned.
    package struct SnapshotTaken: Hashable, Sendable {
        /// What was done with it.
        package enum Act: String, Hashable, Sendable, CaseIterable {
            case relied = "snapshot-relied"
            case countersigned = "snapshot-countersigned"
        }

        /// What was done with it.
        package let act: Act
        /// What is remembered of it.
        package let snapshot: RememberedSnapshot

        package init(act: Act, snapshot: RememberedSnapshot) {
            self.act = act
            self.snapshot = snapshot
        }
    }
}

extension JournalEvent.SnapshotTaken {
    func write(into fields: inout JournalFields) {
        fields.write("vault", snapshot.vault)
        fields.write("snapshot", snapshot.digest)
        fields.write("height", snapshot.height)
        fields.write("date", snapshot.date)
        fields.write("total", snapshot.total.sat)
        fields.write("open", list: snapshot.open) { $0.documentText }
    }

    init(act: Act, fields: inout JournalFields) throws(JournalFieldError) {
        self.init(
            act: act,
            snapshot: RememberedSnapshot(
                vault: try fields.read("vault"), digest: try fields.read("snapshot"),
                height: try fields.read("height"), date: try fields.read("date"), total: try Self.total(&fields),
                open: try fields.readList("open") { try? CaseID(documentText: String($0)) }))
    }

    private static func total(_ fields: inout JournalFields) throws(JournalFieldError) -> Amount {
        guard let total = try? Amount(sat: try fields.read("total")) else { throw JournalFieldError(name: "total") }
        return total
    }
}

extension SignerJournal {
    /// The snapshots that this machine has done one thing with, in order.
    package func snapshots(_ act: JournalEvent.SnapshotTaken.Act) -> [RememberedSnapshot] {
        entries.compactMap { entry in
            guard case .snapshot(let event) = entry.event, event.act == act else { return nil }
            return event.snapshot
        }
    }
}
