/// The arrows that the design allows, and what must never be reached from where.
enum HouseRules {
    /// target → the targets it may name directly.
    static let allowedArrows: [String: Set<String>] = {
        let bytes: Set<String> = ["ByteCoding"]
        let crypto = bytes.union(["BitcoinCrypto"])
        let primitives = crypto.union(["BitcoinPrimitives"])
        let containers = primitives.union(["BitcoinPSBT", "Descriptors"])
        let custody = containers.union(["Custody"])
        let review = custody.union(["Review"])
        let signer = review.union(["SecretKeys", "CommandSupport", "SignerCore"])
        let coordinator = review.union(["WalletFormats", "CoordinatorCore"])
        return [
            "CLinux": [], "COpenSSL": [], "COpenSSLSecret": [], "ByteCoding": [],
            "ScreenText": [],
            "UnicodeForms": bytes,
            "PublicCurve": bytes,
            "BitcoinCrypto": bytes.union(["COpenSSL", "PublicCurve"]),
            "BitcoinPrimitives": crypto,
            "BitcoinPSBT": primitives,
            "Descriptors": primitives,
            "WalletFormats": primitives.union(["Descriptors"]),
            "SecretKeys": primitives.union(["UnicodeForms", "CLinux", "COpenSSLSecret"]),
            "Custody": containers.union(["UnicodeForms"]),
            "Review": custody.union(["ScreenText"]),
            "CommandSupport": crypto.union(["CLinux", "ScreenText"]),
            "SignerCore": review.union(["SecretKeys", "CommandSupport"]),
            "CoordinatorCore": review.union(["WalletFormats"]),
            "CoordinatorStore": custody.union(["CoordinatorCore"]),
            "NodeConnection": bytes,
            "rensho": coordinator.union(["CommandSupport", "CoordinatorStore", "NodeConnection"]),
            "rensho-signer": signer,
            "COpenSSLBaseline": [],
            "rensho-bench": signer.union(coordinator).union(["CoordinatorStore", "PublicCurve", "COpenSSLBaseline"]),
            "VectorSuite": signer.union(coordinator).union(["UnicodeForms", "PublicCurve"]),
            "rensho-vectors": signer.union(coordinator).union(["VectorSuite"]),
            // Linked into tests and fuzz programs only: no program of ours may name it.
            "FuzzDecoders": containers.union(["WalletFormats", "SecretKeys", "Custody", "TestSupport"]),
        ]
    }()

    /// Targets that only tests may name: what they share, libcrypto without any care, and what tries system calls.
    static let testOnly: Set<String> = ["TestSupport", "COpenSSLNaive", "CProbe", "machine-probe"]

    /// package product → the only targets that may name it.
    static let productUsers: [String: Set<String>] = [
        "ArgumentParser": ["CommandSupport", "rensho", "rensho-signer", "rensho-bench", "rensho-vectors"],
        "GRDB": ["CoordinatorStore"],
    ]

    /// program → targets that must not be in its closure.
    static let forbiddenInClosure: [String: Set<String>] = [
        "rensho": ["SecretKeys", "COpenSSLSecret", "COpenSSLBaseline", "SignerCore", "VectorSuite"],
        "rensho-signer": [
            "COpenSSLBaseline", "WalletFormats", "CoordinatorCore", "CoordinatorStore", "NodeConnection", "VectorSuite",
        ],
        "rensho-vectors": ["CoordinatorStore", "NodeConnection"],
    ]

    /// Modules that nothing in the signer's closure imports: networking, other file formats, full Foundation.
    static let forbiddenSignerImports: Set<String> = [
        "Foundation", "FoundationNetworking", "FoundationXML", "GRDB", "WalletFormats", "CoordinatorCore",
        "CoordinatorStore", "NodeConnection",
    ]

    /// C module → the only Swift target that may import it.
    static let soleImporters: [String: Set<String>] = [
        "COpenSSL": ["BitcoinCrypto"],
        "COpenSSLBaseline": ["rensho-bench"],
        "COpenSSLSecret": ["SecretKeys"],
        "GRDB": ["CoordinatorStore"],
    ]

    /// The targets that may name libcrypto's headers and types: the two doors, the tests' careless caller, and the
    /// benchmark's plain loops.
    static let openSSLUsers: Set<String> = ["COpenSSL", "COpenSSLSecret", "COpenSSLNaive", "COpenSSLBaseline"]

    /// The headers, types and functions of libcrypto that a source text names.
    static func openSSLNames(in text: String) -> [String] {
        let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "/") }.map(String.init)
        return words.compactMap { word in
            if word.hasPrefix("openssl/") { return "openssl/" }
            let isName = openSSLPrefixes.contains { word.hasPrefix($0) } || openSSLTypes.contains(word)
            return isName ? word : nil
        }
    }

    private static let openSSLPrefixes = [
        "EC_", "ECDSA_", "EVP_", "BN_", "ERR_", "CRYPTO_", "OPENSSL_", "OSSL_", "RAND_", "HMAC_", "RIPEMD160_",
        "SHA256_", "SHA512_", "d2i_", "i2d_", "PKCS5_",
    ]
    private static let openSSLTypes: Set<String> = ["BIGNUM", "HMAC_CTX", "BN_CTX"]

    /// The arrows of `graph` that the rules do not allow, in words.
    static func violations(in graph: PackageGraph) -> [String] {
        var found: [String] = []
        for node in graph.nodes.values.sorted(by: { $0.name < $1.name })
        where node.type != "test" && !testOnly.contains(node.name) {
            guard let allowed = allowedArrows[node.name] else {
                found.append("\(node.name) is not in the plan of the house")
                continue
            }
            for arrow in node.targets.subtracting(allowed).sorted() {
                found.append("\(node.name) must not depend on \(arrow)")
            }
            for product in node.products.sorted() where productUsers[product]?.contains(node.name) != true {
                found.append("\(node.name) must not depend on \(product)")
            }
        }
        for (program, forbidden) in forbiddenInClosure.sorted(by: { $0.key < $1.key }) {
            for target in graph.closure(of: program).intersection(forbidden).sorted() {
                found.append("\(program) must not reach \(target)")
            }
        }
        if graph.products(of: "rensho-signer").contains("GRDB") { found.append("rensho-signer must not reach GRDB") }
        return found
    }
}
