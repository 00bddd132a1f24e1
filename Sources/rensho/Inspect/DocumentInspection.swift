import BitcoinCrypto
import ByteCoding
import CommandSupport
import Custody

/// A document of Rensho as JSON: its fields in order, its digest, and who signed.
enum DocumentInspection {
    static func members(type: String, _ bytes: [UInt8]) throws -> [(key: String, value: JSONValue)] {
        switch type {
        case KeyRecord.typeName: try members(Document<KeyRecord>(parsing: bytes))
        case Vault.typeName: try members(Document<Vault>(parsing: bytes))
        case Acknowledgement.typeName: try members(Document<Acknowledgement>(parsing: bytes))
        case CaseDocument.typeName: try members(Document<CaseDocument>(parsing: bytes))
        case Share.typeName: try members(Document<Share>(parsing: bytes))
        case Confirmation.typeName: try members(Document<Confirmation>(parsing: bytes))
        case Refusal.typeName: try members(Document<Refusal>(parsing: bytes))
        case MachineRecord.typeName: try members(Document<MachineRecord>(parsing: bytes))
        case Release.typeName: try members(Document<Release>(parsing: bytes))
        case Order.typeName: try members(Document<Order>(parsing: bytes))
        case OrderApproval.typeName: try members(Document<OrderApproval>(parsing: bytes))
        case CoinSnapshot.typeName: try members(SnapshotFile(parsing: bytes).document)
        case _ where StopDocument.isOne(bytes): try members(StopDocument(parsing: bytes))
        case LogCountersign.typeName: try members(Document<LogCountersign>(parsing: bytes))
        case EvidenceManifest.typeName: try members(SealedFile.parse(bytes, as: EvidenceManifest.self).document)
        case LogExportHeader.typeName: try members(SealedFile.parse(bytes, as: LogExportHeader.self).document)
        default:
            throw Outcome(
                .malformed, "inspect.unknown-document", "\"\(type)\" is no type of document that this program knows",
                remedy: "A newer release may know it.")
        }
    }

    static func members(_ stop: StopDocument) -> [(key: String, value: JSONValue)] {
        switch stop {
        case .freeze(let document): members(document)
        case .lift(let document): members(document)
        case .veto(let document): members(document)
        case .countersign(let document): members(document)
        case .excuse(let document): members(document)
        case .override(let document): members(document)
        }
    }

    static func members<Body: DocumentBody>(_ document: Document<Body>) -> [(key: String, value: JSONValue)] {
        [
            (key: "type", value: .string(Body.typeName)), (key: "digest", value: .string(document.digest.hex)),
            (
                key: "fields",
                value: .array(
                    document.body.fields().map {
                        .object([(key: "name", value: .string($0.name)), (key: "value", value: .string($0.value))])
                    })
            ),
            (
                key: "signatures",
                value: .array(
                    document.signatures.map { signature in
                        // The line names its own key; only a vault says whose key that is.
                        .object([
                            (key: "person", value: .string(signature.person.description)),
                            (key: "identity_key", value: .string(signature.identityKey.hex)),
                            (key: "verifies_with_that_key", value: .bool(verifies(signature, document))),
                        ])
                    })
            ),
        ]
    }

    private static func verifies<Body>(_ signature: DocumentSignature, _ document: Document<Body>) -> Bool {
        do throws(SignatureProblem) {
            try document.checkSignature(of: signature.person, with: signature.identityKey)
            return true
        } catch {
            return false
        }
    }
}
