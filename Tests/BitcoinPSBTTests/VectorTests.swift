import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import TestSupport
import Testing

private let files = ["bip174", "bip370", "bip371"]

private func rows(_ op: String, valid: Bool) throws -> [PSBTRow] {
    try files.flatMap { name in
        try VectorStore.load("\(name)/\(name).json", op: op, as: PSBTRow.self).filter { $0.isValid == valid }
    }
}

private func decode(_ base64: String?) throws -> PSBT {
    try PSBTFile(fileBytes: Array(try #require(base64).utf8)).psbt
}

private func hexPairs(_ pairs: [RawPair]) -> [[String]] {
    pairs.map { [Hex.encode($0.key), Hex.encode($0.value)] }
}

@Suite("Published and own vectors of BIP-174, BIP-370 and BIP-371")
struct VectorTests {
    /// What becomes of every row. Operations that are not run here belong to a party that this container serves.
    @Test("accounts for every row")
    func accounting() throws {
        let here = ["parse", "create", "update", "set_sighash", "combine", "convert", "locktime", "signer_check"]
        let elsewhere = [
            "sign": "the Signer's: SignerCore",
            "finalize": "the Finalizer's: CoordinatorCore",
            "extract": "the Extractor's: CoordinatorCore",
        ]
        let counts = [
            "bip174": [
                "parse": 78, "create": 9, "update": 9, "set_sighash": 1, "combine": 13, "signer_check": 13,
                "sign": 21, "finalize": 17, "extract": 10,
            ],
            "bip370": [
                "parse": 46, "locktime": 24, "convert": 16, "combine": 8, "sign": 17, "finalize": 8, "extract": 8,
            ],
            "bip371": ["parse": 20, "combine": 1, "sign": 3, "finalize": 2, "extract": 1],
        ]
        for (name, expected) in counts {
            let found = try VectorStore.operationCounts("\(name)/\(name).json")
            #expect(found == expected)
            #expect(found.keys.allSatisfy { here.contains($0) || elsewhere[$0] != nil })
        }
    }

    @Test("parses what is valid into exactly the maps that the row lists", arguments: try rows("parse", valid: true))
    func validParse(row: PSBTRow) throws {
        let psbt = try decode(row.psbt)
        let expected = try #require(row.expected)
        #expect(psbt.version.rawValue == expected.version)
        #expect(psbt.inputs.count == expected.inputs)
        #expect(psbt.outputs.count == expected.outputs)
        #expect(hexPairs(psbt.global.pairs) == expected.globalMap)
        #expect(psbt.inputs.map { hexPairs($0.pairs) } == expected.inputMaps)
        #expect(psbt.outputs.map { hexPairs($0.pairs) } == expected.outputMaps)

        let transaction = try psbt.unsignedTransaction()
        #expect(transaction.version == expected.txVersion)
        #expect(transaction.lockTime.rawValue == expected.locktime)
        #expect(transaction.txid.description == expected.unsignedTxid)
        #expect(psbt.global.fallbackLocktime?.rawValue == expected.fallbackLocktime)
        if let id = expected.idTxid { #expect(try psbt.uniqueID().description == id) }
        let modifiable = psbt.global.txModifiable
        #expect(modifiable?.contains(.inputs) == expected.inputsModifiable)
        #expect(modifiable?.contains(.outputs) == expected.outputsModifiable)
        #expect(modifiable?.contains(.hasSighashSingle) == expected.hasSighashSingle)
    }

    @Test("writes back every byte of what is valid", arguments: try rows("parse", valid: true))
    func roundTrip(row: PSBTRow) throws {
        let text = try #require(row.psbt)
        let binary = try Base64.decode(text)
        #expect(try PSBT(decoding: binary).encoded() == binary)
        #expect(try PSBTFile(fileBytes: Array(text.utf8)).fileBytes() == Array("\(text)\n".utf8))
    }

    @Test("refuses what is invalid", arguments: try rows("parse", valid: false))
    func invalidParse(row: PSBTRow) throws {
        #expect(throws: PSBTError.self) { try decode(row.psbt) }
    }

    @Test("opens well-formed files that a Signer has to refuse", arguments: try rows("signer_check", valid: false))
    func signerChecks(row: PSBTRow) throws {
        // The refusals themselves are checks of the review.
        #expect(try PSBTFile(fileBytes: Array(try #require(row.psbt).utf8)).psbt.inputs.isEmpty == false)
    }

    @Test("creates", arguments: try rows("create", valid: true))
    func create(row: PSBTRow) throws {
        let transaction = Transaction(
            version: try #require(row.txVersion),
            inputs: try #require(row.inputs).map {
                TxIn(
                    previousOutput: OutPoint(txid: try Txid(parsing: $0.txid), vout: $0.vout),
                    sequence: TxSequence($0.sequence))
            },
            outputs: try #require(row.outputs).map {
                TxOut(amount: try Amount(sat: $0.amount), scriptPubKey: Script(try Hex.decode($0.scriptPubkey)))
            },
            lockTime: LockTime(try #require(row.locktime)))
        let created = try PSBT(creating: transaction, version: .v0)
        #expect(Base64.encode(created.encoded()) == row.expected?.psbt)

        let second = try PSBT(creating: transaction, version: .v2)
        #expect(try PSBT(decoding: second.encoded()) == second)
        #expect(try second.unsignedTransaction() == transaction)
        #expect(try second.converted(to: .v0) == created)
    }

    @Test("setting every property gives the bytes of the updated file", arguments: try rows("update", valid: true))
    func update(row: PSBTRow) throws {
        var psbt = try decode(row.psbt)
        psbt.copyProperties(of: try decode(row.expected?.psbt))
        #expect(Base64.encode(psbt.encoded()) == row.expected?.psbt)
    }

    @Test("sets the hash type", arguments: try rows("set_sighash", valid: true))
    func setSighash(row: PSBTRow) throws {
        var psbt = try decode(row.psbt)
        for index in psbt.inputs.indices { psbt.inputs[index].sighashType = row.hashType }
        #expect(Base64.encode(psbt.encoded()) == row.expected?.psbt)
    }

    @Test(
        "setting every property gives the bytes of the signed and the finalized file",
        arguments: try rows("sign", valid: true) + rows("finalize", valid: true))
    func signAndFinalize(row: PSBTRow) throws {
        var psbt = try decode(row.psbt)
        let expected = try decode(row.expected?.psbt)
        guard !psbt.inputs.contains(where: \.hasTaprootFields) else { return }
        let isSorted = psbt.hexMaps == psbt.sortedPairs
        psbt.copyProperties(of: expected)
        #expect(psbt.sortedPairs == expected.sortedPairs)
        // Where the file to start from is not in ascending order, what stands in it keeps its place.
        if isSorted, row.expected?.keyOrderSorted == true {
            #expect(psbt == expected)
            #expect(Base64.encode(psbt.encoded()) == row.expected?.psbt)
        }
    }

    @Test("adds the missing pairs of another file", arguments: try rows("combine", valid: true))
    func combine(row: PSBTRow) throws {
        let files = try #require(row.psbts).map { try decode($0) }
        var combined = try #require(files.first)
        for other in files.dropFirst() {
            #expect(try other.uniqueID() == combined.uniqueID())
            try combined.global.addMissingPairs(of: other.global)
            for index in combined.inputs.indices {
                try combined.inputs[index].addMissingPairs(of: other.inputs[index], at: index)
            }
            for index in combined.outputs.indices {
                try combined.outputs[index].addMissingPairs(of: other.outputs[index], at: index)
            }
        }
        let expected = try #require(row.expected)
        #expect(combined.sortedPairs == (try decode(expected.psbt)).sortedPairs)
        if expected.keyOrderSorted == true { #expect(Base64.encode(combined.encoded()) == expected.psbt) }
        // Typed properties and pairs tell the same story.
        let reread = try PSBT(decoding: combined.encoded())
        #expect(reread.inputs.map(\.partialSigs) == combined.inputs.map(\.partialSigs))
    }

    @Test("tells two payments apart", arguments: try rows("combine", valid: false))
    func combineOthers(row: PSBTRow) throws {
        let files = try #require(row.psbts).map { try decode($0) }
        #expect(Set(try files.map { try $0.uniqueID() }).count == 2)
    }

    @Test("converts", arguments: try rows("convert", valid: true))
    func convert(row: PSBTRow) throws {
        let version = try #require(row.toVersion.flatMap(PSBTVersion.init(rawValue:)))
        let converted = try decode(row.psbt).converted(to: version)
        #expect(converted == (try decode(row.expected?.psbt)))
        #expect(Base64.encode(converted.encoded()) == row.expected?.psbt)
    }

    @Test("determines the lock time", arguments: try rows("locktime", valid: true))
    func lockTime(row: PSBTRow) throws {
        let psbt = try decode(row.psbt)
        #expect(try psbt.lockTime().rawValue == row.expected?.locktime)
        #expect(try psbt.unsignedTransaction().lockTime == psbt.lockTime())
    }

    @Test("refuses lock times of different kinds", arguments: try rows("locktime", valid: false))
    func lockTimeConflict(row: PSBTRow) throws {
        let psbt = try decode(row.psbt)
        #expect(throws: PSBTError.lockTimeConflict) { try psbt.unsignedTransaction() }
    }
}

extension PSBT {
    /// Sets every typed property to what `other` has.
    fileprivate mutating func copyProperties(of other: PSBT) {
        global.xpubs = other.global.xpubs
        global.proprietary = other.global.proprietary
        for index in inputs.indices { inputs[index].copyProperties(of: other.inputs[index]) }
        for index in outputs.indices {
            outputs[index].bip32Derivations = other.outputs[index].bip32Derivations
            outputs[index].witnessScript = other.outputs[index].witnessScript
            outputs[index].redeemScript = other.outputs[index].redeemScript
            outputs[index].proprietary = other.outputs[index].proprietary
        }
    }

    /// The pairs of every map, each map in ascending order.
    fileprivate var sortedPairs: [[[String]]] {
        hexMaps.map { $0.sorted { $0.lexicographicallyPrecedes($1) } }
    }

    /// The pairs of every map in file order.
    fileprivate var hexMaps: [[[String]]] {
        ([global.pairs] + inputs.map(\.pairs) + outputs.map(\.pairs)).map(hexPairs)
    }
}

extension InputMap {
    fileprivate mutating func copyProperties(of other: InputMap) {
        // From back to front, so that each goes before what is there already.
        proprietary = other.proprietary
        finalScriptWitness = other.finalScriptWitness
        finalScriptSig = other.finalScriptSig
        bip32Derivations = other.bip32Derivations.reversed()
        witnessScript = other.witnessScript
        redeemScript = other.redeemScript
        sighashType = other.sighashType
        partialSigs = other.partialSigs.reversed()
        witnessUtxo = other.witnessUtxo
        nonWitnessUtxo = other.nonWitnessUtxo
    }
}
