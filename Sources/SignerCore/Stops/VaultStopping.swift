import BitcoinPrimitives
package import ByteCoding
package import CommandSupport
import Custody
import Review

/// Freezes a vault, and lifts a freeze.
package enum VaultStopping {
    /// Signs a freeze, and keeps it: from then on this machine answers nothing of the vault. Whoever has a freeze standing
    /// gets the same one again.
    package static func freeze(
        _ input: StopInput, in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> WrittenFile {
        try home.requireClock(input.time)
        let vault = try input.vault(in: home)
        try StopSigning.requireEntitled(.freeze, in: vault, home)
        let words = input.tools.vaultWords(vault.digest)
        let standing = Set(
            StopBook(home.journal.stops, under: vault, on: home.day(at: input.time)).freezes.map(\.document.digest))
        let signing = StopSigning(
            input: input, kind: .freeze, vault: vault,
            pages: { $0.lines(StopPhrase.vaultWords(words)).isEmpty ? [] : [$0.lines(StopPhrase.vaultWords(words))] },
            subject: vault.digest)
        return try signing.run(
            in: &home, terminal: terminal, as: StopDocument.freeze, repeating: { standing.contains($0.digest) },
            { (statement: StopStatement) throws(DocumentError) in Freeze(statement: statement) })
    }

    /// Signs this custodian's part in lifting a freeze that stands here, and keeps it.
    /// - Parameter freeze: the digest of the freeze; `nil` for the only one that stands.
    package static func lift(
        _ freeze: Bytes32?, _ input: StopInput, in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> WrittenFile {
        try home.requireClock(input.time)
        let vault = try input.vault(in: home)
        try StopSigning.requireEntitled(.lift, in: vault, home)
        let book = StopBook(home.journal.stops, under: vault, on: home.day(at: input.time))
        let named = book.freezes.filter { freeze == nil || $0.document.digest == freeze }
        guard let standing = named.first, named.count == 1 else { throw .stopping(.notFrozen) }
        let statement = standing.document.body.statement
        let signing = StopSigning(
            input: input, kind: .lift, vault: vault,
            pages: { language in
                [
                    language.lines(
                        StopPhrase.frozenBy(
                            statement.person, on: statement.date, freeze: standing.document.digest))
                        + language.lines(StopPhrase.theirReason(statement.reason.description))
                        + language.lines(
                            StopPhrase.liftedBy(standing.liftedBy, needed: vault.vault.threshold))
                ]
            }, subject: standing.document.digest)
        let digest = standing.document.digest
        return try signing.run(
            in: &home, terminal: terminal, as: StopDocument.lift,
            repeating: { if case .lift(let lift) = $0 { lift.body.freeze == digest } else { false } },
            { (statement: StopStatement) throws(DocumentError) in Lift(statement: statement, freeze: digest) })
    }
}

extension CaseTools {
    /// The words of a vault; none where they cannot be computed.
    func vaultWords(_ digest: Bytes32) -> [String] { (try? DigestWords.vaultWords(digest)) ?? [] }
}
