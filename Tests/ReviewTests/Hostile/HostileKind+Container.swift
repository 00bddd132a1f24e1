import BitcoinPSBT
import ByteCoding
import TestSupport

extension HostileKind {
    /// Faults of the container and of the documents in it.
    static let container: [HostileKind] = [
        HostileKind(bytes: "an empty file") { bytes, _ in bytes = [] },
        HostileKind(bytes: "another magic") { bytes, _ in bytes[4] = 0xfe },
        HostileKind(bytes: "cut in the middle") { bytes, _ in bytes.removeLast(bytes.count / 2) },
        HostileKind(bytes: "cut by one byte") { bytes, _ in bytes.removeLast() },
        HostileKind(bytes: "a byte behind the last map") { bytes, _ in bytes.append(0) },
        HostileKind(bytes: "base64 with a letter that it does not have") { bytes, _ in
            bytes = Array(Base64.encode(bytes).utf8)
            bytes[bytes.count / 2] = UInt8(ascii: "*")
        },
        HostileKind(bytes: "base64 of a file with a byte behind it") { bytes, _ in
            bytes = Array(Base64.encode(bytes + [0]).utf8)
        },
        HostileKind(bytes: "a length in a longer form") { bytes, _ in
            bytes.replaceSubrange(5...5, with: [0xfd, bytes[5], 0])
        },
        HostileKind("the same key twice in the global map") { $0.global.append($0.global[1]) },
        HostileKind("an unknown key twice in an input") { builder in
            builder.inputs[0] += [PSBTBuilder.Pair([0x77], [1]), PSBTBuilder.Pair([0x77], [2])]
        },
        HostileKind("two amounts for one coin") { builder in
            guard let pair = builder.inputs[0].first(where: { $0.key == [0x01] }) else { return }
            builder.inputs[0].append(PSBTBuilder.Pair([0x01], [0x01] + pair.value.dropFirst()))
        },
        HostileKind("a witness output with a key") { $0.inputs[0].append(PSBTBuilder.Pair([0x01, 0x00], [0])) },
        HostileKind("a derivation for a key of 32 bytes") { builder in
            builder.inputs[0].append(
                PSBTBuilder.Pair([0x06, 0x02] + [UInt8](repeating: 1, count: 31), [1, 2, 3, 4]))
        },
        HostileKind("a derivation with half a step") { builder in
            guard let place = builder.inputs[0].firstIndex(where: { $0.key.first == 0x06 }) else { return }
            builder.inputs[0][place].value.removeLast(2)
        },
        HostileKind("a signature by a key that is not on the curve") { builder in
            builder.inputs[0].append(
                PSBTBuilder.Pair([0x02, 0x02] + [UInt8](repeating: 0xff, count: 32), [0x30, 0x01]))
        },
        HostileKind("a signature type of three bytes") { $0.inputs[0].append(PSBTBuilder.Pair([0x03], [1, 0, 0])) },
        HostileKind("a field of the other version, global") { builder in
            let isV0 = builder.global.contains { $0.key == [0x00] }
            builder.global.append(
                isV0
                    ? PSBTBuilder.Pair([0x04], [2])
                    : PSBTBuilder.Pair([0x00], PSBTBuilder.unsignedTransaction()))
        },
        HostileKind("a field of version 2 in an input of version 0", [.v0]) {
            $0.inputs[0].append(PSBTBuilder.Pair([0x10], [0, 0, 0, 0]))
        },
        HostileKind("a field of version 2 in an output of version 0", [.v0]) {
            $0.outputs[0].append(PSBTBuilder.Pair([0x03], [1, 0, 0, 0, 0, 0, 0, 0]))
        },
        HostileKind("no transaction") { builder in builder.global.removeAll { [[0x00], [0x02]].contains($0.key) } },
        HostileKind("an output without an amount", [.v2]) { builder in
            builder.outputs[0].removeAll { $0.key == [0x03] }
        },
        HostileKind("version 1") { builder in
            builder.global.removeAll { $0.key == [0xfb] }
            builder.global.append(PSBTBuilder.Pair([0xfb], [1, 0, 0, 0]))
        },
        HostileKind("an unsigned transaction with a scriptSig", [.v0]) { builder in
            guard let place = builder.global.firstIndex(where: { $0.key == [0x00] }) else { return }
            // Version, one byte of count, txid and position; then the length of the scriptSig.
            builder.global[place].value.replaceSubrange(41...41, with: [1, 0x51])
        },
        HostileKind("one input more than there are maps") { builder in
            builder.inputs.removeLast()
        },
        HostileKind("one output more than there are maps") { builder in
            builder.outputs.removeLast()
        },
        HostileKind("one map more than there are outputs") { builder in
            builder.outputs.append([PSBTBuilder.Pair([0x77], [1])])
        },
        HostileKind("an output of more than can exist", [.v2]) { builder in
            guard let place = builder.outputs[0].firstIndex(where: { $0.key == [0x03] }) else { return }
            builder.outputs[0][place].value = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]
        },
        HostileKind("the previous transaction of another coin") { builder in
            guard let one = builder.inputs[0].firstIndex(where: { $0.key == [0x00] }),
                let other = builder.inputs[1].first(where: { $0.key == [0x00] })
            else { return }
            builder.inputs[0][one].value = other.value
        },
        HostileKind("a previous transaction with another amount") { builder in
            guard let place = builder.inputs[0].firstIndex(where: { $0.key == [0x00] }) else { return }
            // The last output's amount stands before its script of 34 bytes with its length, and the lock time.
            let value = builder.inputs[0][place].value
            builder.inputs[0][place].value[value.count - 4 - 35 - 8] ^= 1
        },
        HostileKind("a document of no known kind") {
            $0.global.append(PSBTBuilder.Pair([0xfc, 6] + Array("RENSHO".utf8) + [0x63], [1]))
        },
        HostileKind("a document in an input") {
            $0.inputs[0].append(PSBTBuilder.Pair([0xfc, 6] + Array("RENSHO".utf8) + [0x00], [1]))
        },
        HostileKind("a document in an output") {
            $0.outputs[0].append(PSBTBuilder.Pair([0xfc, 6] + Array("RENSHO".utf8) + [0x00], [1]))
        },
        HostileKind("a case document with a carriage return") { builder in
            try changeCaseDocument(&builder) { text in text.replacing("\n", with: "\r\n", maxReplacements: 1) }
        },
        HostileKind("a case document with a line too many") { builder in
            try changeCaseDocument(&builder) { text in text.replacing("\nfee:", with: "\nnote: x\nfee:") }
        },
        HostileKind("a case document with an amount in another form") { builder in
            try changeCaseDocument(&builder) { text in text.replacing("\nfee: ", with: "\nfee: 0") }
        },
        HostileKind("an acknowledgement under another person's name") { builder in
            let carol = Array("carol".utf8)
            guard let place = builder.global.firstIndex(where: { $0.key.suffix(5) == carol[...] }) else { return }
            builder.global[place].key.replaceSubrange(
                (builder.global[place].key.count - 5)..., with: Array("zarol".utf8))
        },
        HostileKind("no case document") { builder in
            builder.global.removeAll { isCaseDocument($0) }
        },
    ]

    private static func isCaseDocument(_ pair: PSBTBuilder.Pair) -> Bool {
        pair.key.first == 0xfc && pair.value.starts(with: Array("rensho/case/".utf8))
    }

    private static func changeCaseDocument(
        _ builder: inout PSBTBuilder, _ change: (String) -> String
    ) throws {
        let place = try builder.global.firstIndex(where: isCaseDocument).orThrow()
        let text = String(decoding: builder.global[place].value, as: UTF8.self)
        let changed = change(text)
        guard changed != text else { throw FixtureError.noFacts }
        builder.global[place].value = Array(changed.utf8)
    }
}
