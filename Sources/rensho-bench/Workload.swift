import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors

/// A payment of many coins, the same in every run: a PSBT as a proposal carries it, every input with its full previous
/// transaction, its spent output, its witness script and the derivations of its three keys.
struct Workload: Sendable {
    /// The PSBT before anybody signed, with the case document and the vault's acknowledgements in it.
    let psbt: PSBT

    /// The facts of the case.
    let facts: CaseFacts

    /// What each spent coin is worth.
    private static let coinSat: UInt64 = 5_000_000

    /// The fee for each input, about two satoshi for a virtual byte.
    private static let feeSatPerInput: UInt64 = 210

    /// The fee for each payment beyond the usual ones, about two satoshi for a virtual byte.
    private static let feeSatPerFurtherPayment: UInt64 = 70

    /// Above what nodes take for dust.
    private static let leastChangeSat: UInt64 = 1_000

    /// How many outputs pay somebody else where nothing else is said; one more takes the change.
    static let usualPayments = 3

    /// Generates the workload with that many inputs, numbered from receive address 0 on, and that many payments.
    /// - Parameter number: which of many cases of one vault it is, each with coins of its own.
    init(
        inputs count: Int, payments: Int = usualPayments, version: PSBTVersion, number: Int = 0, vault: VaultAgreement
    ) throws {
        let descriptor = vault.descriptor
        let bytes = BenchBytes(number == 0 ? "workload" : "workload \(number)")
        let positions = (0..<count).map { ScriptPosition(branch: 0, index: UInt32($0)) }
        let scripts = try descriptor.scripts(at: positions)
        let change = try descriptor.script(at: ScriptPosition(branch: 1, index: 0))
        let amount = try Amount(sat: Self.coinSat)
        let spent = scripts.map { TxOut(amount: amount, scriptPubKey: $0.scriptPubKey) }
        let previous = try spent.enumerated().map { try Self.previousTransaction(number: $0, paying: $1, bytes) }
        let inputs = previous.enumerated().map { index, transaction in
            TxIn(
                previousOutput: OutPoint(txid: transaction.txid, vout: UInt32(index % 2)),
                sequence: TxSequence(0xffff_fffd))
        }
        let transaction = Transaction(
            version: 2, inputs: inputs,
            outputs: try Self.outputs(inputs: count, payments: payments, change: change, bytes), lockTime: .unlocked)

        var psbt = try PSBT(creating: transaction, version: version)
        psbt.global.xpubs = try descriptor.keys.map {
            try GlobalXpub(serialized: $0.xpub.serialized, origin: $0.origin)
        }
        for index in psbt.inputs.indices {
            psbt.inputs[index].nonWitnessUtxo = previous[index]
            psbt.inputs[index].witnessUtxo = spent[index]
            psbt.inputs[index].witnessScript = scripts[index].witnessScript
            psbt.inputs[index].bip32Derivations = Self.derivations(of: scripts[index])
        }
        psbt.outputs[payments].witnessScript = change.witnessScript
        psbt.outputs[payments].bip32Derivations = Self.derivations(of: change)
        let header = try CaseHeader(
            drill: false, caseID: try CaseID(Array(bytes.hash("case").bytes.prefix(CaseID.count))))
        let examination = CaseExamination(psbt: psbt, vault: RegisteredVaultView(vault), header: header)
        guard let facts = examination.facts, examination.isSound else { throw BenchError.unsound }
        let attachments = ProposalAttachments(
            caseDocument: Document(body: facts.caseDocument), acknowledgements: vault.acknowledgements)
        try ProposalFields.attach(attachments, to: &psbt)
        self.psbt = psbt
        self.facts = facts
    }

    /// A transaction of one or two inputs with witness and two outputs, of which one pays `output`.
    private static func previousTransaction(
        number: Int, paying output: TxOut, _ bytes: BenchBytes
    ) throws -> Transaction {
        let inputs = (0...number % 2).map { input in
            // As a key-hash input has it: a signature of 71 bytes with its hash type, and a key.
            TxIn(
                previousOutput: OutPoint(txid: Txid(bytes.hash("txid \(number) \(input)")), vout: UInt32(input)),
                witness: [bytes.run("signature \(number) \(input)", 71), bytes.run("key \(number) \(input)", 33)])
        }
        let other = TxOut(
            amount: try Amount(sat: 1_000_000 + UInt64(number)),
            scriptPubKey: .p2wpkh(hash: bytes.run("change \(number)", 20)))
        return Transaction(
            version: 2, inputs: inputs, outputs: number.isMultiple(of: 2) ? [output, other] : [other, output],
            lockTime: .unlocked)
    }

    private static func outputs(
        inputs count: Int, payments: Int, change: DerivedScript, _ bytes: BenchBytes
    ) throws -> [TxOut] {
        let total = coinSat * UInt64(count)
        let furtherFee = feeSatPerFurtherPayment * UInt64(max(0, payments - usualPayments))
        let payment = (total - min(furtherFee, total)) / UInt64(payments + 1)
        let fee = feeSatPerInput * UInt64(count)
        // What comes back is worth one payment more, without the fee of the inputs.
        guard payment > fee + leastChangeSat else { throw BenchError.tooManyPayments(inputs: count) }
        var outputs = try (0..<payments).map { number in
            TxOut(amount: try Amount(sat: payment), scriptPubKey: .p2wpkh(hash: bytes.run("payment \(number)", 20)))
        }
        let rest = total - payment * UInt64(payments) - fee - furtherFee
        outputs.append(TxOut(amount: try Amount(sat: rest), scriptPubKey: change.scriptPubKey))
        return outputs
    }

    private static func derivations(of script: DerivedScript) -> [Bip32Derivation] {
        script.keys.map { Bip32Derivation(publicKey: $0.publicKey.encoded, origin: $0.origin) }
    }
}

/// Bytes that look random and are the same in every run.
struct BenchBytes: Sendable {
    private let seed: String

    /// Bytes that belong to a name.
    init(_ seed: String) { self.seed = seed }

    /// 32 bytes for a label.
    func hash(_ label: String) -> Bytes32 { SHA256.hash(Array("\(seed) \(label)".utf8)) }

    /// Up to 96 bytes for a label.
    func run(_ label: String, _ count: Int) -> [UInt8] {
        Array((0..<3).flatMap { hash("\(label) \($0)").bytes }.prefix(count))
    }
}
