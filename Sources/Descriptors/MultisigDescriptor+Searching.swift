import BitcoinCrypto
package import BitcoinPrimitives

extension MultisigDescriptor {
    /// How many positions are derived together: many share an inversion, and every core gets some.
    private static let searchChunk: UInt32 = 64

    /// The output scripts of consecutive indexes of a branch, derived on all cores by our own curve arithmetic.
    ///
    /// Fast, and for searches alone: whoever finds a script derives it again with `script(at:)`, which OpenSSL does. `nil`
    /// where a key does not exist (BIP-32), and on a branch that the descriptor does not have.
    package func candidateScripts(on branch: UInt32, _ indexes: Range<UInt32>) -> [Script?] {
        guard let row = branches.firstIndex(of: branch), indexes.upperBound <= ChildNumber.hardenedBit else {
            return indexes.map { _ in nil }
        }
        let chunks = stride(from: indexes.lowerBound, to: indexes.upperBound, by: Int(Self.searchChunk)).map {
            $0..<min($0 + Self.searchChunk, indexes.upperBound)
        }
        return Parallel.map(chunks) { chunk in candidates(of: branchKeys[row], chunk) }.flatMap(\.self)
    }

    private func candidates(of parents: [ExtendedPublicKey], _ indexes: Range<UInt32>) -> [Script?] {
        let columns = parents.map { $0.searchKeys(indexes) }
        return (0..<indexes.count).map { place in
            let keys = columns.compactMap { $0[place] }
            guard keys.count == columns.count,
                let multisig = try? MultisigScript(threshold: threshold, sorting: keys)
            else { return nil }
            let program = Script.p2wsh(of: multisig.script)
            return scriptType == .p2wsh ? program : .p2sh(of: program)
        }
    }
}
