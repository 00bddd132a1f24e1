import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
package import CoordinatorCore
package import Custody
import GRDB

extension Store {
    /// Everything that the evidence of a case is made of, from one consistent state of the store.
    package func evidence(of id: CaseID) throws(StoreError) -> EvidenceSource {
        try read { db in
            guard let summary = try Self.cases(in: db).first(where: { $0.caseID == id }) else {
                throw StoreError.unknownCase(name: id.short)
            }
            let all = try Log.entries(in: db)
            let own = all.filter { $0.caseID == id.description }
            guard let first = all.first, let last = all.last else { throw StoreError.logBroken(sequence: 1) }
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT payment_case.vault_digest AS vault_digest, proposal.file AS file FROM payment_case
                    JOIN proposal ON proposal.case_id = payment_case.id WHERE payment_case.id = ?
                    """,
                arguments: [id.description])
            guard let row else { throw StoreError.unknownCase(name: id.short) }
            let proposal = try RowValue.bytes(row, "file")
            let agreement = try Self.agreement(digest: try RowValue.bytes32(row, "vault_digest"), in: db)
            let opened: CaseState
            // What let something go on and came after the assembly has let nothing go on here.
            let late = Self.heeded(after: own.last { $0.kind == LogEvent.Kind.caseAssembled.rawValue }, in: all)
            let stops = try Self.stops(of: agreement.vault.name, in: db).filter {
                !($0.isPermission && late.contains($0.digest.hex))
            }
            do {
                opened = try CaseState(
                    opening: PSBTFile(fileBytes: proposal), under: agreement, stops: stops.filter(\.isPermission))
            } catch {
                throw StoreError.damaged(what: "the proposal of case \(id): \(error)")
            }
            let transaction = try Row.fetchOne(
                db, sql: "SELECT bytes FROM final_transaction WHERE case_id = ?", arguments: [id.description]
            ).map { try RowValue.transaction($0, "bytes") }
            let head = LogHead(first: first.hash, sequence: UInt64(last.sequence), hash: last.hash)
            return EvidenceSource(
                opened: opened, state: summary.life.evidenceState, proposal: proposal,
                files: try EvidenceSource.files(listedIn: own, besides: proposal).map { try Self.file($0, in: db) },
                documents: try Self.countersigns(of: agreement.document, since: own.first, head, in: db)
                    + Self.stops(stops, of: opened),
                transaction: transaction, log: own, head: head)
        }
    }

    /// The whole log, its chain checked.
    package func logExport() throws(StoreError) -> LogExport {
        guard let export = LogExport(network: network, try log()) else { throw .logBroken(sequence: 1) }
        return export
    }

    /// Keeps an auditor's word about this log and the journals; the entry in the log names every head.
    package func add(_ document: Document<LogCountersign>, now: Timestamp) throws(StoreError) -> Novelty {
        try write { db in
            let known = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM countersign WHERE digest = ?)",
                arguments: [RowValue.data(document.digest)])
            if known == true { return .known }
            try db.execute(
                sql: "INSERT INTO countersign (digest, vault, person, document) VALUES (?, ?, ?, ?)",
                arguments: [
                    RowValue.data(document.digest), document.body.vault.description, document.body.person.description,
                    RowValue.data(document.encoded),
                ])
            let logs = document.body.logs.map { "\($0.sequence) \($0.hash.hex)" }.joined(separator: ", ")
            try Log.append(
                LogEvent(
                    kind: .countersigned, caseID: nil,
                    text: "by \(document.body.person) digest \(document.digest.hex) logs \(logs)"
                        + LogClaims.text(of: document.body.heads)), now, in: db)
            return .new
        }
    }

    private static func file(_ hash: Bytes32, in db: Database) throws -> [UInt8] {
        let row = try Row.fetchOne(
            db, sql: "SELECT bytes FROM received_file WHERE sha256 = ?", arguments: [RowValue.data(hash)])
        guard let row else { throw StoreError.damaged(what: "the log lists a file that is not there: \(hash.hex)") }
        return try RowValue.bytes(row, "bytes")
    }

    /// What stops the case, its orders or its vault, or let it go on, as far as it counts.
    private static func stops(_ known: [StopDocument], of opened: CaseState) -> [[UInt8]] {
        let view = RegisteredVaultView(opened.agreedCase.vault)
        return Set(known + opened.stops.counted).filter { document in
            document.concerns(case: opened.digest, orders: opened.facts.header.orders)
                && document.problem(under: view, on: nil) == nil
        }.sorted { $0.digest < $1.digest }.map(\.encoded)
    }

    /// The digests of what was heeded after an entry; none without one.
    private static func heeded(after end: LogEntry?, in log: [LogEntry]) -> Set<String> {
        guard let end else { return [] }
        return Set(
            log.filter { $0.sequence > end.sequence && $0.kind == LogEvent.Kind.stopHeeded.rawValue }
                .flatMap { $0.text.split(separator: " ").map { String($0.prefix(64)) } })
    }

    /// The countersignatures that reach the case: made by an auditor of its vault over this log when the case was open or
    /// later.
    private static func countersigns(
        of vault: Document<Vault>, since first: LogEntry?, _ head: LogHead, in db: Database
    ) throws -> [[UInt8]] {
        let start = UInt64(first?.sequence ?? 0)
        return try Row.fetchAll(
            db, sql: "SELECT document FROM countersign WHERE vault = ? ORDER BY rowid",
            arguments: [vault.body.name.description]
        ).compactMap { row in
            let document: Document<LogCountersign> = try RowValue.document(row, "document")
            // Another version of the vault may list another auditor; the case's own decides what is proof about it.
            guard (try? VerifiedCountersign(document, in: vault)) != nil else { return nil }
            let reaches = document.body.logs.contains { $0.first == head.first && $0.sequence >= start }
            return reaches ? document.encoded : nil
        }
    }
}

extension CaseLife {
    /// The word for it in an evidence.
    fileprivate var evidenceState: EvidenceState {
        switch self {
        case .open: .open
        case .assembled: .assembled
        case .aborted: .aborted
        case .replaced: .replaced
        }
    }
}
