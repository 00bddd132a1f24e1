import BitcoinCrypto
package import ByteCoding
package import Custody

/// Something in a returned file that was not taken, kept as evidence with who sent it and why it was refused.
package struct QuarantinedItem: Sendable, Hashable {
    /// What it is about.
    package enum Subject: Sendable, Hashable {
        /// A partial signature.
        case signature(SignatureSlot)
        /// A document of that type.
        case document(String)

        /// Reads the line that `subjectText` makes.
        package init?(text: String) {
            let words = text.split(separator: " ")
            if words.count == 2, words[0] == "document" {
                self = .document(String(words[1]))
                return
            }
            guard words.count == 3, words[0] == "signature", let input = Int(words[1]),
                let bytes = try? Hex.decode(String(words[2])), let key = try? EncodedPublicKey(bytes)
            else { return nil }
            self = .signature(SignatureSlot(input: input, publicKey: key))
        }
    }

    /// What it is about.
    package let subject: Subject
    /// The cosigner or person concerned; `nil` when the key is nobody's.
    package let person: Identifier?
    /// The stable code of the reason.
    package let reasonCode: String
    /// The reason in words.
    package let reason: String
    /// The bytes as they came.
    package let value: [UInt8]

    /// Keeps something as evidence.
    package init(subject: Subject, person: Identifier?, reason: any CodedError, value: [UInt8]) {
        self.init(
            subject: subject, person: person, reasonCode: reason.code, reason: reason.description, value: value)
    }

    /// Takes what the store kept.
    package init(subject: Subject, person: Identifier?, reasonCode: String, reason: String, value: [UInt8]) {
        self.subject = subject
        self.person = person
        self.reasonCode = reasonCode
        self.reason = reason
        self.value = value
    }

    /// The name under which it is kept: the same thing coming twice is one item.
    package var identity: Bytes32 {
        TaggedHash.hash(
            tag: "rensho/quarantine/v1", Array((subjectText + "\n" + reasonCode + "\n").utf8) + value)
    }

    /// What came, whatever was said about it.
    struct Thing: Hashable {
        let subject: Subject
        let value: [UInt8]
    }

    /// What came.
    var thing: Thing { Thing(subject: subject, value: value) }

    /// Whether the signature would be taken as soon as a document comes that it waits for.
    package var isWaiting: Bool {
        [HeldSignatureRefusal.noShare.code, HeldSignatureRefusal.noRelease.code].contains(reasonCode)
    }

    /// Whether it is a signature that verifies, put aside for another reason: whoever has it can use it.
    package var isUsableSignature: Bool { Self.isUsable(reasonCode: reasonCode) }

    /// Whether a signature that was put aside for this reason verifies.
    package static func isUsable(reasonCode: String) -> Bool {
        [
            HeldSignatureRefusal.noShare.code, HeldSignatureRefusal.noRelease.code,
            HeldSignatureRefusal.commitmentDiffers.code, SecondSignature.code,
        ].contains(reasonCode)
    }

    /// The subject as one line: `signature <input> <key hex>` or `document <type>`.
    package var subjectText: String {
        switch subject {
        case .signature(let slot): "signature \(slot.input) \(Hex.encode(slot.publicKey.bytes))"
        case .document(let type): "document \(type)"
        }
    }

    /// One sentence for the operator.
    package var sentence: String {
        let who = person.map { "\($0)'s" } ?? "an unknown key's"
        return switch subject {
        case .signature(let slot): "input \(slot.input): \(who) signature: \(reason)"
        case .document(let type): "\(person.map { "\($0)'s" } ?? "somebody's") \(type): \(reason)"
        }
    }
}
