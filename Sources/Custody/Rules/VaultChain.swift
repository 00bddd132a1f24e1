package import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding

/// The versions of one vault from the first on, each naming the one before it.
package struct VaultChain: Sendable {
    /// The versions, oldest first; never empty.
    let versions: [Document<Vault>]
    /// Version 1.
    let first: Document<Vault>
    /// The version in question, with the signatures of every copy of it.
    let newest: Document<Vault>

    /// Puts the versions of a vault in order; none may be missing, doubled, or of another vault.
    init(of vault: Document<Vault>, _ history: [Document<Vault>]) throws(VaultError) {
        let newest = vault.body.version
        var byVersion: [UInt32: Document<Vault>] = [newest: vault]
        for document in history {
            let body = document.body
            guard body.name == vault.body.name, body.network == vault.body.network else {
                throw .otherVaultInHistory(body.name)
            }
            guard body.version <= newest else { throw .fork(version: body.version) }
            // The same version may be given twice with other signatures; another document of it is a fork.
            if let known = byVersion[body.version] {
                guard known.digest == document.digest else { throw .fork(version: body.version) }
                byVersion[body.version] = known.merging(document)
            } else {
                byVersion[body.version] = document
            }
        }
        var versions: [Document<Vault>] = []
        // A version number may be as large as a file likes: what counts is what is there.
        guard newest <= UInt32(byVersion.count) else {
            let missing = (1...newest).first { byVersion[$0] == nil } ?? newest
            throw .missingVersion(missing)
        }
        for version in 1...newest {
            guard let document = byVersion[version] else { throw .missingVersion(version) }
            if let last = versions.last, document.body.previous != last.digest { throw .fork(version: version - 1) }
            versions.append(document)
        }
        guard let first = versions.first, let last = versions.last else { throw .missingVersion(1) }
        self.versions = versions
        self.first = first
        self.newest = last
    }

    /// Checks that a version carries the signatures of the thresholds of the version before it and of its own.
    package static func checkThresholds(
        of later: Document<Vault>, after earlier: Document<Vault>, verifier: some SignatureVerifier = OpenSSLVerifier()
    ) throws(VaultError) {
        try checkSignatures(on: later, after: earlier.body, verifier: verifier)
        let old = signers(of: later, among: earlier.body).count
        guard old >= earlier.body.threshold else {
            throw .tooFewOldSignatures(version: later.body.version, found: old, needed: earlier.body.threshold)
        }
        let new = signers(of: later, among: later.body).count
        guard new >= later.body.threshold else {
            throw .tooFewNewSignatures(version: later.body.version, found: new, needed: later.body.threshold)
        }
    }

    /// The custodians of a vault whose signature lines a document carries, by their keys in that vault. A vault has every
    /// person, key and device once, so each counts once.
    package static func signers(of document: Document<Vault>, among vault: Vault) -> [Identifier] {
        vault.custodians.filter { custodian in
            guard let line = document.signatures.first(where: { $0.person == custodian }) else { return false }
            return vault.person(custodian)?.identityKey == line.identityKey
        }
    }

    /// Checks every signature line of a version: each is by somebody whom it or the version before it lists.
    package static func checkSignatures(
        on vault: Document<Vault>, after earlier: Vault?, verifier: some SignatureVerifier = OpenSSLVerifier()
    ) throws(VaultError) {
        for line in vault.signatures {
            let listed = [vault.body, earlier].compactMap { $0?.person(line.person) }
            guard let first = listed.first else { throw .unknownSigner(line.person) }
            let person = listed.first { $0.identityKey == line.identityKey } ?? first
            do throws(SignatureProblem) {
                try vault.checkSignature(of: person.id, with: person.identityKey, verifier: verifier)
            } catch {
                throw .signature(error)
            }
        }
    }
}

extension Document<Vault> {
    /// The same document with the signatures of another copy of it added; a person's line that is there stays.
    package func merging(_ other: Document<Vault>) -> Document<Vault> {
        var merged = self
        let known = Set(signatures.map(\.person))
        for line in other.signatures where other.digest == digest && !known.contains(line.person) { merged.add(line) }
        return merged
    }
}
