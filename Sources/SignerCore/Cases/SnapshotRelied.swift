import Custody
import Review

extension CaseReview {
    /// Writes down the snapshot in the file before the answer that relies on it: from then on an older one tells this machine
    /// nothing, and what it shows unspent stays counted. One that is too old for the balance still tells how far the chain is.
    func rememberSnapshot(
        at time: UTCTime, in home: inout SignerHome, _ signer: borrowing OpenSigner
    ) throws(SignerError) {
        guard let limits, let snapshot = limits.snapshot?.snapshot, let digest = limits.snapshot?.document.digest else {
            return
        }
        let known = home.journal.snapshots(.relied).last { $0.vault == snapshot.vault }
        guard known?.isOlder(than: snapshot) ?? true else { return }
        let remembered = RememberedSnapshot(
            vault: snapshot.vault, digest: digest, height: snapshot.height, date: snapshot.date, total: snapshot.total,
            open: limits.open)
        _ = try home.record(.snapshot(.init(act: .relied, snapshot: remembered)), at: time, signer)
    }
}
