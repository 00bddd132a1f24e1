import BitcoinCrypto
package import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
package import CommandSupport
package import Custody
package import Descriptors
import SecretKeys

/// A payment of any size out of a wallet whose keys everybody knows: the same arguments give the same bytes.
package struct MadeWorkload: Sendable, Equatable {
    /// The number of inputs.
    package let inputs: Int
    /// The number of outputs; the last of several is change.
    package let outputs: Int
    /// How many cosigners must sign.
    package let threshold: Int
    /// How many cosigners there are.
    package let cosigners: Int
    /// The kind of script.
    package let scriptType: MultisigDescriptor.ScriptType
    /// The version of the PSBT.
    package let version: PSBTVersion
    /// What amounts, positions and payees depend on.
    package let seed: UInt64
    /// How many of the cosigners have signed, from the first one on.
    package let signed: Int

    /// Takes arguments within the limits.
    package init(
        inputs: Int, outputs: Int, threshold: Int, cosigners: Int, scriptType: MultisigDescriptor.ScriptType,
        version: PSBTVersion, seed: UInt64, signed: Int = 0
    ) throws(WorkloadError) {
        try Self.check("inputs", inputs, 1...PSBTLimits.maximumInputs)
        try Self.check("outputs", outputs, 1...PSBTLimits.maximumOutputs)
        try Self.check("cosigners", cosigners, 2...MultisigScript.maximumKeys)
        try Self.check("threshold", threshold, 2...cosigners)
        try Self.check("signed", signed, 0...cosigners)
        self.inputs = inputs
        self.outputs = outputs
        self.threshold = threshold
        self.cosigners = cosigners
        self.scriptType = scriptType
        self.version = version
        self.seed = seed
        self.signed = signed
    }

    /// Makes the binary PSBT.
    package func psbt() throws -> PSBT {
        let wallet = try wallet()
        let spending = try spending(wallet)
        var psbt = try spending.psbt(version: version)
        for cosigner in 0..<signed { try wallet.sign(&psbt, spending, by: cosigner) }
        return psbt
    }

    /// The descriptor of the wallet, with its checksum.
    package func descriptor() throws -> String { try wallet().descriptor.text }

    /// A vault of the wallet: every cosigner is a person with an open release.
    package func vault() throws -> Document<Vault> {
        let wallet = try wallet()
        let names = try (0..<cosigners).map { try Identifier("cosigner-\($0 < 10 ? "0" : "")\($0)") }
        return Document(
            body: try Vault(
                network: .regtest, name: Identifier("workload"), version: 1, previous: nil, threshold: threshold,
                scriptType: scriptType,
                cosigners: zip(names, wallet.cosigners).map {
                    Cosigner(person: $0, release: .open, origin: $1.origin, xpub: $1.xpub)
                },
                people: try zip(names, wallet.cosigners).map { name, cosigner in
                    let seed = try Seed(SecretBytes(copying: cosigner.seed))
                    return Person(
                        id: name, roles: [.custodian],
                        identityKey: try IdentityKey(seed: seed, network: .regtest, number: 0).publicKey,
                        organisation: try Identifier("of-\(name)"), site: try Identifier("at-\(name)"),
                        device: try Identifier("\(name)-signer"), expiry: nil, name: try PersonName("\(name)"))
                },
                rules: VaultRules(
                    maximumFee: Amount(sat: 100_000_000), maximumFeePercent: 100, maximumFeeRate: 1000,
                    confirmations: .all, orders: .optional),
                accepts: cosigners == threshold ? [.noSpareKey] : [], policy: nil))
    }

    private func wallet() throws -> MadeWallet {
        try MadeWallet(threshold: threshold, numbers: 0..<cosigners, scriptType: scriptType)
    }

    private func spending(_ wallet: MadeWallet) throws -> MadeSpending {
        var spending = MadeSpending(descriptor: wallet.descriptor)
        let scripts = try wallet.descriptor.scripts(
            at: (0..<inputs).map {
                ScriptPosition(
                    branch: UInt32(truncatingIfNeeded: number("branch", $0, below: 2)),
                    index: UInt32(truncatingIfNeeded: number("index", $0, below: Self.indexes)))
            })
        // Every coin is worth more than the fee of its input and its part of the outputs.
        let least = UInt64(100_000 + Self.leastOutput * outputs / inputs)
        var spent: UInt64 = 0
        for (place, script) in scripts.enumerated() {
            let sat = least + number("amount", place, below: 100_000_000)
            spent += sat
            try spending.addCoin(script, try Amount(sat: sat), label: "rensho/workload/\(seed)/coin")
        }
        let left = spent - UInt64(Self.feeOfInput * inputs)
        let payments = max(outputs - 1, 1)
        let payment = try Amount(sat: left / UInt64(outputs))
        for place in 0..<payments {
            spending.pay(.p2wpkh(hash: Array(hash("payee", place).bytes.prefix(20))), payment)
        }
        if outputs > payments {
            let index = UInt32(truncatingIfNeeded: number("change", 0, below: Self.indexes))
            let change = try wallet.descriptor.script(at: ScriptPosition(branch: 1, index: index))
            spending.keep(change, try Amount(sat: left - payment.sat * UInt64(payments)))
        }
        return spending
    }

    /// The positions in each branch that coins lie on: those that every machine looks for.
    private static let indexes: UInt64 = 1000
    /// Satoshi for each output at least, above every limit for dust.
    private static let leastOutput = 2000
    /// Satoshi of fee for each input.
    private static let feeOfInput = 500

    private func hash(_ label: String, _ place: Int) -> Bytes32 {
        SHA256.hash(Array("rensho/workload/\(seed)/\(label)/\(place)".utf8))
    }

    private func number(_ label: String, _ place: Int, below limit: UInt64) -> UInt64 {
        hash(label, place).bigEndianWords.0 % limit
    }

    private static func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws(WorkloadError) {
        guard range.contains(value) else { throw .outOfRange(name: name, value: value, range: range) }
    }
}

/// Why a workload cannot be made.
package enum WorkloadError: CommandError, Equatable {
    /// An argument is outside its limits.
    case outOfRange(name: String, value: Int, range: ClosedRange<Int>)

    package var code: String { "workload.out-of-range" }

    package var description: String {
        switch self {
        case .outOfRange(let name, let value, let range):
            "--\(name) \(value) is not between \(range.lowerBound) and \(range.upperBound)"
        }
    }

    package var exitStatus: ExitStatus { .usage }
}
