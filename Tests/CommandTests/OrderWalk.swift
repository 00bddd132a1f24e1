import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Foundation
import TestSupport

/// A vault that requires orders, and everybody's home: rita orders, anton approves, alice, bob and carol sign; zoe audits,
/// and aiko where the vault says so.
struct OrderWalk {
    /// The homes and files.
    let folder: WalkFolder

    /// The homes of all people, made by the program once, before there is any vault.
    private static let people = Result { try makePeople() }

    /// Everybody's home, the operator's with coins, made by the programs once; every walk has copies.
    private static let made = Result { try make() }

    /// The same with tiers of approval; anton belongs to the unit risk.
    private static let madeTiered = Result {
        try make(
            with: ["anton", "rita"], options: ["--policy", "policy.txt"],
            policy: """
                rensho/policy/v1
                name: treasury
                threshold: 2
                script: p2wsh
                release: held
                confirmations: all
                orders: required
                max-fee: 0.01 BTC
                max-fee-percent: 5
                max-fee-rate: 500
                approvals: 1
                tier: 1 - - first-time 1 risk 1
                tier: 2 100000000 sat (1.00000000 BTC) - - 1 risk 2
                role: rita requester
                role: anton approver
                unit: anton risk
                accepts: organisation example

                """)
    }

    static let custodians = ["alice", "bob", "carol"]

    /// The published test words of the people without a key, never for money.
    private static let identities = [
        "aiko": "jelly better achieve collect unaware mountain thought cargo oxygen act hood bridge",
        "anton": "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic",
        "rita": "scheme spot photo card baby mountain device kick cradle pact join borrow",
        "zoe": "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong",
    ]

    /// The words of somebody, with which a thief signs who has taken his machine over.
    static func words(of person: String) -> String { identities[person] ?? WalkVault.words(of: person) }

    /// What the order pays: amounts in satoshi to these addresses.
    static let payments: [(number: UInt8, sat: UInt64)] = [(1, 50_000_000), (2, 70_000_000)]

    init(copying other: WalkFolder? = nil) throws { folder = try WalkFolder(copying: other ?? Self.made.get()) }

    /// Everybody's home before there is any vault.
    static func everybody() throws -> WalkFolder { try people.get() }

    /// A walk of the vault with tiers of approval.
    static func tiered() throws -> OrderWalk { try OrderWalk(copying: madeTiered.get()) }

    /// The address with a number.
    static func address(_ number: UInt8) throws -> String {
        guard let address = Address(scriptPubKey: try FixtureCase.stranger(number), network: .regtest) else {
            throw WalkFailure("no address")
        }
        return address.text
    }

    /// A payout file.
    static func payouts(_ payments: [(number: UInt8, sat: UInt64)]) throws -> [UInt8] {
        let rows = try payments.enumerated().map { place, payment in
            "\(try address(payment.number)),\(try Amount(sat: payment.sat).btcText),invoice \(place + 1)\n"
        }
        return Array(("address,amount_btc,reference\n" + rows.joined()).utf8)
    }

    /// Runs the coordinator.
    func operate(_ arguments: [String], home: String = "operator") throws -> ProgramRun {
        try ProgramRun(BuiltPrograms.coordinator, arguments + ["--home", home], in: folder.path)
    }

    /// Runs the signer with somebody's home.
    func signer(_ person: String, _ arguments: [String]) throws -> ProgramRun {
        try ProgramRun(
            BuiltPrograms.signer, arguments + ["--home", person, "--passphrase-fd", "4"], in: folder.path,
            passed: [4: CustodianAtTerminal.passphrase])
    }

    /// Has somebody's machine keep what others have signed; no keys are opened for it.
    func heed(_ person: String, _ arguments: [String] = []) throws -> ProgramRun {
        try ProgramRun(BuiltPrograms.signer, ["heed"] + arguments + ["--home", person], in: folder.path)
    }

    /// The files of the vault, as a requester or an approver gives them.
    var vaultFiles: [String] {
        get throws { ["--vault"] + (try folder.entries(of: "vault")).map { "vault/\($0)" } }
    }

    /// Writes an order and has rita sign it; returns its file.
    @discardableResult
    func order(
        _ number: Int, _ payments: [(number: UInt8, sat: UInt64)] = OrderWalk.payments, internal: Bool = false,
        maximumFee: String = "0.001"
    ) throws -> String {
        try folder.write(Self.payouts(payments), as: "payouts-\(number).csv")
        let new = try WalkVault.object(
            WalkVault.done(
                operate(
                    ["order", "new", "--requester", "rita", "--number", "\(number)", "--max-fee", maximumFee]
                        + ["--not-after", "2199-12-31", "--json"]
                        + (`internal` ? ["--internal"] : ["--payouts", "payouts-\(number).csv"]))))
        guard let digest = new["digest"] as? String else { throw WalkFailure("no digest") }
        _ = try WalkVault.done(
            signer(
                "rita",
                ["order", "sign", "treasury.rita.\(number).draft", "--expect-digest", digest] + vaultFiles))
        return "treasury.rita.\(number).order"
    }

    /// Has anton approve an order; returns the approval's file.
    func approve(_ order: String) throws -> String {
        let digest = try Document<Order>(parsing: folder.bytes(order)).digest.hex
        _ = try WalkVault.done(
            signer("anton", ["order", "approve", order, "--expect-digest", digest] + vaultFiles))
        return order.replacingOccurrences(of: ".order", with: ".anton.approval")
    }

    /// Opens a case for orders and approvals; returns its short name and digest.
    func propose(
        _ files: [String], _ more: [String] = [], home: String = "operator"
    ) throws -> (name: String, digest: String) {
        let answer = try WalkVault.object(
            WalkVault.done(operate(["propose", "--order"] + files + ["--fee-rate", "5", "--json"] + more, home: home)))
        guard let caseID = answer["case"] as? String, let digest = answer["digest"] as? String else {
            throw WalkFailure("no case")
        }
        return (String(caseID.prefix(8)), digest)
    }

    /// The outpoints of the vault's coins.
    var coins: [String] {
        get throws {
            let list = try WalkVault.object(WalkVault.done(operate(["coins", "list", "--json"])))
            return (list["coins"] as? [[String: Any]] ?? []).compactMap { $0["outpoint"] as? String }
        }
    }

    private static func makePeople() throws -> WalkFolder {
        let folder = try WalkFolder()
        for (place, person) in (custodians + identities.keys.sorted()).enumerated() {
            let words = identities[person] ?? WalkVault.words(of: person)
            _ = try WalkVault.done(
                ProgramRun(
                    BuiltPrograms.signer,
                    [identities[person] == nil ? "keys" : "identity", "restore", "--home", person, "--person", person]
                        + ["--name", "\(person) Example", "--organisation", "example", "--site", "site-\(place)"]
                        + ["--device", "laptop-\(place)", "--network", "regtest", "--words-fd", "3"]
                        + ["--passphrase-fd", "4", "--first-use", "--keystore-cost", "10"],
                    in: folder.path, passed: [3: words, 4: CustodianAtTerminal.passphrase]))
            _ = try WalkVault.done(
                ProgramRun(
                    BuiltPrograms.signer, ["keys", "export", "--home", person, "-o", "\(person).key-record"],
                    in: folder.path))
        }
        return folder
    }

    private static func make() throws -> WalkFolder {
        try make(
            with: ["anton", "rita", "zoe"],
            options: ["--name", "treasury", "--threshold", "2", "--accept", "organisation example"]
                + ["--orders", "required", "--approvals", "1", "--role", "rita=requester", "--role", "anton=approver"]
                + ["--role", "zoe=auditor"])
    }

    /// A vault of the custodians and these people, with everything that a walk begins with.
    static func make(with others: [String], options: [String], policy: String? = nil) throws -> WalkFolder {
        let folder = try WalkFolder(copying: people.get())
        if let policy { try folder.write(Array(policy.utf8), as: "policy.txt") }
        func operate(_ arguments: [String]) throws -> String {
            try WalkVault.done(
                ProgramRun(BuiltPrograms.coordinator, arguments + ["--home", "operator"], in: folder.path))
        }
        _ = try operate(["init", "--network", "regtest"])
        _ = try operate(["vault", "create"] + options + (custodians + others).map { "\($0).key-record" })
        let vault = try WalkVault.object(operate(["vault", "show", "treasury", "--json"]))
        guard let hash = vault["hash"] as? String else { throw WalkFailure("no vault hash") }
        for person in custodians {
            _ = try WalkVault.done(
                ProgramRun(
                    BuiltPrograms.signer,
                    ["vault", "register", "treasury.vault", "--expect-digest", hash, "--home", person]
                        + ["--passphrase-fd", "4"], in: folder.path, passed: [4: CustodianAtTerminal.passphrase]))
        }
        _ = try operate(["vault", "import"] + custodians.map { "treasury.\($0).acknowledgement" })
        try FileManager.default.createDirectory(
            atPath: folder.file("vault"), withIntermediateDirectories: false, attributes: nil)
        _ = try operate(["vault", "export", "-o", "vault"])
        _ = try WalkVault.importCoins(folder, operate)
        return folder
    }
}

/// A coordinator that writes whatever it likes into a proposal, and the case document that fits it.
struct HostileCoordinator {
    private let vault: RegisteredVaultView
    private let psbt: PSBT
    private let attachments: ProposalAttachments

    /// Starts from an honest proposal.
    init(_ name: String, in walk: OrderWalk) throws {
        vault = RegisteredVaultView(try Document<Vault>(parsing: walk.folder.bytes("treasury.vault")))
        psbt = try PSBTFile(fileBytes: walk.folder.bytes("\(name).proposal.psbt")).psbt
        attachments = try ProposalFields.read(from: psbt)
    }

    /// A proposal of a new case with another transaction, or other documents.
    /// - Parameters:
    ///   - replaced: the case whose place it says to take, because that one "failed".
    ///   - kind: what it says that the case is.
    ///   - smuggled: what is put into the file besides, past every writer of such files.
    func forge(
        _ change: (inout Transaction) throws -> Void = { _ in }, replacing replaced: CaseID? = nil,
        kind: CaseKind = .payment, smuggled: [ProprietaryPair] = [],
        documents: (inout ProposalAttachments) throws -> Void = { _ in }
    ) throws -> (bytes: [UInt8], digest: String) {
        var transaction = try psbt.unsignedTransaction()
        try change(&transaction)
        var forged = try PSBT(creating: transaction, version: .v0)
        forged.global.xpubs = psbt.global.xpubs
        for index in forged.inputs.indices { forged.inputs[index] = psbt.inputs[index] }
        for index in forged.outputs.indices where psbt.outputs.indices.contains(index) {
            forged.outputs[index] = psbt.outputs[index]
        }
        var attachments = attachments
        try documents(&attachments)
        let header = try CaseHeader(
            drill: false, caseID: CaseID([UInt8](repeating: 0xee, count: CaseID.count)), replaces: replaced,
            reason: replaced.map { _ in try ReplacementReason("it failed, please sign again") }, kind: kind,
            orders: attachments.orders.map(\.digest), approvals: attachments.approvals.map(\.digest))
        let examination = CaseExamination(psbt: forged, vault: vault, header: header, orders: attachments.orders)
        guard let facts = examination.facts else { throw WalkFailure("no facts") }
        attachments.caseDocument = Document(body: facts.caseDocument)
        try ProposalFields.attach(attachments, to: &forged)
        forged.global.proprietary += smuggled
        return (PSBTFile(psbt: forged, encoding: .binary).fileBytes(), facts.digest.hex)
    }
}
