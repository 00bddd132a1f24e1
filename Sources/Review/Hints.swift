import BitcoinPSBT
import BitcoinPrimitives

/// Every origin of a key that a file claims, map by map.
enum Hints {
    static func all(in psbt: PSBT) -> [(place: HintPlace, origins: [KeyOrigin])] {
        [(.global, psbt.global.xpubs.map(\.origin))]
            + psbt.inputs.enumerated().map { (.input($0), $1.bip32Derivations.map(\.origin)) }
            + psbt.outputs.enumerated().map { (.output($0), $1.bip32Derivations.map(\.origin)) }
    }
}

extension HintPlace {
    var subject: FindingSubject {
        switch self {
        case .global: .file
        case .input(let index): .input(index)
        case .output(let index): .output(index)
        }
    }
}
