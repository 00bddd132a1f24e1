package import BitcoinPrimitives

extension PSBT {
    /// The transaction to sign, without scriptSigs and witnesses.
    /// - Throws: `PSBTError.lockTimeConflict` when the inputs of a version 2 require lock times of different kinds.
    package func unsignedTransaction() throws(PSBTError) -> Transaction {
        if let transaction = global.unsignedTx { return transaction }
        // BIP-370: "If omitted, the sequence number is assumed to be the final sequence number (0xffffffff)."
        return try assembled { $0.sequence ?? .final }
    }

    /// The txid that names the same payment whatever its Updaters did; BIP-370 §Unique Identification.
    ///
    /// In version 2 every sequence counts as 0; in version 0 it is the txid of the unsigned transaction.
    package func uniqueID() throws(PSBTError) -> Txid {
        if let transaction = global.unsignedTx { return transaction.txid }
        return try assembled { _ in TxSequence(0) }.txid
    }

    /// The lock time of the transaction to sign; BIP-370 §Determining Lock Time.
    package func lockTime() throws(PSBTError) -> LockTime {
        if let transaction = global.unsignedTx { return transaction.lockTime }
        let requiring = inputs.filter { $0.requiredHeightLocktime != nil || $0.requiredTimeLocktime != nil }
        // BIP-370: "If none of the inputs have a PSBT_IN_REQUIRED_TIME_LOCKTIME and PSBT_IN_REQUIRED_HEIGHT_LOCKTIME,
        // then PSBT_GLOBAL_FALLBACK_LOCKTIME must be used. If PSBT_GLOBAL_FALLBACK_LOCKTIME is not provided, then it is
        // assumed to be 0."
        guard !requiring.isEmpty else { return global.fallbackLocktime ?? .unlocked }
        let heights = requiring.compactMap(\.requiredHeightLocktime)
        let times = requiring.compactMap(\.requiredTimeLocktime)
        // BIP-370: where both kinds are possible, the height is chosen.
        if heights.count == requiring.count, let height = heights.max() { return LockTime(height) }
        if times.count == requiring.count, let time = times.max() { return LockTime(time) }
        throw .lockTimeConflict
    }

    /// The transaction that the fields of version 2 describe.
    private func assembled(sequence: (InputMap) -> TxSequence) throws(PSBTError) -> Transaction {
        var transactionInputs: [TxIn] = []
        transactionInputs.reserveCapacity(inputs.count)
        for (index, input) in inputs.enumerated() {
            guard let txid = input.previousTxid else { throw missing(InputMap.name(of: \.previousTxid), .input(index)) }
            guard let vout = input.outputIndex else { throw missing(InputMap.name(of: \.outputIndex), .input(index)) }
            transactionInputs.append(
                TxIn(previousOutput: OutPoint(txid: txid, vout: vout), sequence: sequence(input)))
        }
        var transactionOutputs: [TxOut] = []
        transactionOutputs.reserveCapacity(outputs.count)
        for (index, output) in outputs.enumerated() {
            guard let amount = output.amount else { throw missing(OutputMap.name(of: \.amount), .output(index)) }
            guard let script = output.script else { throw missing(OutputMap.name(of: \.script), .output(index)) }
            transactionOutputs.append(TxOut(amount: amount, scriptPubKey: script))
        }
        guard let version = global.txVersion else { throw missing(GlobalMap.name(of: \.txVersion), .global) }
        return Transaction(
            version: version, inputs: transactionInputs, outputs: transactionOutputs, lockTime: try lockTime())
    }

    private func missing(_ field: String, _ map: PSBTMapName) -> PSBTError {
        .fieldMissing(field: field, map, version)
    }
}
