package import BitcoinPrimitives
package import ByteCoding

/// Why a document does not stop anything, or let it go on, under a vault.
package enum StopProblem: CodedError, Hashable {
    /// It is for another network.
    case otherNetwork(Network)
    /// It is for a vault of another name.
    case otherVault(Identifier)
    /// It is for another vault of the same name: version 1 of that one is another document.
    case otherFounding(Bytes32)
    /// The vault does not list the person who signed it.
    case unknownPerson(Identifier)
    /// The person's part in the vault does not let him sign it.
    case notEntitled(Identifier, StopKind)
    /// The person's part in the vault has ended.
    case lapsed(Identifier, lastDay: CalendarDate, day: CalendarDate)
    /// It comes from another machine than the one that the vault lists for its author.
    case otherDevice(Identifier)
    /// It excuses somebody who is no custodian of the vault.
    case noCustodian(Identifier)
    /// Its signature is refused.
    case signature(SignatureProblem)

    package var code: String {
        switch self {
        case .otherNetwork: "stop.other-network"
        case .otherVault: "stop.other-vault"
        case .otherFounding: "stop.other-founding"
        case .unknownPerson: "stop.unknown-person"
        case .notEntitled: "stop.not-entitled"
        case .lapsed: "stop.lapsed"
        case .otherDevice: "stop.other-device"
        case .noCustodian: "stop.no-custodian"
        case .signature(let inner): inner.code
        }
    }

    package var description: String {
        switch self {
        case .otherNetwork(let network): "it is for \(network.rawValue)"
        case .otherVault(let name): "it is for the vault \(name)"
        case .otherFounding(let digest): "it is for another vault of this name, whose version 1 is \(digest.hex)"
        case .unknownPerson(let person): "the vault does not list \(person)"
        case .notEntitled(let person, let kind): "the part of \(person) in the vault allows no \(kind.rawValue)"
        case .lapsed(let person, let lastDay, let day):
            "the part of \(person) in the vault ended on \(lastDay), and it is of \(day)"
        case .otherDevice(let device): "it comes from the device \(device), which is not its author's"
        case .noCustodian(let person): "\(person) is no custodian of the vault"
        case .signature(let inner): inner.description
        }
    }
}
