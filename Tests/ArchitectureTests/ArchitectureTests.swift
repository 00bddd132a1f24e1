import Foundation
import Testing

@Suite("the arrows between the rooms")
struct ArchitectureTests {
    @Test("every arrow of the package is one that the design allows")
    func allowedArrows() throws {
        let graph = try PackageGraph.load()
        #expect(graph.nodes.count > 15)
        #expect(HouseRules.violations(in: graph) == [])
    }

    @Test(
        "the check sees an arrow that was added by hand",
        arguments: [
            ("rensho", "SecretKeys"), ("CoordinatorCore", "SecretKeys"), ("SignerCore", "WalletFormats"),
            ("Review", "SecretKeys"), ("ByteCoding", "BitcoinCrypto"), ("Custody", "COpenSSL"),
            ("rensho-signer", "COpenSSLNaive"), ("SecretKeys", "TestSupport"),
        ])
    func seesForbiddenArrow(from: String, to: String) throws {
        let dump = try Repository.run("swift", ["package", "--scratch-path", ".build/architecture", "dump-package"])
        var json = try #require(try JSONSerialization.jsonObject(with: Data(dump.output.utf8)) as? [String: Any])
        var targets = try #require(json["targets"] as? [[String: Any]])
        let place = try #require(targets.firstIndex { $0["name"] as? String == from })
        var dependencies = try #require(targets[place]["dependencies"] as? [Any])
        dependencies.append(["byName": [to, NSNull()]])
        targets[place]["dependencies"] = dependencies
        json["targets"] = targets
        let graph = try PackageGraph(json: JSONSerialization.data(withJSONObject: json))
        #expect(HouseRules.violations(in: graph).contains { $0.contains(to) })
    }

    @Test("nothing in the signer's closure imports networking, GRDB, other wallets' formats or full Foundation")
    func signerImports() throws {
        let closure = try PackageGraph.load().closure(of: "rensho-signer")
        var seen = 0
        for target in closure.sorted() {
            for file in try Repository.swiftFiles(of: target) {
                let imports = Set(Repository.imports(in: try String(contentsOf: file, encoding: .utf8)))
                let forbidden = imports.intersection(HouseRules.forbiddenSignerImports)
                #expect(forbidden.isEmpty, "\(file.lastPathComponent) imports \(forbidden.sorted())")
                seen += 1
            }
        }
        #expect(seen > 50)
    }

    @Test("only one room imports each C door")
    func soleImporters() throws {
        for node in try PackageGraph.load().nodes.values
        where node.type != "test" && !HouseRules.testOnly.contains(node.name) {
            for file in try Repository.swiftFiles(of: node.name) {
                for module in Repository.imports(in: try String(contentsOf: file, encoding: .utf8)) {
                    guard let allowed = HouseRules.soleImporters[module] else { continue }
                    #expect(allowed.contains(node.name), "\(node.name)/\(file.lastPathComponent) imports \(module)")
                }
            }
        }
    }

    @Test("whatever opens keys or takes words has the self-test run first")
    func selfTestComesFirst() throws {
        let doors = ["Keystore.open(", "Keystore.seal(", "Mnemonic(parsing:", "Mnemonic(entropy:", "MnemonicDraft("]
        var seen: Set<String> = []
        for target in ["SignerCore", "rensho-signer"] {
            for file in try Repository.swiftFiles(of: target) where !file.path.contains("/SelfTest/") {
                let text = try String(contentsOf: file, encoding: .utf8)
                guard doors.contains(where: text.contains) else { continue }
                #expect(text.contains("try SelfTest.require()"), "\(file.lastPathComponent) opens secrets")
                seen.insert(file.lastPathComponent)
            }
        }
        #expect(seen.isSuperset(of: ["OpenSigner.swift", "NewHome.swift", "WordEntry.swift", "WordsCeremony.swift"]))
    }

    @Test("every command of the signer looks at the machine and closes it before it does anything else")
    func machineComesFirst() throws {
        var seen = 0
        let shared = [
            (name: "answer", file: "AnswerCommands.swift"), (name: "order", file: "OrderOptions.swift"),
            (name: "snapshot", file: "OrderOptions.swift"), (name: "stop", file: "StopOptions.swift"),
        ]
        for (_, name) in shared {
            let file = try #require(
                try Repository.swiftFiles(of: "rensho-signer").first { $0.lastPathComponent == name })
            #expect(try String(contentsOf: file, encoding: .utf8).contains("SignerSession("))
        }
        for file in try Repository.swiftFiles(of: "rensho-signer") where file.path.contains("/Commands/") {
            let text = try String(contentsOf: file, encoding: .utf8)
            for body in text.components(separatedBy: "func run() throws {").dropFirst() {
                // The answers to a case have one run for all, as have those to an order; the self-test has no home and
                // takes no words.
                let isOther =
                    shared.contains { body.contains("try \($0.name).run") }
                    || file.lastPathComponent == "SelfTestCommand.swift"
                #expect(isOther || body.contains("SignerSession("), "\(file.lastPathComponent)")
                seen += 1
            }
        }
        #expect(seen > 15)
        let main = try #require(
            try Repository.swiftFiles(of: "rensho-signer").first { $0.lastPathComponent == "main.swift" })
        #expect(try String(contentsOf: main, encoding: .utf8).contains("{ try ProcessHardening.apply() }"))
    }

    @Test("nothing in the signer's closure reads the environment but the language and the terminal's type")
    func environment() throws {
        var readers: Set<String> = []
        for target in try PackageGraph.load().closure(of: "rensho-signer").sorted() {
            for file in try Repository.files(of: target, ["swift", "c", "h"]) {
                let text = try String(contentsOf: file, encoding: .utf8)
                if ["getenv(", "environ[", "environ;", "ProcessInfo"].contains(where: text.contains) {
                    readers.insert(file.lastPathComponent)
                }
            }
        }
        #expect(readers == ["LanguageChoice.swift", "Terminal.swift"])
    }

    @Test("no OpenSSL header and no OpenSSL type is outside the two wrappers, not even in their own headers")
    func openSSLStaysInside() throws {
        var sources = 0
        for node in try PackageGraph.load().nodes.values where !HouseRules.openSSLUsers.contains(node.name) {
            for file in try Repository.files(of: node.name, ["c", "h", "modulemap", "swift"]) where node.type != "test"
            {
                #expect(
                    HouseRules.openSSLNames(in: try String(contentsOf: file, encoding: .utf8)) == [], "\(file.path)")
                sources += 1
            }
        }
        #expect(sources > 200)
        let doors = try ["COpenSSL", "COpenSSLSecret"].flatMap { try Repository.files(of: $0, ["h"]) }
            .filter { $0.pathComponents.contains("include") }
        #expect(doors.count == 2)
        for door in doors {
            #expect(HouseRules.openSSLNames(in: try String(contentsOf: door, encoding: .utf8)) == [], "\(door.path)")
        }
    }

    @Test(
        "the search for OpenSSL's names sees a header and a type, and no word of our own",
        arguments: [
            ("#include <openssl/bn.h>", ["openssl/"]), ("let x: OpaquePointer = EC_KEY_new()", ["EC_KEY_new"]),
            ("BIGNUM *n;", ["BIGNUM"]), ("EVP_sha256()", ["EVP_sha256"]), ("rensho_secret_sign(BITCOIN, SEC_1)", []),
            ("// OpenSSL truncates digests", []),
        ])
    func openSSLNames(text: String, names: [String]) {
        #expect(HouseRules.openSSLNames(in: text) == names)
    }

    @Test("the reader of imports understands access levels, attributes and kinds")
    func importReader() {
        let text =
            "package import ByteCoding\n@preconcurrency import Dispatch\nimport struct Foundation.Data\n// import X\n"
        #expect(Repository.imports(in: text) == ["ByteCoding", "Dispatch", "Foundation"])
    }
}
