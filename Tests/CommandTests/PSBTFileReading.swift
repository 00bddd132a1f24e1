import BitcoinPSBT
import Custody

/// What a file of a case carries.
enum PSBTFileReading {
    /// The documents in a PSBT file.
    static func attachments(of bytes: [UInt8]) throws -> ProposalAttachments {
        try ProposalFields.read(from: try PSBTFile(fileBytes: bytes).psbt)
    }

    /// The same file with other documents.
    static func replacing(
        _ change: (inout ProposalAttachments) throws -> Void, in bytes: [UInt8]
    ) throws -> [UInt8] {
        let file = try PSBTFile(fileBytes: bytes)
        var psbt = file.psbt
        var attachments = try ProposalFields.read(from: psbt)
        try change(&attachments)
        try ProposalFields.attach(attachments, to: &psbt)
        return PSBTFile(psbt: psbt, encoding: file.encoding).fileBytes()
    }

    /// Whether a file is a PSBT with anybody's signature in it.
    static func holdsSignature(_ bytes: [UInt8]) -> Bool {
        guard let file = try? PSBTFile(fileBytes: bytes) else { return false }
        return file.psbt.inputs.contains { !$0.partialSigs.isEmpty || $0.finalScriptWitness != nil }
    }
}
