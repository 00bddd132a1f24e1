import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding

/// Judges what another signer program wrote.
package enum ConformanceJudge {
    /// What is wrong with an answer, in words; empty when it is right. `nil` stands for no answer at all.
    package static func problems(of answer: [UInt8]?, to one: ConformanceCase) -> [String] {
        switch one.expectation {
        case .sign(let wanted): signedProblems(answer, one, wanted)
        case .refuse: refusedProblems(answer, one)
        }
    }

    private static func signedProblems(
        _ answer: [UInt8]?, _ one: ConformanceCase, _ wanted: [ConformanceCase.Wanted]
    ) -> [String] {
        guard let answer else { return ["there is no answer"] }
        let given: PSBT
        let asked: PSBT
        do throws(PSBTError) {
            asked = try PSBT(decoding: one.psbt)
            given = try PSBTFile(fileBytes: answer).psbt
        } catch {
            return ["the answer is no PSBT: \(error) [\(error.code)]"]
        }
        guard given.inputs.count == asked.inputs.count, given.outputs.count == asked.outputs.count else {
            return ["the answer has another number of inputs or outputs"]
        }
        var problems = PairChanges(asked.global.pairs, given.global.pairs)
            .problems(in: .global, name: GlobalMap.fieldName)
        for place in asked.inputs.indices {
            let own = wanted.filter { $0.input == place }
            let keys = Set(own.map(\.publicKey.bytes))
            // What a wanted key signed is judged by itself; everything else must be as it was.
            let isOther = { (pair: RawPair) in
                !(pair.key.first == partialSignature && keys.contains(Array(pair.key.dropFirst())))
            }
            problems += PairChanges(
                asked.inputs[place].pairs.filter(isOther), given.inputs[place].pairs.filter(isOther)
            )
            .problems(in: .input(place), name: InputMap.fieldName)
            for signature in own { problems += signatureProblems(signature, in: given.inputs[place]) }
        }
        for place in asked.outputs.indices {
            problems += PairChanges(asked.outputs[place].pairs, given.outputs[place].pairs)
                .problems(in: .output(place), name: OutputMap.fieldName)
        }
        return problems
    }

    /// `PSBT_IN_PARTIAL_SIG` of BIP-174.
    private static let partialSignature: UInt8 = 0x02

    private static func signatureProblems(_ wanted: ConformanceCase.Wanted, in map: InputMap) -> [String] {
        let place = "input \(wanted.input)"
        guard let found = map.partialSigs.first(where: { $0.publicKey == wanted.publicKey }) else {
            return ["\(place): the signature of \(wanted.publicKey) is missing"]
        }
        var problems: [String] = []
        if found.signature.last != SighashType.all.rawValue {
            problems.append("\(place): the signature does not end with SIGHASH_ALL")
        }
        do throws(SignatureError) {
            let signature = try ECDSASignature(strictDER: found.signature.dropLast())
            // The verifier takes no high s, so it has nothing more to say about one.
            guard signature.hasLowS else { return problems + ["\(place): the signature has high s"] }
            let check = SignatureCheck(publicKey: wanted.publicKey, digest: wanted.digest, signature: signature)
            if OpenSSLVerifier().verify([check]) != [true] {
                problems.append("\(place): the signature does not verify")
            }
        } catch {
            problems.append("\(place): the signature is no strict DER: \(error)")
        }
        return problems
    }

    private static func refusedProblems(_ answer: [UInt8]?, _ one: ConformanceCase) -> [String] {
        guard let answer, !answer.isEmpty, answer != one.psbt else { return [] }
        // The hostile PSBTs carry no signature, so whatever is there is new.
        guard let signed = ForeignAnswer.signedInputs(in: answer, inputCount: one.inputCount) else {
            return ["the answer differs from the question and has no maps that could be searched for signatures"]
        }
        return signed.map { "input \($0): signed" }
    }
}

/// The difference between two maps, whatever the order of their pairs.
struct PairChanges {
    private let before: [RawPair]
    private let after: [RawPair]

    init(_ before: [RawPair], _ after: [RawPair]) {
        self.before = before
        self.after = after
    }

    /// What was removed, changed and added, in words.
    func problems(in map: PSBTMapName, name: (RawPair) -> String) -> [String] {
        let old = Dictionary(before.map { ($0.key, $0.value) }) { first, _ in first }
        let new = Dictionary(after.map { ($0.key, $0.value) }) { first, _ in first }
        let lost = before.compactMap { pair -> String? in
            guard let value = new[pair.key] else { return "\(map): \(name(pair)) was removed" }
            return value == pair.value ? nil : "\(map): \(name(pair)) was changed"
        }
        return lost + after.filter { old[$0.key] == nil }.map { "\(map): \(name($0)) was added" }
    }
}
