import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Descriptors
import Foundation
import SecretKeys
import SignerCore
import TestSupport
import Testing

@Suite("Signing PSBTs")
struct PSBTSignerTests {
    /// Data that a Bitcoin Core regtest node made; the mnemonics are published ones.
    enum Sample {
        struct Cosigners: Decodable {
            let cosigners: [Cosigner]
        }

        struct Cosigner: Decodable {
            let mnemonic: String
            let origin: String
            let xpub: String
        }

        static func bytes(_ name: String) throws -> [UInt8] {
            try VectorStore.bytes("samples/regtest-2of3/\(name)")
        }

        static func cosigner(_ index: Int) throws -> Cosigner {
            try JSONDecoder().decode(Cosigners.self, from: Data(bytes("cosigners.json"))).cosigners[index]
        }

        static func account(_ index: Int) throws -> ExtendedPrivateKey {
            let cosigner = try cosigner(index)
            let words = try SecretBytes(copying: Array(cosigner.mnemonic.utf8))
            let seed = try Mnemonic(parsing: words).seed(passphrase: nil)
            return try ExtendedPrivateKey(master: seed, network: .regtest).derived(
                DerivationPath(parsing: cosigner.origin))
        }

        static func descriptor() throws -> MultisigDescriptor {
            let text = String(decoding: try bytes("descriptor.txt"), as: UTF8.self)
            return try MultisigDescriptor(parsing: text.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    /// What a cosigner has to sign, established from the previous transactions and the descriptor alone.
    static func requests(
        _ psbt: PSBT, _ descriptor: MultisigDescriptor, keyIndex: Int
    ) throws -> [PSBTSigner.Request] {
        let transaction = try psbt.unsignedTransaction()
        let sighash = SegwitSighash(transaction)
        var search = OwnershipSearch(descriptor)
        return try psbt.inputs.indices.map { index in
            let previous = try #require(psbt.inputs[index].nonWitnessUtxo)
            let output = previous.outputs[Int(transaction.inputs[index].previousOutput.vout)]
            let script = try #require(try search.find(output.scriptPubKey, window: 100))
            let key = try #require(script.keys.first { $0.keyIndex == keyIndex })
            let digest = try sighash.digest(input: index, scriptCode: script.witnessScript, amount: output.amount)
            return PSBTSigner.Request(
                input: index, digest: digest, position: script.position, publicKey: key.publicKey)
        }
    }

    @Test("signs byte for byte as Bitcoin Core does", arguments: ["v0", "v2"], [0, 1, 2])
    func asBitcoinCore(version: String, cosigner: Int) throws {
        let file = try PSBTFile(fileBytes: Sample.bytes("unsigned-\(version).psbt.b64"))
        let descriptor = try Sample.descriptor()
        let account = try Sample.account(cosigner)
        let own = try account.extendedPublicKey()
        #expect(own.description == (try Sample.cosigner(cosigner)).xpub)
        let keyIndex = try #require(descriptor.keys.firstIndex { $0.xpub == own })

        let requests = try Self.requests(file.psbt, descriptor, keyIndex: keyIndex)
        let signatures = try PSBTSigner.signatures(for: requests, account: account)
        var psbt = file.psbt
        try PSBTSigner.add(signatures, for: requests, to: &psbt)

        let core = try PSBTFile(fileBytes: Sample.bytes("signed-\(version)-\(cosigner).psbt.b64")).psbt
        #expect(!psbt.inputs.isEmpty)
        for (input, expected) in zip(psbt.inputs, core.inputs) {
            #expect(expected.partialSigs.count == 1)
            #expect(input.partialSigs == expected.partialSigs)
        }
        #expect(psbt.encoded() == core.encoded())
    }

    /// A small PSBT to add signatures to, and its requests and signatures.
    private func signed() throws -> (psbt: PSBT, requests: [PSBTSigner.Request], signatures: [ECDSASignature]) {
        let psbt = try PSBTFile(fileBytes: Sample.bytes("unsigned-v2.psbt.b64")).psbt
        let requests = try Self.requests(psbt, Sample.descriptor(), keyIndex: 0)
        let account = try Sample.account(0)
        return (psbt, requests, try PSBTSigner.signatures(for: requests, account: account))
    }

    @Test("adds what is missing and leaves what is there")
    func adding() throws {
        var (psbt, requests, signatures) = try signed()
        try PSBTSigner.add(signatures, for: requests, to: &psbt)
        let once = psbt
        try PSBTSigner.add(signatures, for: requests, to: &psbt)
        #expect(psbt == once)
    }

    @Test("does not replace another signature by the same key")
    func otherSignature() throws {
        var (psbt, requests, signatures) = try signed()
        let key = requests[0].publicKey.encoded
        psbt.inputs[0].addPartialSig(publicKey: key, signature: signatures[0].der + [0x81])
        let before = psbt
        #expect(throws: PSBTSignerError.otherSignature(input: 0, key: key)) {
            try PSBTSigner.add(signatures, for: requests, to: &psbt)
        }
        #expect(psbt == before)
    }

    @Test("refuses signatures that do not match the inputs")
    func counts() throws {
        var (psbt, requests, signatures) = try signed()
        #expect(throws: PSBTSignerError.countDiffers(signatures: signatures.count - 1, requests: requests.count)) {
            try PSBTSigner.add(signatures.dropLast(), for: requests, to: &psbt)
        }
        let beyond = PSBTSigner.Request(
            input: psbt.inputs.count, digest: requests[0].digest, position: requests[0].position,
            publicKey: requests[0].publicKey)
        let last = psbt.inputs.count
        #expect(throws: PSBTSignerError.noSuchInput(last)) {
            try PSBTSigner.add([signatures[0]], for: [beyond], to: &psbt)
        }
    }

    @Test("does not sign with a key that is not the one from the registered xpub")
    func wrongKey() throws {
        let (_, requests, _) = try signed()
        let other = try Sample.account(1)
        let child = ChildNumber(rawValue: requests[0].position.index)
        let branch = ChildNumber(rawValue: requests[0].position.branch)
        let actual = try other.extendedPublicKey().derived(branch).derived(child).publicKey
        let expected = SecretKeyError.wrongPublicKey(expected: requests[0].publicKey, actual: actual)
        #expect(throws: PSBTSignerError.signing(input: 0, expected)) {
            try PSBTSigner.signatures(for: [requests[0]], account: other)
        }
    }

    @Test("knows two branches only, and no hardened index")
    func positions() throws {
        let (_, requests, _) = try signed()
        let account = try Sample.account(0)
        func request(_ position: ScriptPosition) -> PSBTSigner.Request {
            PSBTSigner.Request(
                input: 7, digest: requests[0].digest, position: position, publicKey: requests[0].publicKey)
        }
        #expect(throws: PSBTSignerError.noSuchBranch(input: 7, branch: 2)) {
            try PSBTSigner.signatures(for: [request(ScriptPosition(branch: 2, index: 0))], account: account)
        }
        let hardened = try ChildNumber.hardened(0)
        #expect(throws: PSBTSignerError.signing(input: 7, .hardenedChild(hardened))) {
            try PSBTSigner.signatures(
                for: [request(ScriptPosition(branch: 0, index: hardened.rawValue))], account: account)
        }
    }

    @Test("gives the same signatures for many inputs on all cores")
    func manyInputs() throws {
        let account = try Sample.account(2)
        let branch = try account.extendedPublicKey().derived(.normal(1))
        let requests = try (0..<200).map { number in
            PSBTSigner.Request(
                input: number, digest: try Bytes32([UInt8](repeating: UInt8(number), count: 32)),
                position: ScriptPosition(branch: 1, index: UInt32(number)),
                publicKey: try branch.derivedPublicKey(.normal(UInt32(number))))
        }
        let signatures = try PSBTSigner.signatures(for: requests, account: account)
        let checks = zip(requests, signatures).map { request, signature in
            SignatureCheck(publicKey: request.publicKey.encoded, digest: request.digest, signature: signature)
        }
        #expect(checks.count == 200)
        #expect(OpenSSLVerifier().verify(checks).allSatisfy { $0 })
        #expect(signatures.allSatisfy { $0.hasLowR && $0.hasLowS })
    }
}
