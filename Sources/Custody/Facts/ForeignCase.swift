import BitcoinCrypto
package import BitcoinPSBT
import BitcoinPrimitives
package import ByteCoding

/// What makes a case of a plain PSBT of another coordinator, which says nothing about a case: every machine chooses the
/// same, so that the words agree by telephone.
///
/// The case id comes from the unsigned transaction; the case is no drill, replaces none, cites no orders, has no bounds,
/// and is a payment when it pays anybody outside the vault.
package enum ForeignCase {
    private static let tag = "rensho/foreign-case/v1"

    /// The first 16 bytes of the tagged hash of SHA-256 of the unsigned transaction.
    package static func id(unsignedTransaction hash: Bytes32) -> CaseID {
        guard let id = try? CaseID(Array(TaggedHash.hash(tag: tag, hash.bytes).bytes.prefix(CaseID.count))) else {
            preconditionFailure("a hash of 32 bytes has a front of 16")
        }
        return id
    }

    /// The header of a plain PSBT under a vault, and how many of its inputs are the vault's; `nil` without a transaction.
    package static func header(of psbt: PSBT, under vault: RegisteredVaultView) -> (header: CaseHeader, ownInputs: Int)?
    {
        guard let transaction = try? psbt.unsignedTransaction() else { return nil }
        let id = id(unsignedTransaction: SHA256.hash(transaction.encodedWithoutWitness()))
        let examination = CaseExamination(psbt: psbt, vault: vault, header: nil)
        let pays = examination.outputs.contains { $0.role == .external }
        guard let header = try? CaseHeader(drill: false, caseID: id, kind: pays ? .payment : .internal) else {
            return nil
        }
        return (header, examination.inputs.count { $0.script != nil })
    }
}

extension CaseFacts {
    /// Whether the case was made of a plain PSBT: whatever has its id is told apart by nothing else.
    package var isForeign: Bool {
        header.caseID == ForeignCase.id(unsignedTransaction: unsignedTransactionHash)
    }
}
