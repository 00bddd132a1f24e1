import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody

extension JournalEvent {
    /// The word that names the event in its line.
    package var name: String {
        switch self {
        case .keysCreated: "keys-created"
        case .keysRestored: "keys-restored"
        case .vaultRegistered: "vault-registered"
        case .vaultSigned: "vault-signed"
        case .vaultRevised: "vault-revised"
        case .signed: "signed"
        case .confirmed: "confirmed"
        case .released: "released"
        case .refused: "refused"
        case .refusalSeen: "refusal-seen"
        case .asked: "asked"
        case .repeated: "repeated"
        case .notAccepted: "not-accepted"
        case .answersSeen: "answers-seen"
        case .restorationSeen: "restoration-seen"
        case .recordGiven: "record-given"
        case .overtaken: "overtaken"
        case .adoptedCase: "adopted-case"
        case .adopted: "adopted"
        case .regained: "regained"
        case .ordered(let event): event.act.rawValue
        case .snapshot(let event): event.act.rawValue
        case .stopKept: Self.stopName
        case .noted(let note): note.name
        }
    }

    /// The fields of the event in their order.
    var fields: JournalFields {
        var fields = JournalFields()
        switch self {
        case .keysCreated(let keys): keys.write(into: &fields)
        case .keysRestored(let event): event.write(into: &fields)
        case .vaultRegistered(let event): event.write(into: &fields)
        case .vaultSigned(let event): event.write(into: &fields)
        case .vaultRevised(let event): event.write(into: &fields)
        case .signed(let look): look.write(into: &fields)
        case .confirmed(let look, let shares):
            look.write(into: &fields)
            fields.write("shares", list: shares) { $0.hex }
        case .released(let event): event.write(into: &fields)
        case .refused(let event): event.write(into: &fields)
        case .refusalSeen(let event): event.write(into: &fields)
        case .asked(let again), .repeated(let again), .notAccepted(let again): again.write(into: &fields)
        case .answersSeen(let event): event.write(into: &fields)
        case .restorationSeen(let event): event.write(into: &fields)
        case .recordGiven(let event): event.write(into: &fields)
        case .overtaken(let event): event.write(into: &fields)
        case .adoptedCase(let event): event.write(into: &fields)
        case .adopted(let event): event.write(into: &fields)
        case .regained(let event): event.write(into: &fields)
        case .ordered(let event): event.write(into: &fields)
        case .snapshot(let event): event.write(into: &fields)
        case .stopKept(let document): Self.write(document, into: &fields)
        case .noted(let note): return note.fields
        }
        return fields
    }

    /// Reads an event by its name.
    init(name: String, fields: inout JournalFields) throws(JournalFieldError) {
        switch name {
        case "keys-created": self = .keysCreated(try HomeKeys(fields: &fields))
        case "keys-restored": self = .keysRestored(try KeysRestored(fields: &fields))
        case "vault-registered": self = .vaultRegistered(try VaultRegistered(fields: &fields))
        case "vault-signed": self = .vaultSigned(try VaultRegistered(fields: &fields))
        case "vault-revised": self = .vaultRevised(try VaultRevised(fields: &fields))
        case "signed": self = .signed(try Look(fields: &fields))
        case "confirmed":
            let look = try Look(fields: &fields)
            self = .confirmed(look, shares: try fields.readList("shares") { try? Bytes32(documentText: String($0)) })
        case "released": self = .released(try Released(fields: &fields))
        case "refused": self = .refused(try CaseRefused(fields: &fields))
        case "refusal-seen": self = .refusalSeen(try RefusalSeen(fields: &fields))
        case "asked": self = .asked(try Again(fields: &fields))
        case "repeated": self = .repeated(try Again(fields: &fields))
        case "not-accepted": self = .notAccepted(try Again(fields: &fields))
        case "answers-seen": self = .answersSeen(try AnswersSeen(fields: &fields))
        case "restoration-seen": self = .restorationSeen(try RestorationSeen(fields: &fields))
        case "record-given": self = .recordGiven(try RecordGiven(fields: &fields))
        case "overtaken": self = .overtaken(try Overtaken(fields: &fields))
        case "adopted-case": self = .adoptedCase(try AdoptedCase(fields: &fields))
        case "adopted": self = .adopted(try Adopted(fields: &fields))
        case Self.stopName: self = .stopKept(try Self.stop(fields: &fields))
        case "regained": self = .regained(try Regained(fields: &fields))
        default:
            if let act = Ordered.Act(rawValue: name) {
                self = .ordered(try Ordered(act: act, fields: &fields))
                break
            }
            if let act = SnapshotTaken.Act(rawValue: name) {
                self = .snapshot(try SnapshotTaken(act: act, fields: &fields))
                break
            }
            guard let note = try JournalNote(name: name, fields: &fields) else { throw JournalFieldError(name: name) }
            self = .noted(note)
        }
        try fields.finish()
    }
}

extension JournalEvent.HomeKeys {
    fileprivate func write(into fields: inout JournalFields) {
        fields.write("network", network)
        fields.write("person", person)
        fields.write("device", device)
        fields.write("fingerprint", text: fingerprint.description)
        fields.write("identity-key", identityKey)
    }

    fileprivate init(fields: inout JournalFields) throws(JournalFieldError) {
        let network: Network = try fields.read("network")
        let person: Identifier = try fields.read("person")
        let device: Identifier = try fields.read("device")
        guard let fingerprint = try? Fingerprint(parsing: try fields.readText("fingerprint")) else {
            throw JournalFieldError(name: "fingerprint")
        }
        self.init(
            network: network, person: person, device: device, fingerprint: fingerprint,
            identityKey: try fields.read("identity-key"))
    }
}

extension JournalEvent.KeysRestored {
    fileprivate func write(into fields: inout JournalFields) {
        keys.write(into: &fields)
        fields.write("first-use", isFirstUse)
    }

    fileprivate init(fields: inout JournalFields) throws(JournalFieldError) {
        self.init(try JournalEvent.HomeKeys(fields: &fields), isFirstUse: try fields.read("first-use"))
    }
}

extension JournalEvent.VaultRegistered {
    fileprivate func write(into fields: inout JournalFields) {
        fields.write("vault", name)
        fields.write("vault-version", version)
        fields.write("vault-hash", digest)
    }

    fileprivate init(fields: inout JournalFields) throws(JournalFieldError) {
        self.init(
            name: try fields.read("vault"), version: try fields.read("vault-version"),
            digest: try fields.read("vault-hash"))
    }
}

extension JournalEvent.VaultRevised {
    fileprivate func write(into fields: inout JournalFields) {
        vault.write(into: &fields)
        fields.write("closes", list: closes) { $0.documentText }
        fields.write("armed", list: armed) { $0.documentText }
    }

    fileprivate init(fields: inout JournalFields) throws(JournalFieldError) {
        self.init(
            vault: try JournalEvent.VaultRegistered(fields: &fields),
            closes: try fields.readList("closes") { try? CaseID(documentText: String($0)) },
            armed: try fields.readList("armed") { try? CaseID(documentText: String($0)) })
    }
}

extension JournalEvent.Look {
    fileprivate func write(into fields: inout JournalFields) {
        fields.write("case", caseID)
        fields.write("case-digest", caseDigest)
        fields.write("vault-hash", vaultHash)
        fields.write("file", file)
        fields.write("facts", factsHash)
        fields.write("build", build)
        fields.write("heads", list: heads) { $0.journalText }
        fields.write("spends", list: spends) { $0.description }
        fields.write("challenge", list: challenge) { $0.journalText }
        fields.write("attended", isAttended)
        fields.write("pays", list: pays) { $0.journalText }
        fields.write("keeps", list: keeps) { $0.journalText }
        fields.write("fee", fee.sat)
        fields.write("replaces", list: replaces.map { [$0] } ?? []) { $0.documentText }
        fields.write("release", release)
        if !coins.isEmpty { fields.write("coins", list: coins) { $0.journalText } }
        if !orders.isEmpty { fields.write("orders", list: orders) { $0.journalText } }
    }

    fileprivate init(fields: inout JournalFields) throws(JournalFieldError) {
        self.init(
            caseID: try fields.read("case"), caseDigest: try fields.read("case-digest"),
            vaultHash: try fields.read("vault-hash"), file: try fields.read("file"),
            factsHash: try fields.read("facts"), build: try fields.read("build"),
            heads: try fields.readList("heads") { PeerHead(journalText: $0) },
            spends: try fields.readList("spends") { OutPoint(journalText: $0) },
            challenge: try fields.readList("challenge") { AskedPositions(journalText: $0) },
            isAttended: try fields.read("attended"),
            pays: try fields.readList("pays") { TxOut(journalText: $0) },
            keeps: try fields.readList("keeps") { TxOut(journalText: $0) }, fee: try Self.fee(&fields),
            replaces: try Self.replaces(&fields), release: try fields.read("release"),
            coins: try fields.readLaterList("coins") { TxOut(journalText: $0) },
            orders: try fields.readLaterList("orders") { OrderUse(journalText: $0) })
        guard coins.isEmpty || coins.count == spends.count else { throw JournalFieldError(name: "coins") }
    }

    private static func fee(_ fields: inout JournalFields) throws(JournalFieldError) -> Amount {
        guard let fee = try? Amount(sat: try fields.read("fee")) else { throw JournalFieldError(name: "fee") }
        return fee
    }

    static func replaces(_ fields: inout JournalFields) throws(JournalFieldError) -> CaseID? {
        let cases = try fields.readList("replaces") { try? CaseID(documentText: String($0)) }
        guard cases.count <= 1 else { throw JournalFieldError(name: "replaces") }
        return cases.first
    }

}

extension TxOut {
    /// `satoshi:script`.
    var journalText: String { "\(amount.sat):\(scriptPubKey.hex)" }

    init?(journalText text: Substring) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let sat = UInt64(parts[0]), let amount = try? Amount(sat: sat),
            let script = try? Hex.decode(String(parts[1]))
        else { return nil }
        self.init(amount: amount, scriptPubKey: Script(script))
    }
}

extension OutPoint {
    /// Reads `txid:vout`.
    init?(journalText text: Substring) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let txid = try? Txid(parsing: String(parts[0])), let vout = UInt32(parts[1]) else {
            return nil
        }
        self.init(txid: txid, vout: vout)
    }
}

extension JournalEvent.Released {
    fileprivate func write(into fields: inout JournalFields) {
        fields.write("case", caseID)
        fields.write("case-digest", caseDigest)
        fields.write("vault-hash", vaultHash)
        fields.write("file", file)
        fields.write("build", build)
        fields.write("heads", list: heads) { $0.journalText }
        fields.write("confirmations", list: confirmations) { $0.hex }
    }

    fileprivate init(fields: inout JournalFields) throws(JournalFieldError) {
        self.init(
            caseID: try fields.read("case"), caseDigest: try fields.read("case-digest"),
            vaultHash: try fields.read("vault-hash"), file: try fields.read("file"),
            build: try fields.read("build"), heads: try fields.readList("heads") { PeerHead(journalText: $0) },
            confirmations: try fields.readList("confirmations") { try? Bytes32(documentText: String($0)) })
    }
}

extension PeerHead {
    var journalText: String { "\(person)/\(sequence)/\(hash)" }

    init?(journalText text: Substring) {
        let words = text.split(separator: "/", omittingEmptySubsequences: false).joined(separator: " ")
        guard let head = try? PeerHead(documentText: words) else { return nil }
        self = head
    }
}

extension AskedPositions {
    var journalText: String {
        "\(output):" + positions.map { String($0) }.joined(separator: ".")
    }

    init?(journalText text: Substring) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let output = Int(parts[0]) else { return nil }
        let positions = parts[1].split(separator: ".").map { Int($0) }
        guard positions.allSatisfy({ $0 != nil }) else { return nil }
        self.init(output: output, positions: positions.compactMap(\.self))
    }
}

extension JournalEvent.Again {
    func write(into fields: inout JournalFields) {
        fields.write("step", text: step.rawValue)
        fields.write("case", caseID)
        fields.write("case-digest", caseDigest)
        fields.write("file", file)
        fields.write("challenge", list: challenge) { $0.journalText }
    }

    init(fields: inout JournalFields) throws(JournalFieldError) {
        guard let step = JournalEvent.Step(rawValue: try fields.readText("step")) else {
            throw JournalFieldError(name: "step")
        }
        self.init(
            step: step, caseID: try fields.read("case"), caseDigest: try fields.read("case-digest"),
            file: try fields.read("file"),
            challenge: try fields.readList("challenge") { AskedPositions(journalText: $0) })
    }
}

extension JournalEvent.CaseRefused {
    fileprivate func write(into fields: inout JournalFields) {
        fields.write("case", caseID)
        fields.write("case-digest", caseDigest)
        fields.write("vault-hash", vaultHash)
        fields.write("build", build)
        // Hex, because a reason has spaces.
        fields.write("reason", text: Hex.encode(Array(reason.description.utf8)))
        if !orders.isEmpty { fields.write("orders", list: orders) { $0.hex } }
    }

    fileprivate init(fields: inout JournalFields) throws(JournalFieldError) {
        let caseID: CaseID = try fields.read("case")
        let caseDigest: Bytes32 = try fields.read("case-digest")
        let vaultHash: Bytes32 = try fields.read("vault-hash")
        let build: Bytes32 = try fields.read("build")
        guard let bytes = try? Hex.decode(try fields.readText("reason")),
            let text = String(validating: bytes, as: UTF8.self), let reason = try? RefusalReason(text)
        else { throw JournalFieldError(name: "reason") }
        self.init(
            caseID: caseID, caseDigest: caseDigest, vaultHash: vaultHash, build: build, reason: reason,
            orders: try fields.readLaterList("orders") { try? Bytes32(documentText: String($0)) })
    }
}

extension JournalEvent.RefusalSeen {
    fileprivate func write(into fields: inout JournalFields) {
        fields.write("case", caseID)
        fields.write("case-digest", caseDigest)
        fields.write("person", person)
        fields.write("document", document)
    }

    fileprivate init(fields: inout JournalFields) throws(JournalFieldError) {
        self.init(
            caseID: try fields.read("case"), caseDigest: try fields.read("case-digest"),
            person: try fields.read("person"), document: try fields.read("document"))
    }
}
