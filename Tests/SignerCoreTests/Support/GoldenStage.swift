import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Descriptors
import Foundation
import Review
import SignerCore
import TestSupport

/// The cases whose screens are kept as text, each on Alice's machine.
final class GoldenStage {
    /// What Alice looks at.
    enum Scene: String, CaseIterable, Sendable {
        /// Two destinations and change.
        case payment
        /// Four coins of the vault become one.
        case consolidation
        /// Thirty destinations of which not all are asked for.
        case payout
        /// A case with everything that is warned of and nothing that refuses.
        case warnings
        /// An output that is dressed up as change.
        case refused
    }

    private let world: SigningWorld
    private let vault: Document<Vault>
    private let acknowledgements: [Document<Acknowledgement>]
    private let input: String
    private let outputs: [TxOut]
    private let journal: [UInt8]
    private let tools: CaseTools

    init(_ scene: Scene) throws {
        world = try SigningWorld()
        vault = try world.vault(
            release: scene == .warnings ? .open : .held, confirmations: scene == .warnings ? .quorum : .all,
            challenge: scene == .payout ? ChallengeRule(sampling: 10) : .all)
        acknowledgements = try world.register(vault, expecting: vault.digest)
        let words = WordsOnce()
        tools = CaseTools(
            randomness: { (count) throws(SignerError) in
                var dice = SeededGenerator(seed: 2024)
                return dice.bytes(count)
            }, words: { words.words(of: $0) })
        let psbt: PSBT
        switch scene {
        case .payment:
            psbt = try Self.psbt(
                vault, coins: [120_000_000, 250_000_000],
                pays: [(Self.stranger(1), 123_456_789), (Self.legacy(2), 50_000_000)])
        case .consolidation:
            psbt = try Self.psbt(vault, coins: [40_000_000, 1_000_000, 250_000, 7_500_000], pays: [])
        case .payout:
            let pays = try (1...30).map { (try Self.stranger($0), 1_000_000 + UInt64($0) * 12_345) }
            // All but two of them were paid before.
            let earlier = try Self.psbt(
                vault, coins: [100_000_000], pays: pays.dropFirst(2).map { ($0.0, $0.1 + 1) }, seed: 90)
            try Self.approve(earlier, 9, world, vault, acknowledgements, tools)
            psbt = try Self.psbt(vault, coins: [30_000_000, 20_000_000], pays: pays)
        case .warnings:
            let earlier = try Self.psbt(vault, coins: [60_000_000], pays: [(Self.stranger(1), 50_000_000)], seed: 90)
            try Self.approve(earlier, 9, world, vault, acknowledgements, tools)
            psbt = try Self.psbt(
                vault, coins: [100_000_000], pays: [(Self.stranger(1), 50_000_000), (Self.stranger(2), 200)], fee: 190)
        case .refused:
            var dressed = try Self.psbt(vault, coins: [100_000_000], pays: [(Self.stranger(1), 30_000_000)])
            // The first output now claims to be an address of the vault.
            dressed.outputs[0].bip32Derivations = dressed.outputs[1].bip32Derivations
            psbt = dressed
        }
        input = try world.write(
            world.proposal(psbt, vault, acknowledgements, kind: scene == .consolidation ? .internal : .payment),
            as: "case.psbt")
        outputs = try psbt.unsignedTransaction().outputs
        journal = try FileAccess.read(Self.journal(of: world), limit: SignerJournal.maximumBytes)
    }

    /// What stands on Alice's screen when she signs, up to her passphrase.
    func screens(_ language: ScreenLanguage, columns: Int, rows: Int) throws -> ScreenRecorder {
        try OldJournal.putBack(journal, at: Self.journal(of: world))
        let recorder = ScreenRecorder(language, columns: columns, rows: rows) { [outputs] question, shown in
            try Self.typed(question, shown, outputs, language)
        }
        var home = try world.open(.alice)
        let answering = try world.answering(input, tools: tools)
        do throws(SignerError) {
            _ = try LookOne.run(answering, in: &home, terminal: recorder)
        } catch {
            recorder.end(error.code)
        }
        return recorder
    }

    /// What Alice types, from the paper in her hand.
    private static func typed(
        _ question: String, _ shown: [String], _ outputs: [TxOut], _ language: ScreenLanguage
    ) throws -> String {
        let (opening, closing): (Character, Character) = language == .japanese ? ("「", "」") : ("\"", "\"")
        if let start = question.firstIndex(of: opening), let end = question.lastIndex(of: closing), start < end {
            let word = String(question[question.index(after: start)..<end])
            for phrase in [ChallengePhrase.warningPrompt(word: word), .bothPrompt(words: word)]
            where question == language.text(.challenge(phrase)) { return word }
        }
        let leaving = outputs.filter { !$0.scriptPubKey.isChange }
        if question == language.text(.challenge(.totalsCount)) { return "\(leaving.count)" }
        if question == language.text(.challenge(.totalsAmount)) {
            return try Amount.sum(leaving.map(\.amount)).btcText + " BTC"
        }
        let marker = language == .japanese ? "（出力" : "(output "
        guard let title = shown.last(where: { $0.contains(marker) }), let place = title.range(of: marker),
            let index = Int(title[place.upperBound...].prefix { $0.isNumber }), outputs.indices.contains(index),
            let address = Address(scriptPubKey: outputs[index].scriptPubKey, network: .regtest)
        else { throw WorldError() }
        if question == language.text(.challenge(.amount)) { return "\(outputs[index].amount.sat) sat" }
        let positions = Answers.numbers(in: question)
        guard positions.count == 3, positions[0] >= 1 else { throw WorldError() }
        return String(address.text.dropFirst(positions[0] - 1).prefix(positions[1] - positions[0] + 1))
    }

    /// Signs an earlier case, so that the journal knows its destinations.
    private static func approve(
        _ psbt: PSBT, _ caseNumber: UInt8, _ world: SigningWorld, _ vault: Document<Vault>,
        _ acknowledgements: [Document<Acknowledgement>], _ tools: CaseTools
    ) throws {
        let proposal = try world.proposal(psbt, vault, acknowledgements, caseNumber: caseNumber)
        guard let digest = try ProposalFields.read(from: proposal).caseDocument?.digest else { throw WorldError() }
        let input = try world.write(proposal, as: "earlier.psbt")
        var home = try world.open(.alice)
        _ = try LookOne.run(
            world.answering(input, mode: .expectedDigest(digest), tools: tools), in: &home,
            terminal: ScriptedTerminal(secrets: [Custodian.passphrase]))
    }

    private static func journal(of world: SigningWorld) -> String { world.home(.alice) + "/journal" }

    static func stranger(_ number: Int) throws -> Script { .p2wpkh(hash: [UInt8](repeating: UInt8(number), count: 20)) }

    static func legacy(_ number: UInt8) throws -> Script { .p2pkh(hash: [UInt8](repeating: number, count: 20)) }

    /// A PSBT over coins at 0/0, 0/1, … that pays others and gives the rest, without the fee, to 1/0.
    private static func psbt(
        _ vault: Document<Vault>, coins: [UInt64], pays: [(script: Script, sat: UInt64)], fee: UInt64 = 9_000,
        seed: UInt8 = 7
    ) throws -> PSBT {
        let descriptor = vault.body.descriptor
        let sources = try coins.indices.map { try descriptor.script(at: ScriptPosition(branch: 0, index: UInt32($0))) }
        let change = try descriptor.script(at: ScriptPosition(branch: 1, index: 0))
        let funding = try coins.indices.map { place in
            Transaction(
                version: 2,
                inputs: [
                    TxIn(
                        previousOutput: OutPoint(
                            txid: Txid(try Bytes32([UInt8](repeating: seed + UInt8(place), count: 32))), vout: 0))
                ],
                outputs: [TxOut(amount: try Amount(sat: coins[place]), scriptPubKey: sources[place].scriptPubKey)],
                lockTime: LockTime(0))
        }
        let rest = coins.reduce(0, +) - pays.reduce(0) { $0 + $1.sat } - fee
        let outputs =
            try pays.map { TxOut(amount: try Amount(sat: $0.sat), scriptPubKey: $0.script) }
            + [TxOut(amount: try Amount(sat: rest), scriptPubKey: change.scriptPubKey)]
        let spending = Transaction(
            version: 2,
            inputs: funding.map {
                TxIn(previousOutput: OutPoint(txid: $0.txid, vout: 0), sequence: TxSequence(0xffff_fffd))
            }, outputs: outputs, lockTime: LockTime(0))
        var psbt = try PSBT(creating: spending, version: .v0)
        for place in coins.indices {
            psbt.inputs[place].nonWitnessUtxo = funding[place]
            psbt.inputs[place].witnessUtxo = funding[place].outputs[0]
            psbt.inputs[place].witnessScript = sources[place].witnessScript
            psbt.inputs[place].bip32Derivations = derivations(sources[place])
        }
        psbt.outputs[pays.count].witnessScript = change.witnessScript
        psbt.outputs[pays.count].bip32Derivations = derivations(change)
        return psbt
    }

    private static func derivations(_ script: DerivedScript) -> [Bip32Derivation] {
        script.keys.map { Bip32Derivation(publicKey: $0.publicKey.encoded, origin: $0.origin) }
    }
}

extension Script {
    /// Whether it is the vault's in these cases: they pay nobody else to P2WSH.
    fileprivate var isChange: Bool { bytes.count == 34 }
}

/// The words of a digest, stretched once.
private final class WordsOnce: @unchecked Sendable {
    // Used by one test on one thread.
    private var known: [Bytes32: [String]] = [:]

    func words(of digest: Bytes32) -> [String]? {
        if let words = known[digest] { return words }
        known[digest] = try? DigestWords.caseWords(digest)
        return known[digest]
    }
}
