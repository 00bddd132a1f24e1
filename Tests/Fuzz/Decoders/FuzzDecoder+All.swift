extension FuzzDecoder {
    /// Every decoder of bytes from outside. A program in `Tests/Fuzz/Targets` stands for each.
    package static let all: [FuzzDecoder] = [
        .psbt, .attachments, .transaction, .script, .descriptor, .document, .address, .xpub, .base58, .bech32, .base64,
        .der, .keystore, .payouts, .listUnspent, .rawTransactions, .coinList, .coinLabels, .feeEstimates,
        .coinSnapshot, .walletFile, .cosignerKey, .evidence, .logExport,
    ]

    /// The decoder of a name.
    package static func named(_ name: String) -> FuzzDecoder? { all.first { $0.name == name } }
}
