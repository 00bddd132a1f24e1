import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors

/// Every transaction that went through anybody's hands, and every valid signature of an honest key that is outside.
struct SignatureBook {
    /// A transaction, named by the hash of its unsigned bytes.
    struct Entry {
        let transaction: Transaction
        /// For each input that is the vault's: what is signed, and the place of the person of each key.
        let inputs: [Int: Input]
        /// The places of the honest people whose signature is outside, by input.
        var signers: [Int: Set<Int>] = [:]

        /// The places of the machines that had it in front of them.
        var shownTo: Set<Int> = []

        /// Everybody honest of whom any signature is outside.
        var everybody: Set<Int> { signers.values.reduce(into: []) { $0.formUnion($1) } }

        /// What leaves the vault.
        func payments(_ chain: Chain) -> [TxOut] {
            transaction.outputs.filter { !chain.own.contains($0.scriptPubKey) }
        }

        var coins: Set<OutPoint> { Set(transaction.inputs.map(\.previousOutput)) }
    }

    struct Input {
        let digest: Bytes32
        let keys: [EncodedPublicKey: Int]
    }

    private let chain: Chain
    private let honest: Set<Int>
    private let verifier = OpenSSLVerifier()
    private var verified: Set<Check> = []
    private(set) var entries: [Bytes32: Entry] = [:]

    /// - Parameter honest: whose signatures are looked for; corrupt people have signed everything anyhow.
    init(_ chain: Chain, honest: [Int]) {
        self.chain = chain
        self.honest = Set(honest)
    }

    static func name(_ transaction: Transaction) -> Bytes32 { SHA256.hash(transaction.encodedWithoutWitness()) }

    /// Remembers a transaction; what is signed in it comes from the real coins, not from what a file says of them.
    mutating func learn(_ transaction: Transaction, shownTo place: Int) {
        let name = Self.name(transaction)
        guard entries[name] == nil else {
            entries[name]?.shownTo.insert(place)
            return
        }
        let sighash = SegwitSighash(transaction)
        var inputs: [Int: Input] = [:]
        for (index, input) in transaction.inputs.enumerated() {
            guard let coin = chain.byOutpoint[input.previousOutput],
                let digest = try? sighash.digest(
                    input: index, scriptCode: coin.script.witnessScript, amount: coin.output.amount)
            else { continue }
            let keys = coin.script.keys.map { ($0.publicKey.encoded, $0.keyIndex) }
            inputs[index] = Input(digest: digest, keys: Dictionary(keys, uniquingKeysWith: { first, _ in first }))
        }
        entries[name] = Entry(transaction: transaction, inputs: inputs, shownTo: [place])
    }

    /// Takes what an honest machine wrote; returns the partial signatures with its own key that mean nothing that is known.
    mutating func take(_ bytes: [UInt8], from place: Int) -> Int {
        guard let psbt = try? PSBTFile(fileBytes: bytes).psbt, let transaction = try? psbt.unsignedTransaction() else {
            takeText(bytes, from: place)
            return 0
        }
        learn(transaction, shownTo: place)
        let own = Self.name(transaction)
        var meaningless = 0
        for (index, map) in psbt.inputs.enumerated() {
            for partial in map.partialSigs {
                guard let owner = entries[own]?.inputs[index]?.keys[partial.publicKey], honest.contains(owner) else {
                    continue
                }
                let signature = try? ECDSASignature(strictDER: partial.signature.dropLast())
                if let signature, partial.signature.last == SighashType.all.rawValue,
                    take(signature, of: owner, over: [own])
                {
                    continue
                }
                let others = Array(entries.keys)
                if owner == place, signature.map({ take($0, of: owner, over: others) }) != true { meaningless += 1 }
            }
        }
        return meaningless
    }

    /// Looks for signatures of the machine's key in anything that is no PSBT: 64 bytes in base64 or hex, raw or as DER.
    private mutating func takeText(_ bytes: [UInt8], from place: Int) {
        let shown = entries.filter { $0.value.shownTo.contains(place) }.map(\.key)
        for word in bytes.split(whereSeparator: { !Self.isLetter($0) }) where (86...146).contains(word.count) {
            for decoded in [try? Base64.decode(word), try? Hex.decode(word)].compactMap(\.self) {
                let candidates = [
                    try? ECDSASignature(compact: decoded), try? ECDSASignature(strictDER: decoded),
                    try? ECDSASignature(strictDER: decoded.dropLast()),
                ]
                for case let signature? in candidates { _ = take(signature, of: place, over: shown) }
            }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="):
            true
        default: false
        }
    }

    /// Finds out for which inputs of these transactions a signature of a person's keys is good.
    private mutating func take(_ signature: ECDSASignature, of owner: Int, over names: [Bytes32]) -> Bool {
        var isKnown = false
        for name in names {
            for (index, input) in entries[name]?.inputs ?? [:] {
                for (key, holder) in input.keys where holder == owner {
                    let check = Check(digest: input.digest, key: key, signature: signature)
                    guard verified.contains(check) || verifier.verify(check.value) else { continue }
                    verified.insert(check)
                    isKnown = true
                    entries[name]?.signers[index, default: []].insert(owner)
                }
            }
        }
        return isKnown
    }

    /// A check that was made already: the same file is carried many times.
    private struct Check: Hashable {
        let digest: Bytes32
        let key: EncodedPublicKey
        let signature: ECDSASignature

        var value: SignatureCheck { SignatureCheck(publicKey: key, digest: digest, signature: signature) }
    }
}
