/// A signer or wallet of another make whose limits are known here.
package enum SignerMake: String, CaseIterable, Hashable, Sendable {
    case coldcard, ledger, trezor, jade, seedsigner, krux, passport
    case specterDIY = "specter-diy"
    case bitbox02, core, sparrow

    /// The name as its maker writes it.
    package var name: String {
        switch self {
        case .coldcard: "Coldcard"
        case .ledger: "Ledger"
        case .trezor: "Trezor"
        case .jade: "Jade"
        case .seedsigner: "SeedSigner"
        case .krux: "Krux"
        case .passport: "Passport"
        case .specterDIY: "Specter-DIY"
        case .bitbox02: "BitBox02"
        case .core: "Bitcoin Core"
        case .sparrow: "Sparrow"
        }
    }

    /// Everything that it asks of a PSBT of a multisig vault.
    package var rules: [SignerRule] { SignerRules.table[self] ?? [] }
}
