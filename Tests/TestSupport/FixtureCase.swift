import BitcoinCrypto
package import BitcoinPSBT
package import BitcoinPrimitives
import ByteCoding
package import Custody
package import Descriptors

/// A small generator of PSBTs over a ``FixtureVault``: coins, payments, change, and any change made by hand.
package struct FixtureCase: Sendable {
    /// A coin that the case spends.
    package struct Coin: Sendable {
        /// The script that holds it.
        package var script: Script
        /// Where the vault has it; `nil` for a coin of somebody else.
        package var derived: DerivedScript?
        /// Its amount in satoshi.
        package var sat: UInt64
        /// Its sequence number.
        package var sequence: TxSequence = .replaceable

        package init(script: Script, derived: DerivedScript?, sat: UInt64) {
            self.script = script
            self.derived = derived
            self.sat = sat
        }
    }

    /// An output.
    package struct Payment: Sendable {
        /// The script that is paid.
        package var script: Script
        /// Where the vault has it; `nil` for somebody else.
        package var derived: DerivedScript?
        /// Its amount in satoshi.
        package var sat: UInt64

        package init(script: Script, derived: DerivedScript?, sat: UInt64) {
            self.script = script
            self.derived = derived
            self.sat = sat
        }
    }

    /// The vault.
    package let vault: FixtureVault

    /// The PSBT version.
    package var version: PSBTVersion = .v0

    /// The coins: 1 BTC at 0/1 and 2 BTC at 0/2, until changed.
    package var coins: [Coin]

    /// The outputs: 2.5 BTC to a P2WPKH address and 0.49999 BTC of change at 1/5, until changed; the fee is 1,000 sat.
    package var payments: [Payment]

    /// The transaction's version.
    package var transactionVersion: Int32 = 2

    /// The lock time.
    package var lockTime: LockTime = .unlocked

    /// Whether the inputs carry their witness and redeem scripts, as BIP-174 asks of an Updater.
    package var hasInputScripts = true

    /// The case header.
    package var header: CaseHeader

    /// The orders that travel with the case, and their approvals.
    package var orders: [Document<Order>] = []
    package var approvals: [Document<OrderApproval>] = []

    /// The standard case over a vault.
    package init(_ vault: FixtureVault) throws {
        self.vault = vault
        let amounts: [(UInt32, UInt64)] = [(1, 100_000_000), (2, 200_000_000)]
        coins = try amounts.map { index, sat in
            let script = try vault.script(0, index)
            return Coin(script: script.scriptPubKey, derived: script, sat: sat)
        }
        let change = try vault.script(1, 5)
        payments = [
            Payment(script: try Self.stranger(1), derived: nil, sat: 250_000_000),
            Payment(script: change.scriptPubKey, derived: change, sat: 49_999_000),
        ]
        header = try CaseHeader(drill: false, caseID: Self.caseID(1))
    }

    /// The case id that belongs to a number.
    package static func caseID(_ number: UInt8) throws -> CaseID {
        try CaseID([UInt8](repeating: number, count: CaseID.count))
    }

    /// The P2WPKH script of a stranger.
    package static func stranger(_ number: UInt8) throws -> Script {
        Script([0x00, 0x14] + [UInt8](repeating: number, count: 20))
    }

    /// Adds a coin of the vault.
    package mutating func addCoin(_ branch: UInt32, _ index: UInt32, sat: UInt64) throws {
        let script = try vault.script(branch, index)
        coins.append(Coin(script: script.scriptPubKey, derived: script, sat: sat))
    }

    /// Adds an output of the vault.
    package mutating func addOwnOutput(_ branch: UInt32, _ index: UInt32, sat: UInt64) throws {
        let script = try vault.script(branch, index)
        payments.append(Payment(script: script.scriptPubKey, derived: script, sat: sat))
    }

    /// The transaction that made the coin at this place; the coin is its output 1.
    package func previousTransaction(_ place: Int) throws -> Transaction {
        let origin = OutPoint(txid: Txid(SHA256.hash([UInt8(place & 0xff), UInt8(place >> 8 & 0xff)])), vout: 0)
        return Transaction(
            version: 2,
            inputs: [
                TxIn(previousOutput: origin, scriptSig: Script([]), sequence: .replaceable, witness: [])
            ],
            outputs: [
                TxOut(amount: try Amount(sat: 12_345), scriptPubKey: try Self.stranger(99)),
                TxOut(amount: try Amount(sat: coins[place].sat), scriptPubKey: coins[place].script),
            ],
            lockTime: .unlocked)
    }

    /// The unsigned transaction.
    package func transaction() throws -> Transaction {
        Transaction(
            version: transactionVersion,
            inputs: try coins.indices.map { place in
                TxIn(
                    previousOutput: OutPoint(txid: try previousTransaction(place).txid, vout: 1),
                    scriptSig: Script([]), sequence: coins[place].sequence, witness: [])
            },
            outputs: try payments.map { TxOut(amount: try Amount(sat: $0.sat), scriptPubKey: $0.script) },
            lockTime: lockTime)
    }

    /// The PSBT with everything that an honest coordinator writes, without Rensho's documents.
    package func psbt() throws -> PSBT {
        var psbt = try PSBT(creating: transaction(), version: version)
        psbt.global.xpubs = try vault.cosigners.map {
            try GlobalXpub(serialized: $0.xpub.serialized, origin: $0.origin)
        }
        for place in coins.indices {
            let previous = try previousTransaction(place)
            psbt.inputs[place].nonWitnessUtxo = previous
            psbt.inputs[place].witnessUtxo = previous.outputs[1]
            if let script = coins[place].derived {
                psbt.inputs[place].redeemScript = hasInputScripts ? script.redeemScript : nil
                psbt.inputs[place].witnessScript = hasInputScripts ? script.witnessScript : nil
                psbt.inputs[place].bip32Derivations = Self.derivations(script)
            }
        }
        for place in payments.indices {
            guard let script = payments[place].derived else { continue }
            psbt.outputs[place].redeemScript = script.redeemScript
            psbt.outputs[place].witnessScript = script.witnessScript
            psbt.outputs[place].bip32Derivations = Self.derivations(script)
        }
        return psbt
    }

    /// What the coordinator's program says about the case.
    package func examination() throws -> CaseExamination {
        CaseExamination(psbt: try psbt(), vault: vault.view, header: header, orders: orders)
    }

    /// The case document; throws when there are no facts.
    package func caseDocument() throws -> Document<CaseDocument> {
        guard let facts = try examination().facts else { throw FixtureError.noFacts }
        return Document(body: facts.caseDocument)
    }

    /// The PSBT with the case document and all acknowledgements inside.
    package func proposal() throws -> PSBT {
        var psbt = try psbt()
        try ProposalFields.attach(
            ProposalAttachments(
                caseDocument: caseDocument(), acknowledgements: vault.acknowledgements, orders: orders,
                approvals: approvals), to: &psbt)
        return psbt
    }

    /// Adds the signatures of one cosigner to every input of the vault.
    package func sign(_ psbt: inout PSBT, by cosigner: Int) throws {
        let inputs = CaseExamination(psbt: psbt, vault: vault.view, header: header).inputs
        for input in inputs {
            guard let script = input.script, let digest = input.signatureDigest,
                let key = script.keys.first(where: { $0.keyIndex == cosigner })
            else { continue }
            psbt.inputs[input.index].addPartialSig(
                publicKey: key.publicKey.encoded,
                signature: try vault.cosigners[cosigner].partialSignature(
                    digest, branch: script.position.branch, index: script.position.index))
        }
    }

    /// The derivations that an honest coordinator writes for a script of the vault.
    package static func derivations(_ script: DerivedScript) -> [Bip32Derivation] {
        script.keys.map { Bip32Derivation(publicKey: $0.publicKey.encoded, origin: $0.origin) }
    }
}

/// Why a fixture cannot be made.
package enum FixtureError: Error {
    /// The case has no facts, so there is no case document.
    case noFacts
}
