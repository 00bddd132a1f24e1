// swift-tools-version: 6.2

import PackageDescription

/// Settings of every Swift target: strict memory safety, explicit imports, no warning left.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// Settings of C targets: no warning left either.
let strictC: [CSetting] = [
    .enableWarning("all"), .enableWarning("extra"), .enableWarning("conversion"), .treatAllWarnings(as: .error),
]

/// `RENSHO_FUZZ=1` adds the fuzz programs of `make fuzz`: an ordinary build could not link them.
let fuzzes = Context.environment["RENSHO_FUZZ"] == "1"

/// Counts what an input reaches; only in the fuzz build.
let coverage: [SwiftSetting] = fuzzes ? [.unsafeFlags(["-sanitize=fuzzer"])] : []

let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict + coverage)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: strict)
}

/// A program around libFuzzer for one decoder of `Tests/Fuzz/Decoders`.
func fuzzer(_ decoder: String) -> Target {
    // gold, the linker of Debian's binutils, cannot read libFuzzer's debug information.
    .executableTarget(
        name: "fuzz-\(decoder)", dependencies: ["FuzzHarness"], path: "Tests/Fuzz/Targets/\(decoder)",
        swiftSettings: strict, linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])])
}

let targets: [Target] = [
    // C: the only doors to libcrypto and to what Glibc's module hides.
    .target(name: "CLinux", cSettings: strictC),
    .target(name: "COpenSSL", cSettings: strictC, linkerSettings: [.linkedLibrary("crypto")]),
    .target(name: "COpenSSLSecret", cSettings: strictC, linkerSettings: [.linkedLibrary("crypto")]),

    // Bytes, cryptography of public data, Bitcoin's own types.
    library("ByteCoding", []),
    library("ScreenText", []),
    library("UnicodeForms", ["ByteCoding"]),
    library("PublicCurve", ["ByteCoding"]),
    library("BitcoinCrypto", ["ByteCoding", "COpenSSL", "PublicCurve"]),
    library("BitcoinPrimitives", ["ByteCoding", "BitcoinCrypto"]),
    library("BitcoinPSBT", ["ByteCoding", "BitcoinCrypto", "BitcoinPrimitives"]),
    library("Descriptors", ["ByteCoding", "BitcoinCrypto", "BitcoinPrimitives"]),
    library("WalletFormats", ["ByteCoding", "BitcoinCrypto", "BitcoinPrimitives", "Descriptors"]),

    // Secrets: signer only.
    library(
        "SecretKeys",
        ["ByteCoding", "UnicodeForms", "BitcoinCrypto", "BitcoinPrimitives", "CLinux", "COpenSSLSecret"]),

    // What people agree on, and what a transaction would do.
    library(
        "Custody",
        ["ByteCoding", "UnicodeForms", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT", "Descriptors"]),
    library(
        "Review",
        [
            "ByteCoding", "ScreenText", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT", "Descriptors", "Custody",
        ]),

    // The two sides.
    library("CommandSupport", ["ByteCoding", "ScreenText", "BitcoinCrypto", "CLinux", arguments]),
    library(
        "SignerCore",
        [
            "ByteCoding", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT", "Descriptors", "SecretKeys", "Custody",
            "Review", "CommandSupport",
        ]),
    library(
        "CoordinatorCore",
        [
            "ByteCoding", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT", "Descriptors", "WalletFormats",
            "Custody",
            "Review",
        ]),
    library(
        "CoordinatorStore",
        [
            "ByteCoding", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT", "Descriptors", "Custody",
            "CoordinatorCore", grdb,
        ]),
    library(
        "VectorSuite",
        [
            "ByteCoding", "UnicodeForms", "PublicCurve", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT",
            "Descriptors", "WalletFormats", "SecretKeys", "Custody", "Review", "SignerCore", "CoordinatorCore",
            "CommandSupport",
        ]),
    // The coordinator's only socket: a node on the same computer.
    library("NodeConnection", ["ByteCoding"]),
    program(
        "rensho",
        [
            "ByteCoding", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT", "Descriptors", "WalletFormats",
            "Custody",
            "Review", "CommandSupport", "CoordinatorCore", "CoordinatorStore", "NodeConnection", arguments,
        ]),
    program(
        "rensho-signer",
        [
            "ByteCoding", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT", "Descriptors", "SecretKeys", "Custody",
            "Review", "CommandSupport", "SignerCore", arguments,
        ]),
    .target(name: "COpenSSLBaseline", cSettings: strictC, linkerSettings: [.linkedLibrary("crypto")]),
    program(
        "rensho-bench",
        [
            "ByteCoding", "PublicCurve", "COpenSSLBaseline", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT",
            "Descriptors", "SecretKeys", "Custody",
            "Review", "SignerCore", "CoordinatorCore", "CoordinatorStore", "CommandSupport", arguments,
        ]),

    program("rensho-vectors", ["ByteCoding", "VectorSuite", "CommandSupport", arguments]),

    // Tests.
    .target(
        name: "TestSupport",
        dependencies: [
            "ByteCoding", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT", "Descriptors", "CLinux", "SecretKeys",
            "Custody",
        ],
        path: "Tests/TestSupport", swiftSettings: strict),
    .target(
        name: "FuzzDecoders",
        dependencies: [
            "ByteCoding", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT", "Descriptors", "WalletFormats",
            "SecretKeys", "Custody", "TestSupport",
        ],
        path: "Tests/Fuzz/Decoders", swiftSettings: strict + coverage),
    // Tries system calls and files under the signer's own filter and confinement; no program of ours has it.
    .target(name: "CProbe", path: "Tests/MachineProbe/CProbe", cSettings: strictC),
    .executableTarget(
        name: "machine-probe", dependencies: ["ByteCoding", "CommandSupport", "CProbe"],
        path: "Tests/MachineProbe/Program",
        swiftSettings: strict),
    tests("FuzzTests", ["FuzzDecoders"]),
    // libcrypto without any care, to show what the wrappers guard against; no program has it.
    .target(
        name: "COpenSSLNaive", path: "Tests/COpenSSLNaive", cSettings: strictC,
        linkerSettings: [.linkedLibrary("crypto")]),
    tests("ByteCodingTests", ["ByteCoding"]),
    tests("ScreenTextTests", ["ScreenText"]),
    tests("UnicodeFormsTests", ["UnicodeForms"]),
    tests("PublicCurveTests", ["ByteCoding", "BitcoinCrypto", "BitcoinPrimitives", "PublicCurve"]),
    tests("BitcoinCryptoTests", ["ByteCoding", "BitcoinCrypto"]),
    tests("BitcoinPrimitivesTests", ["ByteCoding", "BitcoinCrypto", "BitcoinPrimitives"]),
    tests("BitcoinPSBTTests", ["ByteCoding", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT"]),
    tests("DescriptorsTests", ["ByteCoding", "BitcoinCrypto", "BitcoinPrimitives", "Descriptors"]),
    tests("WalletFormatsTests", ["ByteCoding", "BitcoinCrypto", "BitcoinPrimitives", "Descriptors", "WalletFormats"]),
    tests(
        "SecretKeysTests", ["ByteCoding", "UnicodeForms", "BitcoinCrypto", "BitcoinPrimitives", "SecretKeys"]),
    tests(
        "OpenSSLTrapTests",
        [
            "ByteCoding", "BitcoinCrypto", "SecretKeys", "COpenSSL", "COpenSSLSecret", "COpenSSLNaive",
        ]),
    tests(
        "CustodyTests",
        [
            "ByteCoding", "UnicodeForms", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT", "Descriptors", "Custody",
            "SecretKeys",
        ]),
    tests(
        "ReviewTests",
        [
            "ByteCoding", "ScreenText", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT", "Descriptors", "Custody",
            "Review", "SecretKeys", "SignerCore", "CommandSupport", "CoordinatorCore",
        ]),
    tests("NodeConnectionTests", ["ByteCoding", "NodeConnection"]),
    tests("CommandSupportTests", ["ByteCoding", "ScreenText", "BitcoinCrypto", "CommandSupport", "CLinux"]),
    tests(
        "SignerCoreTests",
        [
            "ByteCoding", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT", "Descriptors", "SecretKeys", "Custody",
            "Review", "SignerCore", "CommandSupport", "CoordinatorCore", "PublicCurve",
        ]),
    tests(
        "CoordinatorCoreTests",
        [
            "ByteCoding", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT", "Descriptors", "WalletFormats",
            "Custody",
            "Review", "SecretKeys", "SignerCore", "CommandSupport", "CoordinatorCore",
        ]),
    tests(
        "ShufflerTests",
        [
            "ByteCoding", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT", "Descriptors", "SecretKeys", "Custody",
            "Review", "SignerCore", "CommandSupport",
        ]),
    tests(
        "CoordinatorStoreTests",
        [
            "ByteCoding", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT", "Descriptors", "Custody", "Review",
            "SecretKeys", "CoordinatorCore", "CoordinatorStore", grdb,
        ]),
    tests(
        "VectorSuiteTests",
        [
            "ByteCoding", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT", "Descriptors", "Custody",
            "WalletFormats", "VectorSuite", "CommandSupport",
        ]),
    tests(
        "CommandTests",
        [
            "ByteCoding", "BitcoinCrypto", "BitcoinPrimitives", "BitcoinPSBT", "CommandSupport", "SecretKeys",
            "COpenSSLSecret", "Custody", "rensho", "rensho-signer", "rensho-vectors", "machine-probe",
        ]),
    tests("ArchitectureTests", []),
]

/// One program for each decoder, and what they share.
let fuzzers: [Target] =
    [
        .target(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer", cSettings: strictC),
        .target(
            name: "FuzzHarness", dependencies: ["FuzzDecoders", "CFuzzer"], path: "Tests/Fuzz/Harness",
            swiftSettings: strict),
    ]
    + [
        "psbt", "attachments", "transaction", "script", "descriptor", "document", "address", "xpub", "base58",
        "bech32", "base64", "der", "keystore", "payouts", "listunspent", "raw-transactions",
        "coin-list", "coin-labels", "fee-estimates", "coin-snapshot", "wallet-file", "cosigner-key", "evidence",
        "log-export",
    ].map(fuzzer)

let package = Package(
    name: "Rensho",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: targets + (fuzzes ? fuzzers : []),
    swiftLanguageModes: [.v6]
)
