import Custody

/// Says whose signatures are in the file already and hold (number 33).
struct SignersShown: SigningCheck {
    static let id = "file.signed-by"

    func findings(in context: ReviewContext) -> [Finding] {
        let inputs = context.examination.inputs
        var counts: [Int: Int] = [:]
        for input in inputs {
            for key in Set(input.signatures.filter { $0.verdict == .valid }.compactMap(\.keyIndex)) {
                counts[key, default: 0] += 1
            }
        }
        let cosigners = context.vault.vault.cosigners
        let signed = counts.sorted { $0.key < $1.key }.compactMap { key, count in
            cosigners.indices.contains(key) ? SignedCount(person: cosigners[key].person, inputs: count) : nil
        }
        guard !signed.isEmpty else { return [] }
        return [finding(.note, .transaction, .file(.signedBy(signed, inputs: inputs.count)))]
    }
}
