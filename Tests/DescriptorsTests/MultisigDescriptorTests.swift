import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Descriptors
import TestSupport
import Testing

@Suite struct MultisigDescriptorTests {
    static func text(_ threshold: String, _ keys: [String]) -> String {
        "wsh(sortedmulti(\(([threshold] + keys).joined(separator: ","))))"
    }

    @Test func `reads the sample and writes it back`() throws {
        let text = try SampleVault.text()
        let descriptor = try SampleVault.descriptor()
        #expect(descriptor.text == text && descriptor.description == text)
        #expect(descriptor.scriptType == .p2wsh && descriptor.threshold == 2 && descriptor.branches == [0, 1])
        #expect(descriptor.isTestNetwork && descriptor.belongs(to: .regtest) && !descriptor.belongs(to: .mainnet))
        let sample = try SampleVault.cosigners()
        #expect(sample.threshold == descriptor.threshold)
        #expect(descriptor.keys.map(\.xpub.description) == sample.cosigners.map(\.xpub))
        #expect(descriptor.keys.map(\.origin.fingerprint.description) == sample.cosigners.map(\.fingerprint))
        #expect(descriptor.keys.map { "m/\($0.origin.path)" } == sample.cosigners.map(\.origin))
        #expect(descriptor.keys.map(\.originMatchesDepth) == [true, true, true])
        #expect(
            try MultisigDescriptor(scriptType: .p2wsh, threshold: 2, keys: descriptor.keys) == descriptor)
    }

    @Test func `derives the scripts of the coins that the node lists`() throws {
        let descriptor = try SampleVault.descriptor()
        let coins = try SampleVault.coins()
        #expect(coins.count == 4)
        for coin in coins {
            // The node writes the first key as [fingerprint/…/branch/index].
            let origin = coin.desc.split(separator: "[")[1].split(separator: "]")[0]
            let steps = try KeyOrigin(parsing: String(origin)).path.steps.suffix(2).map(\.index)
            let derived = try descriptor.script(at: ScriptPosition(branch: steps[0], index: steps[1]))
            #expect(derived.scriptPubKey.hex == coin.scriptPubKey)
            #expect(derived.witnessScript.hex == coin.witnessScript)
            #expect(derived.multisig.isSorted && derived.redeemScript == nil)
            #expect(derived.keys.map(\.publicKey.encoded) == derived.multisig.keys)
            #expect(Address(scriptPubKey: derived.scriptPubKey, network: .regtest)?.text == coin.address)
            for key in derived.keys {
                let parent = descriptor.keys[key.keyIndex]
                #expect(key.origin.description == "\(parent.origin)/\(derived.position)")
                let path = try DerivationPath(parsing: derived.position.description)
                #expect(try parent.xpub.derived(path).publicKey == key.publicKey)
                #expect(coin.desc.contains("[\(key.origin)]\(key.publicKey)"))
            }
        }
    }

    @Test func `wraps the witness script in P2SH`() throws {
        let native = try SampleVault.descriptor()
        let nested = try MultisigDescriptor(scriptType: .p2shP2wsh, threshold: 2, keys: native.keys)
        #expect(nested.text.hasPrefix("sh(wsh(sortedmulti(2,["))
        #expect(try MultisigDescriptor(parsing: nested.text) == nested)
        let position = ScriptPosition(branch: 1, index: 7)
        let (inner, outer) = (try native.script(at: position), try nested.script(at: position))
        #expect(outer.witnessScript == inner.witnessScript)
        #expect(outer.redeemScript == inner.scriptPubKey)
        #expect(outer.scriptPubKey == .p2sh(of: inner.scriptPubKey))
    }

    @Test func `reads hardened marks and absent checksums, writes one form`() throws {
        let text = try SampleVault.text()
        let body = String(text.prefix { $0 != "#" })
        #expect(try MultisigDescriptor(parsing: body).text == text)
        #expect(
            try MultisigDescriptor(parsing: body.replacing("h/", with: "'/").replacing("h]", with: "']")).text == text)
        #expect(try "\(body)#\(MultisigDescriptor.checksum(of: body))" == text)
    }

    @Test func `single branches have their own text and no other branch`() throws {
        let receive = String(try SampleVault.text().prefix { $0 != "#" }.replacing("<0;1>", with: "0"))
        let descriptor = try MultisigDescriptor(parsing: receive)
        #expect(descriptor.branches == [0])
        #expect(descriptor.text.hasPrefix(receive + "#"))
        #expect(try MultisigDescriptor(parsing: descriptor.text) == descriptor)
        #expect(try descriptor != SampleVault.descriptor())
        #expect(throws: DescriptorError.noSuchBranch(1)) {
            try descriptor.script(at: ScriptPosition(branch: 1, index: 0))
        }
        let change = try MultisigDescriptor(parsing: receive.replacing("/0/*", with: "/1/*"))
        #expect(change.branches == [1])
    }

    @Test func `has no script on other branches or at hardened indexes`() throws {
        let descriptor = try SampleVault.descriptor()
        #expect(throws: DescriptorError.noSuchBranch(2)) {
            try descriptor.script(at: ScriptPosition(branch: 2, index: 0))
        }
        #expect(throws: DescriptorError.indexOutOfRange(0x8000_0000)) {
            try descriptor.scripts(at: [.init(branch: 0, index: 0), .init(branch: 0, index: 0x8000_0000)])
        }
        #expect(try descriptor.script(at: ScriptPosition(branch: 0, index: 0x7FFF_FFFF)).keys.count == 3)
        #expect(try descriptor.scripts(at: []).isEmpty)
    }

    @Test func `a batch gives what single questions give, in order`() throws {
        let descriptor = try SampleVault.descriptor()
        let positions = (0..<40).map { ScriptPosition(branch: $0 % 2, index: 100 - $0) }
        let batch = try descriptor.scripts(at: positions)
        #expect(batch.map(\.position) == positions)
        let single = try positions.map { try descriptor.script(at: $0) }
        #expect(batch == single)
    }

    @Test func `refuses what is not exactly the form`() throws {
        let keys = try SampleVault.expressions()
        let bare = try SampleVault.descriptor().keys.map(\.description)
        let mainnet =
            "[00000000/48h]xpub6DkFAXWQ2dHxnMKoSBogHrw1rgNJKR4umdbnNVNTYeCGcduxWnNUHgGptqEQWPKRmeW4Zn4FHSbLMBKEWYaMDYu47"
            + "Ytg6DdFnPNt8hwn5mE/<0;1>/*"
        let functionWanted = "a function with its arguments in brackets"
        let cases: [(text: String, error: DescriptorError)] = [
            (Self.text("0", keys), .threshold(0, keyCount: 3)),
            (Self.text("4", keys), .threshold(4, keyCount: 3)),
            (Self.text("+2", keys), .thresholdSyntax),
            (Self.text("02", keys), .thresholdSyntax),
            (Self.text("", keys), .thresholdSyntax),
            (Self.text("x", keys), .thresholdSyntax),
            (Self.text("99999999999999999999", keys), .thresholdSyntax),
            (Self.text("1", []), .keyCount(0)),
            (Self.text("1", Array(repeating: keys[0], count: 21)), .keyCount(21)),
            (Self.text("2", [keys[0], keys[1], keys[0]]), .duplicateKey(first: 0, second: 2)),
            (Self.text("2", [keys[0], mainnet]), .mixedNetworks(first: 0, second: 1)),
            (Self.text("1", [String(keys[0].drop { $0 != "]" }.dropFirst())]), .originMissing(key: 0)),
            (Self.text("1", [keys[0], "00000000]" + keys[1]]), .originSyntax(key: 1)),
            (Self.text("1", ["[00000000]" + keys[0]]), .originSyntax(key: 0)),
            (Self.text("1", ["[[" + keys[0]]), .originSyntax(key: 0)),
            (Self.text("1", ["[/48h]tpub/0/*"]), .origin(.fingerprintSyntax(text: ""), key: 0)),
            (Self.text("1", [bare[0]]), .notRanged(key: 0)),
            (Self.text("1", [bare[0] + "/0/1"]), .notRanged(key: 0)),
            (Self.text("1", [bare[0] + "/*"]), .unsupportedSteps(key: 0)),
            (Self.text("1", [bare[0] + "/2/*"]), .unsupportedSteps(key: 0)),
            (Self.text("1", [bare[0] + "/00/*"]), .unsupportedSteps(key: 0)),
            (Self.text("1", [bare[0] + "/<1;0>/*"]), .unsupportedSteps(key: 0)),
            (Self.text("1", [bare[0] + "/<0;1;2>/*"]), .unsupportedSteps(key: 0)),
            (Self.text("1", [bare[0] + "/0/0/*"]), .unsupportedSteps(key: 0)),
            (Self.text("1", [bare[0] + "//*"]), .unsupportedSteps(key: 0)),
            (Self.text("1", [bare[0] + "/0h/*"]), .hardenedStep(key: 0)),
            (Self.text("1", [bare[0] + "/0/*'"]), .hardenedStep(key: 0)),
            (Self.text("1", [keys[0], bare[1] + "/0/*"]), .mixedSteps(first: 0, second: 1)),
            (Self.text("1", [keys[0] + "#"]), .checksumLength(2)),
            ("wsh(sortedmulti(1,\(keys[0]))", .syntax(offset: keys[0].count + 19, expected: "a closing bracket")),
            ("wsh()", .syntax(offset: 4, expected: functionWanted)),
            ("wsh", .syntax(offset: 0, expected: functionWanted)),
            ("sh(wsh)", .syntax(offset: 3, expected: functionWanted)),
            ("wsh(and_v(v:pk(a),older(1)))", .unsupportedFunction("wsh(and_v)")),
            ("wsh(v:pk(a))", .unsupportedFunction("wsh(pk)")),
            ("sh(wsh(thresh(1,pk(a))))", .unsupportedFunction("sh(wsh(thresh))")),
            ("tr(a)", .unsupportedFunction("tr")),
            ("wsh(frobnicate(1))", .unknownFunction("frobnicate")),
            ("WSH(sortedmulti(1))", .unknownFunction("WSH")),
            ("wsh(sortedmulti(1,[00000000]é/0/*))", .invalidCharacter(offset: 28)),
            (
                String(repeating: "(", count: MultisigDescriptor.maximumTextLength + 1),
                .tooLong(length: 65_537, limit: MultisigDescriptor.maximumTextLength)
            ),
        ]
        for row in cases {
            #expect(throws: row.error, "\(row.text.prefix(160))") { try MultisigDescriptor(parsing: row.text) }
        }
    }

    @Test func `refuses private keys before anything else and never repeats them`() throws {
        let xprv =
            "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33"
            + "yuGBxrMPHi"
        let wif = "L4rK1yDtCWekvXuE6oXD9jCYfFNV2cWRpVuPLBcCU2z8TrisoyY1"
        for text in [
            "wsh(sortedmulti(1,[00000000]\(xprv)/0/*))", "pkh( \(wif) )", "nonsense \(xprv)", "\(wif)#12345678",
        ] {
            let error = #expect(throws: DescriptorError.privateKey) { try MultisigDescriptor(parsing: text) }
            #expect(error?.code == "descriptor.private-key")
        }
        // A damaged private key is no key any more, but no message repeats it either.
        let damaged = wif.dropLast() + "2"
        let error = #expect(throws: DescriptorError.self) {
            try MultisigDescriptor(parsing: "wsh(sortedmulti(1,[00000000]\(damaged)/0/*))")
        }
        #expect(error?.description.contains(damaged) == false)
    }

    @Test func `the same point under another chain code, depth or origin is the same key`() throws {
        let key = try SampleVault.descriptor().keys[0]
        let other = try ExtendedPublicKey(
            isTestNetwork: true, depth: 1, parentFingerprint: key.origin.fingerprint, childNumber: .hardened(9),
            chainCode: Bytes32(Array(repeating: 1, count: 32)), publicKey: key.xpub.publicKey)
        let twin = DescriptorKey(origin: try KeyOrigin(parsing: "01020304/9h"), xpub: other)
        #expect(throws: DescriptorError.duplicateKey(first: 0, second: 1)) {
            try MultisigDescriptor(scriptType: .p2wsh, threshold: 1, keys: [key, twin])
        }
    }

    @Test func `a key that cannot derive further is named`() throws {
        let key = try SampleVault.descriptor().keys[1]
        let deepest = try ExtendedPublicKey(
            isTestNetwork: true, depth: 255, parentFingerprint: .zero, childNumber: .normal(0),
            chainCode: key.xpub.chainCode, publicKey: key.xpub.publicKey)
        let first = try SampleVault.descriptor().keys[0]
        let last = DescriptorKey(origin: key.origin, xpub: deepest)
        #expect(!last.originMatchesDepth)
        #expect(throws: DescriptorError.extendedKey(.depthOverflow, key: 1)) {
            try MultisigDescriptor(scriptType: .p2wsh, threshold: 1, keys: [first, last])
        }
        let longOrigin = KeyOrigin(
            fingerprint: key.origin.fingerprint,
            path: try DerivationPath(Array(repeating: ChildNumber.normal(0), count: 254)))
        let far = try MultisigDescriptor(
            scriptType: .p2wsh, threshold: 1, keys: [DescriptorKey(origin: longOrigin, xpub: key.xpub)])
        #expect(throws: DescriptorError.origin(.tooManySteps(256), key: 0)) {
            try far.script(at: ScriptPosition(branch: 0, index: 0))
        }
    }

    @Test func `no text traps`() throws {
        var random = SeededGenerator(seed: 7)
        let template = Array(try SampleVault.text().utf8)
        for _ in 0..<300 {
            var bytes = template
            for _ in 0...Int.random(in: 0...2, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: .min ... .max, using: &random)
            }
            _ = try? MultisigDescriptor(parsing: String(decoding: bytes, as: UTF8.self))
            let cut = template.prefix(Int.random(in: 0...template.count, using: &random)).filter { $0 != 0x23 }
            _ = try? MultisigDescriptor(parsing: String(decoding: cut, as: UTF8.self))
        }
    }
}
