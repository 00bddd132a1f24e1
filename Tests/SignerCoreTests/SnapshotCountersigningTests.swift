import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Descriptors
import Review
import SignerCore
import TestSupport
import Testing

@Suite("Countersigning a coin snapshot on one's own machine")
struct SnapshotCountersigningTests {
    private let room: OrderRoom

    init() throws { room = try OrderRoom() }

    /// A snapshot of one coin that a transaction of so many satoshi proves.
    private func snapshot(
        height: UInt32 = 900_000, on date: String = "2026-11-21", sat: UInt64 = 400_000_000,
        proving proven: UInt64 = 400_000_000
    ) throws -> SnapshotFile {
        let position = ScriptPosition(branch: 0, index: 0)
        let transaction = Transaction(
            version: 2, inputs: [TxIn(previousOutput: OutPoint(txid: Txid(room.world.build), vout: 0))],
            outputs: [
                TxOut(
                    amount: try Amount(sat: proven),
                    scriptPubKey: try room.vault.body.descriptor.script(at: position).scriptPubKey)
            ], lockTime: LockTime(0))
        let body = try CoinSnapshot(
            network: .regtest, vault: room.vault.body.name, founding: room.vault.digest, height: height,
            date: CalendarDate(documentText: date),
            coins: [
                CoinSnapshot.Coin(
                    outpoint: OutPoint(txid: transaction.txid, vout: 0), amount: Amount(sat: sat), position: position)
            ])
        return try SnapshotFile(Document(body: body), from: [transaction.txid: transaction])
    }

    private func countersign(
        _ file: SnapshotFile, by custodian: Custodian = OrderRoom.zoe, home: String? = nil,
        typing word: String = "countersign", mode: ApprovalMode = .person, at time: String = OrderRoom.start
    ) throws -> WrittenFile {
        let path = try room.write(file.encoded)
        let input = OrderInput(
            path: path, vault: room.documents, output: path + ".out", mode: mode, passphrase: .terminal,
            build: room.world.build, time: try UTCTime(parsing: time))
        var home = try SignerHome(opening: home ?? room.world.home(custodian))
        return try SnapshotCountersigning.run(input, in: &home, terminal: room.terminal(typing: word))
    }

    @Test("the auditor's signature counts, and the same snapshot is signed again with the same bytes")
    func counts() throws {
        let file = try snapshot()
        let first = try countersign(file)
        let again = try countersign(file)
        #expect(!first.isRepeated && again.isRepeated && again.hash == first.hash)
        let signed = try SnapshotFile(parsing: room.read(first)).document
        let today = try CalendarDate(documentText: "2026-11-21")
        let verified = try VerifiedSnapshot(
            signed, under: RegisteredVaultView(room.vault), clock: today, today: today)
        #expect(try verified.countersigners == [OrderRoom.zoe.person])
    }

    @Test("nobody else countersigns, and nobody with another key than the vault's")
    func people() throws {
        for person in [Custodian.alice, OrderRoom.dave, OrderRoom.erin] {
            #expect(OrderRoom.code { _ = try countersign(snapshot(), by: person) } == "snapshot.no-role")
        }
        let folder = room.world.file("stranger")
        _ = try Custodian(id: "zoe", name: "Zoe", words: OrderRoom.dave.words).restore(in: folder)
        #expect(OrderRoom.code { _ = try countersign(snapshot(), home: folder) } == "signature.other-key")
    }

    @Test("P-48: none of a lower height than the last, of a later day than tomorrow, or with the clock behind")
    func order() throws {
        _ = try countersign(snapshot())
        #expect(OrderRoom.code { _ = try countersign(snapshot(height: 899_999)) } == "snapshot.older")
        #expect(OrderRoom.code { _ = try countersign(snapshot(height: 900_000, on: "2026-11-22")) } == nil)
        #expect(
            OrderRoom.code { _ = try countersign(snapshot(height: 900_001, on: "2026-11-23")) }
                == "snapshot.from-the-future")
        #expect(
            OrderRoom.code { _ = try countersign(snapshot(height: 900_001), at: "2026-11-19T10:00:00Z") }
                == "signer.clock-behind")
    }

    @Test("no coin counts that its transaction does not prove")
    func unproven() throws {
        #expect(
            OrderRoom.code { _ = try countersign(snapshot(sat: 400_000_001)) } == "snapshot.unproven-coin")
    }

    @Test("without the word, or with another digest, nothing is signed and nothing remembered")
    func accepted() throws {
        #expect(OrderRoom.code { _ = try countersign(snapshot(), typing: "yes") } == "snapshot.not-accepted")
        #expect(
            OrderRoom.code { _ = try countersign(snapshot(), mode: .expectedDigest(room.vault.digest)) }
                == "signer.digest-differs")
        #expect(OrderRoom.code { _ = try countersign(snapshot(height: 899_000)) } == nil)
        let last = try snapshot(height: 899_001)
        #expect(try !countersign(last, mode: .expectedDigest(last.document.digest)).isRepeated)
    }
}
