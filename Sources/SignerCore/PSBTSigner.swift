package import BitcoinCrypto
package import BitcoinPSBT
import BitcoinPrimitives
package import ByteCoding
package import Custody
package import Descriptors
package import Review
package import SecretKeys

/// The Signer of BIP-174: makes the partial signatures of one cosigner and adds them to a PSBT.
package enum PSBTSigner {
    /// One signature to make: everything in it was established from the bytes and the registered vault.
    package struct Request: Hashable, Sendable {
        /// The input's position in the transaction.
        package let input: Int
        /// What is signed (BIP-143, `SIGHASH_ALL`).
        package let digest: Bytes32
        /// The place of the input's script in the vault's descriptor.
        package let position: ScriptPosition
        /// The public key at that place, derived from the registered xpub.
        package let publicKey: PublicKey

        /// Asks for one signature.
        package init(input: Int, digest: Bytes32, position: ScriptPosition, publicKey: PublicKey) {
            self.input = input
            self.digest = digest
            self.position = position
            self.publicKey = publicKey
        }
    }

    /// A PSBT with this cosigner's signature for every input.
    package struct SignedPSBT: Sendable {
        /// The PSBT with the partial signatures that were missing.
        package let psbt: PSBT
        /// One signature for each input, in input order.
        package let signatures: [ECDSASignature]
    }

    /// Signs every input of an approved case with the cosigner's account key.
    package static func sign(
        _ approved: consuming ApprovedReview, account: borrowing ExtendedPrivateKey, opinion: SecondOpinion = .ofMade
    ) throws(PSBTSignerError) -> SignedPSBT {
        let requests = try requests(for: approved.facts, account: account)
        let signatures = try signatures(for: requests, account: account)
        var psbt = approved.review.psbt
        try confirm(signatures, for: requests, of: approved.facts, in: psbt, opinion)
        try add(signatures, for: requests, to: &psbt)
        return SignedPSBT(psbt: psbt, signatures: signatures)
    }

    /// Makes the signatures of a case again that its permit lets go, and adds them.
    package static func release(
        _ permit: ReleasePermit, of facts: CaseFacts, into psbt: PSBT, account: borrowing ExtendedPrivateKey,
        opinion: SecondOpinion = .ofMade
    ) throws(PSBTSignerError) -> SignedPSBT {
        guard permit.digest == facts.digest else {
            throw .otherCase(permitted: permit.digest, found: facts.digest)
        }
        let requests = try requests(for: facts, account: account)
        let signatures = try signatures(for: requests, account: account)
        try confirm(signatures, for: requests, of: facts, in: psbt, opinion)
        var psbt = psbt
        try add(signatures, for: requests, to: &psbt)
        return SignedPSBT(psbt: psbt, signatures: signatures)
    }

    private static func requests(
        for facts: CaseFacts, account: borrowing ExtendedPrivateKey
    ) throws(PSBTSignerError) -> [Request] {
        let own: ExtendedPublicKey
        do { own = try account.extendedPublicKey() } catch { throw .account(error) }
        // Depth and parent of an extended key are what its sender wrote; key and chain code are the key.
        let descriptor = facts.vault.descriptor
        guard
            let keyIndex = descriptor.keys.firstIndex(where: { key in
                key.xpub.publicKey == own.publicKey && key.xpub.chainCode == own.chainCode
            })
        else { throw .notACosigner(account: own) }
        var requests: [Request] = []
        requests.reserveCapacity(facts.inputs.count)
        for input in facts.inputs {
            guard let key = input.script.keys.first(where: { $0.keyIndex == keyIndex }) else {
                throw .keyNotInScript(input: input.index)
            }
            requests.append(
                Request(
                    input: input.index, digest: input.signatureDigest, position: input.script.position,
                    publicKey: key.publicKey))
        }
        return requests
    }

    /// Makes the signatures on all cores, in the order of the requests; each has been verified with the request's key.
    package static func signatures(
        for requests: [Request], account: borrowing ExtendedPrivateKey
    ) throws(PSBTSignerError) -> [ECDSASignature] {
        let branches = try BranchKeys(of: account)
        // Every thread borrows the branch keys, whose secrets stay where they are and are only read.
        let results = Parallel.map(requests) { request in
            Result { () throws(PSBTSignerError) in try branches.sign(request) }
        }
        var signatures: [ECDSASignature] = []
        signatures.reserveCapacity(results.count)
        for result in results { signatures.append(try result.get()) }
        return signatures
    }

    /// Asks a second time about signatures that were made for a case, with other code, before anything is done with them.
    package static func confirm(
        _ signatures: [ECDSASignature], for requests: [Request], of facts: CaseFacts, in psbt: PSBT,
        _ opinion: SecondOpinion
    ) throws(PSBTSignerError) {
        guard signatures.count == requests.count else {
            throw .countDiffers(signatures: signatures.count, requests: requests.count)
        }
        var subjects: [SecondOpinion.Subject] = []
        for (request, signature) in zip(requests, signatures) {
            guard facts.inputs.indices.contains(request.input) else { throw .noSuchInput(request.input) }
            let keys = facts.inputs[request.input].script.keys
            guard let key = keys.first(where: { $0.publicKey == request.publicKey }),
                facts.vault.vault.cosigners.indices.contains(key.keyIndex)
            else { throw .keyNotInScript(input: request.input) }
            subjects.append(
                SecondOpinion.Subject(
                    input: request.input, person: facts.vault.vault.cosigners[key.keyIndex].person,
                    publicKey: request.publicKey.encoded, signature: signature))
        }
        do throws(SecondOpinionError) {
            try opinion.confirm(subjects, of: facts, in: psbt)
        } catch {
            throw .secondOpinion(error)
        }
    }

    /// Adds signatures to the inputs that they are for; one that is there already stays, and must be the same.
    package static func add(
        _ signatures: [ECDSASignature], for requests: [Request], to psbt: inout PSBT
    ) throws(PSBTSignerError) {
        guard signatures.count == requests.count else {
            throw .countDiffers(signatures: signatures.count, requests: requests.count)
        }
        for (request, signature) in zip(requests, signatures) {
            guard psbt.inputs.indices.contains(request.input) else { throw .noSuchInput(request.input) }
            let encoded = signature.der + [SighashType.all.rawValue]
            let key = request.publicKey.encoded
            if let present = psbt.inputs[request.input].partialSigs.first(where: { $0.publicKey == key }) {
                guard present.signature == encoded else { throw .otherSignature(input: request.input, key: key) }
            } else {
                psbt.inputs[request.input].addPartialSig(publicKey: key, signature: encoded)
            }
        }
    }
}

/// An account's keys of both branches, so that an input costs one derivation.
private struct BranchKeys: ~Copyable, Sendable {
    private let receive: ExtendedPrivateKey
    private let change: ExtendedPrivateKey

    init(of account: borrowing ExtendedPrivateKey) throws(PSBTSignerError) {
        let receive = try Self.branch(ScriptPosition.receiveBranch, of: account)
        let change = try Self.branch(ScriptPosition.changeBranch, of: account)
        self.receive = receive
        self.change = change
    }

    private static func branch(
        _ number: UInt32, of account: borrowing ExtendedPrivateKey
    ) throws(PSBTSignerError) -> ExtendedPrivateKey {
        do throws(SecretKeyError) {
            return try account.derived(ChildNumber(rawValue: number))
        } catch {
            throw .account(error)
        }
    }

    borrowing func sign(_ request: PSBTSigner.Request) throws(PSBTSignerError) -> ECDSASignature {
        let child = ChildNumber(rawValue: request.position.index)
        do throws(SecretKeyError) {
            switch request.position.branch {
            case ScriptPosition.receiveBranch:
                return try receive.sign(request.digest, child: child, expecting: request.publicKey)
            case ScriptPosition.changeBranch:
                return try change.sign(request.digest, child: child, expecting: request.publicKey)
            default:
                break
            }
        } catch {
            throw .signing(input: request.input, error)
        }
        throw .noSuchBranch(input: request.input, branch: request.position.branch)
    }
}
