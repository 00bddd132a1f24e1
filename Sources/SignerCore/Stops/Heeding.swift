import BitcoinCrypto
package import ByteCoding
import CommandSupport
import Custody
import Review

/// Takes what others signed to stop something, or to let it go on, straight from a stick: no coordinator has to carry it.
package enum Heeding {
    /// What this machine knows after it has read the files.
    package struct Outcome: Sendable {
        /// What became of each file, in their order, and then the freezes that stand.
        package let lines: [String]
        /// Whether the vault is frozen.
        package let isFrozen: Bool
    }

    /// Verifies every document before it keeps the first, and says what stands.
    package static func run(
        _ paths: [String], vaultFiles: [String], vaultName: String?, in home: inout SignerHome, at time: UTCTime,
        language: ScreenLanguage
    ) throws(SignerError) -> Outcome {
        try home.requireClock(time)
        let view: RegisteredVaultView? =
            try vaultFiles.isEmpty
            ? nil : home.notRegistered(RegisteredVaultView(VaultFiles(reading: vaultFiles).agreement()))
        var found: [Found] = []
        for path in paths { found.append(try Found(path, under: view, in: home)) }
        var lines: [String] = []
        for one in found { lines += try one.keep(in: &home, at: time, language) }
        let vault: RegisteredVaultView
        if let view { vault = view } else { vault = try home.vault(vaultName).view }
        let freezes = StopBook(home.journal.stops, under: vault, on: home.day(at: time)).freezes
        if freezes.isEmpty { lines += language.lines(StopPhrase.nothingStands) }
        for freeze in freezes {
            let statement = freeze.document.body.statement
            lines += language.lines(
                StopPhrase.frozenBy(statement.person, on: statement.date, freeze: freeze.document.digest))
            lines += language.lines(
                StopPhrase.liftedBy(freeze.liftedBy, needed: vault.vault.threshold), indent: "  ")
        }
        return Outcome(lines: lines, isFrozen: !freezes.isEmpty)
    }

    /// A document that counts.
    private enum Found {
        case stop(StopDocument)
        case refusal(Document<Refusal>)

        init(_ path: String, under given: RegisteredVaultView?, in home: borrowing SignerHome) throws(SignerError) {
            let bytes = try SignerError.lifting { try FileAccess.read(path, limit: DocumentLimits.bytes) }
            if DocumentType.name(in: bytes) == Refusal.typeName {
                let refusal = try SignerError.lifting { try Document<Refusal>(parsing: bytes) }
                let statement = refusal.body.statement
                let known = (home.vaults + home.earlierVaults).first { $0.document.digest == statement.vaultHash }
                guard let vault = given?.digest == statement.vaultHash ? given?.vault : known?.document.body,
                    statement.network == vault.network, refusal.isProven(in: vault)
                else { throw .stopping(.refusalUnproven(path: path)) }
                self = .refusal(refusal)
                return
            }
            guard StopDocument.isOne(bytes) else { throw .stopping(.notKept(path: path)) }
            let document = try SignerError.lifting { try StopDocument(parsing: bytes) }
            let vault: RegisteredVaultView
            if let given { vault = given } else { vault = try home.vault(document.statement.vault.description).view }
            // A part that has ended since is judged whenever the document is counted.
            if let problem = document.problem(under: vault, on: nil) { throw .stopping(.refused(problem)) }
            self = .stop(document)
        }

        func keep(
            in home: inout SignerHome, at time: UTCTime, _ language: ScreenLanguage
        ) throws(SignerError) -> [String] {
            switch self {
            case .refusal(let refusal):
                let statement = refusal.body.statement
                if home.journal.refusalsSeen[statement.caseDigest]?.contains(statement.person) != true {
                    _ = try home.record(
                        .refusalSeen(
                            .init(
                                caseID: statement.caseID, caseDigest: statement.caseDigest,
                                person: statement.person, document: refusal.digest)),
                        at: time)
                }
                return language.lines(StopPhrase.refusalKept(statement.caseID, by: statement.person))
            case .stop(let document):
                let statement = document.statement
                guard !home.journal.stops.contains(where: { $0.digest == document.digest }) else {
                    return language.lines(StopPhrase.known(document.kind, by: statement.person))
                }
                _ = try home.record(.stopKept(document), at: time)
                return language.lines(
                    StopPhrase.kept(
                        document.kind, by: statement.person, on: statement.date,
                        reason: statement.reason.description))
            }
        }
    }
}
