package import BitcoinPrimitives

extension VectorFields {
    /// A network by the short name that the vectors use.
    package func network(_ name: String) throws(VectorError) -> Network {
        switch try text(name) {
        case "main": return .mainnet
        case "test": return .testnet3
        case "signet": return .signet
        case "regtest": return .regtest
        case let other: throw .malformed(place, "\"\(other)\" names no network")
        }
    }
}
