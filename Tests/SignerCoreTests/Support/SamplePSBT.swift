import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import TestSupport

/// PSBTs over the test vaults.
enum SamplePSBT {
    /// What Bitcoin Core made for the same three keys.
    static func core(_ name: String) throws -> PSBT {
        try PSBTFile(fileBytes: VectorStore.bytes("samples/regtest-2of3/\(name).psbt.b64")).psbt
    }

    /// Pays somebody from one coin of the vault, with change; made here, so that network and amounts can vary.
    static func payment(
        from vault: Document<Vault>, paying sat: UInt64 = 30_000_000, coin: UInt8 = 7
    ) throws -> PSBT {
        let descriptor = vault.body.descriptor
        let source = try descriptor.script(at: ScriptPosition(branch: 0, index: 0))
        let change = try descriptor.script(at: ScriptPosition(branch: 1, index: 0))
        let funding = Transaction(
            version: 2,
            inputs: [
                TxIn(previousOutput: OutPoint(txid: Txid(try .init([UInt8](repeating: coin, count: 32))), vout: 0))
            ],
            outputs: [TxOut(amount: try Amount(sat: 100_000_000), scriptPubKey: source.scriptPubKey)],
            lockTime: LockTime(0))
        let destination = Script.p2wpkh(hash: [UInt8](repeating: 9, count: 20))
        let spending = Transaction(
            version: 2,
            inputs: [TxIn(previousOutput: OutPoint(txid: funding.txid, vout: 0), sequence: TxSequence(0xffff_fffd))],
            outputs: [
                TxOut(amount: try Amount(sat: sat), scriptPubKey: destination),
                TxOut(amount: try Amount(sat: 100_000_000 - sat - 10_000), scriptPubKey: change.scriptPubKey),
            ], lockTime: LockTime(0))
        var psbt = try PSBT(creating: spending, version: .v0)
        psbt.inputs[0].nonWitnessUtxo = funding
        psbt.inputs[0].witnessUtxo = funding.outputs[0]
        psbt.inputs[0].witnessScript = source.witnessScript
        psbt.inputs[0].bip32Derivations = source.keys.map {
            Bip32Derivation(publicKey: $0.publicKey.encoded, origin: $0.origin)
        }
        return psbt
    }
}
