package import BitcoinPrimitives

/// The Creator, and the way from one version to the other.
extension PSBT {
    /// Makes a PSBT without any signing data from an unsigned transaction.
    /// - Throws: `PSBTError.alreadySigned` when an input has a scriptSig or a witness.
    package init(creating transaction: Transaction, version: PSBTVersion) throws(PSBTError) {
        if let input = transaction.inputs.firstIndex(where: { !$0.scriptSig.isEmpty || !$0.witness.isEmpty }) {
            throw .alreadySigned(input: input)
        }
        try Self.requireCount(transaction.inputs.count, limit: PSBTLimits.maximumInputs)
        try Self.requireCount(transaction.outputs.count, limit: PSBTLimits.maximumOutputs)
        self.init(
            version: version, global: GlobalMap(),
            inputs: [InputMap](repeating: InputMap(), count: transaction.inputs.count),
            outputs: [OutputMap](repeating: OutputMap(), count: transaction.outputs.count))
        describe(transaction)
    }

    /// The same PSBT in another version.
    ///
    /// Going to version 0 loses what only version 2 can say: modifiable flags and the lock times that inputs require;
    /// the lock time that follows from them is kept.
    package func converted(to version: PSBTVersion) throws(PSBTError) -> PSBT {
        guard version != self.version else { return self }
        let transaction = try unsignedTransaction()
        var converted = PSBT(version: version, global: global, inputs: inputs, outputs: outputs)
        converted.removeDescription()
        converted.describe(transaction)
        return converted
    }

    /// Writes the transaction in the fields of this version.
    private mutating func describe(_ transaction: Transaction) {
        guard version == .v2 else {
            global.unsignedTx = transaction
            return
        }
        global.txVersion = transaction.version
        global.fallbackLocktime = transaction.lockTime
        global.inputCount = UInt64(transaction.inputs.count)
        global.outputCount = UInt64(transaction.outputs.count)
        global.version = version.rawValue
        for (index, input) in transaction.inputs.enumerated() where inputs.indices.contains(index) {
            inputs[index].previousTxid = input.previousOutput.txid
            inputs[index].outputIndex = input.previousOutput.vout
            inputs[index].sequence = input.sequence
        }
        for (index, output) in transaction.outputs.enumerated() where outputs.indices.contains(index) {
            outputs[index].amount = output.amount
            outputs[index].script = output.scriptPubKey
        }
    }

    /// Removes the transaction's description in either version.
    private mutating func removeDescription() {
        global.unsignedTx = nil
        global.txVersion = nil
        global.fallbackLocktime = nil
        global.inputCount = nil
        global.outputCount = nil
        global.txModifiable = nil
        global.version = nil
        for index in inputs.indices {
            inputs[index].previousTxid = nil
            inputs[index].outputIndex = nil
            inputs[index].sequence = nil
            inputs[index].requiredTimeLocktime = nil
            inputs[index].requiredHeightLocktime = nil
        }
        for index in outputs.indices {
            outputs[index].amount = nil
            outputs[index].script = nil
        }
    }

    private static func requireCount(_ count: Int, limit: Int) throws(PSBTError) {
        guard count <= limit else {
            throw .countOverLimit(
                field: GlobalMap.name(of: \.unsignedTx), count: UInt64(count), limit: limit)
        }
    }
}
