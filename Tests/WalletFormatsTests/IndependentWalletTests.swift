import BitcoinPrimitives
import Descriptors
import Foundation
import TestSupport
import Testing
import WalletFormats

/// Other people's software derives the addresses from what we export.
@Suite("exported forms in independent implementations")
struct IndependentWalletTests {
    private static let count: UInt32 = 20

    private static let shapes: [(name: String, threshold: Int, keys: Int, type: MultisigDescriptor.ScriptType)] = [
        ("2 of 3 P2WSH", 2, 3, .p2wsh), ("2 of 3 P2SH-P2WSH", 2, 3, .p2shP2wsh), ("3 of 5 P2WSH", 3, 5, .p2wsh),
        ("3 of 5 P2SH-P2WSH", 3, 5, .p2shP2wsh),
    ]

    /// One wallet as the question for the Python program; `shift` moves our own addresses, to see it noticed.
    private static func question(_ network: Network, shift: UInt32 = 0) throws -> [[String: Any]] {
        try shapes.map { shape in
            let wallet = try SampleWallet.make {
                $0.network = network
                $0.threshold = shape.threshold
                $0.keyCount = shape.keys
                $0.scriptType = shape.type
            }
            let addresses = try MultisigDescriptor.bothBranches.map { branch in
                try (shift..<(shift + count)).map { index in
                    let script = try wallet.descriptor.script(at: ScriptPosition(branch: branch, index: index))
                    return try #require(Address(scriptPubKey: script.scriptPubKey, network: network)).text
                }
            }
            let forms = try WalletFormat.allCases.map { format in
                (format.rawValue, String(decoding: try format.write(wallet), as: UTF8.self))
            }
            return [
                "name": shape.name, "network": network.rawValue, "addresses": addresses,
                "forms": Dictionary(uniqueKeysWithValues: forms),
            ]
        }
    }

    private static func ask(_ question: [[String: Any]]) throws -> (status: Int32, text: String) {
        let folder = TemporaryFolder()
        let path = folder.file("wallets.json")
        try JSONSerialization.data(withJSONObject: question).write(to: URL(fileURLWithPath: path))
        return try IndependentScript.run("wallets.py", [path])
    }

    @Test(
        "the first twenty receive and change addresses are the same in embit, BDK and libwally",
        .enabled(if: IndependentScript.interpreter != nil, "make test names the interpreter in RENSHO_PYTHON"),
        arguments: [Network.mainnet, .regtest])
    func sameAddresses(_ network: Network) throws {
        let answer = try Self.ask(try Self.question(network))
        #expect(answer.status == 0, "\(answer.text)")
        // Four wallets, two branches of twenty: the descriptor in three implementations, nine other forms in one.
        #expect(answer.text == "all: 1920 addresses, 0 differences\n")
    }

    @Test(
        "other addresses are noticed",
        .enabled(if: IndependentScript.interpreter != nil, "make test names the interpreter in RENSHO_PYTHON"))
    func otherAddresses() throws {
        let answer = try Self.ask(try Self.question(.regtest, shift: 1))
        #expect(answer.status == 1)
        #expect(answer.text.contains("2 of 3 P2WSH, descriptor, branch 0, bdk: other addresses"))
        #expect(answer.text.hasSuffix("all: 1920 addresses, 96 differences\n"))
    }
}
