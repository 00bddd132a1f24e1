import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import SignerCore
import TestSupport

/// A vault that dave orders from, erin approves for and zoe audits, each of them with a home of his own.
final class OrderRoom {
    static let dave = Custodian(
        id: "dave", name: "Dave Example", words: "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong")
    static let erin = Custodian(
        id: "erin", name: "Erin Example",
        words: "legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth useful "
            + "legal will")
    static let zoe = Custodian(
        id: "zoe", name: "Zoe Example",
        words: "jelly better achieve collect unaware mountain thought cargo oxygen act hood bridge")

    static let start = "2026-11-21T10:00:00Z"

    let world: SigningWorld
    let vault: Document<Vault>
    let acknowledgements: [Document<Acknowledgement>]
    /// The vault's documents in files, for homes that have not registered it.
    let documents: [String]
    private var count = 0

    /// - Parameter devices: machines that the vault lists in place of people's own.
    init(orders: OrderRule = .required, devices: [String: String] = [:]) throws {
        let world = try SigningWorld()
        var added: [Person] = []
        for (custodian, role) in [(Self.dave, Role.requester), (Self.erin, .approver), (Self.zoe, .auditor)] {
            let record = try custodian.restore(in: world.home(custodian)).body
            added.append(
                Person(
                    id: record.person, roles: [role], identityKey: record.identityKey,
                    organisation: record.organisation, site: record.site,
                    device: try devices[custodian.id].map { try Identifier($0) } ?? record.device, expiry: nil,
                    name: record.name))
        }
        vault = try world.vault(orders: orders) { _, people in people += added }
        acknowledgements = try world.register(vault, expecting: vault.digest)
        let path = world.file("treasury.vault")
        try FileAccess.create(path, vault.encoded)
        documents = [path] + Custodian.all.map { world.file("treasury.\($0.id).acknowledgement") }
        self.world = world
    }

    /// An order that nobody has signed.
    func order(
        _ number: UInt64 = 1, by requester: Custodian = dave, until: String = "2026-12-31", from: String? = nil
    ) throws -> Document<Order> {
        let script = Script.p2wpkh(hash: [UInt8](repeating: 9, count: 20))
        guard let address = Address(scriptPubKey: script, network: .regtest) else { throw WorldError() }
        return Document(
            body: try Order(
                network: .regtest, vault: vault.body.name, founding: vault.digest, requester: requester.person,
                number: number, kind: .payment, lines: [Order.Line(amount: Amount(sat: 100_000), address: address)],
                maximumFee: Amount(sat: 5_000), notBefore: from.map { .date(try CalendarDate(documentText: $0)) },
                notAfter: .date(try CalendarDate(documentText: until))))
    }

    /// What carol or another custodian has signed on a machine that the tests do not have.
    func freeze(by number: Int, reason: String = "a laptop was lost") throws -> Document<Freeze> {
        try signed(Freeze(statement: statement(by: number, reason)), by: number)
    }

    func statement(by number: Int, _ reason: String) throws -> StopStatement {
        let person = try FixtureCosigner(number: number, network: .regtest).person
        return StopStatement(
            network: .regtest, vault: vault.body.name, founding: vault.digest, person: person,
            device: try Identifier("laptop-\(person)"), date: try CalendarDate(documentText: "2026-11-20"),
            journalSequence: 7, journalHead: world.build, reason: try RefusalReason(reason))
    }

    func signed<Body: StopBody>(_ body: Body, by number: Int) throws -> Document<Body> {
        var document = Document(body: body)
        document.add(try FixtureCosigner(number: number, network: .regtest).signature(over: document.digest))
        return document
    }

    /// A new file.
    func write(_ bytes: [UInt8]) throws -> String {
        count += 1
        let path = world.file("in.\(count)")
        try FileAccess.create(path, bytes)
        return path
    }

    func read(_ written: WrittenFile) throws -> [UInt8] {
        try FileAccess.read(written.path, limit: DocumentLimits.bytes)
    }

    func input(
        _ document: Document<Order>, mode: ApprovalMode = .person, at time: String = start
    ) throws -> OrderInput {
        let path = try write(document.encoded)
        return OrderInput(
            path: path, vault: documents, output: path + ".out", mode: mode, passphrase: .terminal, build: world.build,
            time: try UTCTime(parsing: time), words: .init(order: { _ in ["one"] }, vault: { _ in ["two"] }))
    }

    /// What a stop is signed with; custodians have registered the vault, the others bring its documents.
    func stopInput(
        for custodian: Custodian, mode: ApprovalMode = .person, at time: String = start
    ) throws -> StopInput {
        let path = try write([])
        let isCustodian = Custodian.all.contains { $0.id == custodian.id }
        return StopInput(
            vaultFiles: isCustodian ? [] : documents, reason: try RefusalReason("I was asked to sign again"),
            output: path + ".out", mode: mode, passphrase: .terminal, build: world.build,
            time: try UTCTime(parsing: time), tools: .forTests)
    }

    func terminal(typing word: String) -> ScriptedTerminal {
        ScriptedTerminal(secrets: [Custodian.passphrase]) { (_, _) throws(TerminalError) in word }
    }

    /// Signs an order on somebody's machine.
    func sign(
        _ document: Document<Order>, by custodian: Custodian = dave, typing word: String = "order",
        mode: ApprovalMode = .person, at time: String = start
    ) throws -> WrittenFile {
        var home = try world.open(custodian)
        return try OrderSigning.run(
            input(document, mode: mode, at: time), in: &home, terminal: terminal(typing: word))
    }

    /// An order with dave's signature.
    func signedOrder(_ number: UInt64 = 1) throws -> Document<Order> {
        try Document(parsing: read(sign(order(number))))
    }

    /// Approves an order on somebody's machine.
    func approve(
        _ document: Document<Order>, by custodian: Custodian = erin, typing word: String = "approve",
        mode: ApprovalMode = .person, at time: String = start
    ) throws -> WrittenFile {
        var home = try world.open(custodian)
        return try OrderApproving.run(
            input(document, mode: mode, at: time), until: nil, in: &home, terminal: terminal(typing: word))
    }

    /// Freezes the vault from somebody's machine.
    func freezeVault(
        by custodian: Custodian, typing word: String = "freeze", mode: ApprovalMode = .person, at time: String = start
    ) throws -> WrittenFile {
        var home = try world.open(custodian)
        return try VaultStopping.freeze(
            stopInput(for: custodian, mode: mode, at: time), in: &home, terminal: terminal(typing: word))
    }

    /// Lifts a freeze from somebody's machine.
    func lift(
        _ freeze: Bytes32?, by custodian: Custodian, typing word: String = "lift", at time: String = start
    ) throws -> WrittenFile {
        var home = try world.open(custodian)
        return try VaultStopping.lift(
            freeze, stopInput(for: custodian, at: time), in: &home, terminal: terminal(typing: word))
    }

    /// Vetoes an order from somebody's machine.
    func veto(_ order: Document<Order>, by custodian: Custodian, at time: String = start) throws -> WrittenFile {
        var home = try world.open(custodian)
        return try OrderStopping.veto(
            write(order.encoded), stopInput(for: custodian, at: time), in: &home, terminal: terminal(typing: "veto"))
    }

    /// Countersigns an order from somebody's machine.
    func countersign(
        _ order: Document<Order>, after cases: [CaseID], by custodian: Custodian = zoe, at time: String = start
    ) throws -> WrittenFile {
        var home = try world.open(custodian)
        return try OrderStopping.countersign(
            write(order.encoded), after: cases, stopInput(for: custodian, at: time), in: &home,
            terminal: terminal(typing: "countersign"))
    }

    /// A file with a case of the vault that cites no order.
    func proposal() throws -> String {
        count += 1
        return try world.write(
            world.proposal(SamplePSBT.payment(from: vault), vault, acknowledgements), as: "case-\(count).psbt")
    }

    /// Excuses somebody in a case from somebody's machine.
    func excuse(
        _ absent: String, in path: String, by custodian: Custodian, at time: String = start
    ) throws -> WrittenFile {
        var home = try world.open(custodian)
        return try CaseStopping.excuse(
            Identifier(absent), in: path, stopInput(for: custodian, at: time), in: &home,
            terminal: terminal(typing: "excuse"))
    }

    /// Overrides rules in a case from somebody's machine.
    func override(_ rules: [OverridableRule], in path: String, by custodian: Custodian) throws -> WrittenFile {
        var home = try world.open(custodian)
        return try CaseStopping.override(
            rules, in: path, stopInput(for: custodian), in: &home, terminal: terminal(typing: "override"))
    }

    /// Brings what others signed to a machine.
    func heed(_ files: [[UInt8]], by custodian: Custodian, at time: String = start) throws -> Heeding.Outcome {
        var home = try world.open(custodian)
        let isCustodian = Custodian.all.contains { $0.id == custodian.id }
        return try Heeding.run(
            files.map { try write($0) }, vaultFiles: isCustodian ? [] : documents, vaultName: nil, in: &home,
            at: UTCTime(parsing: time), language: .english)
    }

    /// The code by which something is refused; `nil` where it is not.
    static func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return (error as? any CodedError)?.code ?? "\(error)"
        }
    }
}
