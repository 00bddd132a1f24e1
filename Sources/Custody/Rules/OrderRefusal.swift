package import BitcoinPrimitives
package import ByteCoding

/// Why an order, or an approval of one, does not count under a vault.
package enum OrderRefusal: CodedError, Hashable {
    /// It is for another network.
    case otherNetwork(Network)
    /// It is for a vault of another name.
    case otherVault(Identifier)
    /// It is for another vault of the same name: version 1 of that one is another document.
    case otherFounding(Bytes32)
    /// The vault does not list the person who signed it.
    case unknownPerson(Identifier)
    /// The vault gives that person no such role, or not any more.
    case noRole(Identifier, Role)
    /// The person has two roles that must be apart.
    case forbiddenRoles(Identifier, Role, Role)
    /// The person's part in the vault has ended.
    case roleLapsed(Identifier, lastDay: CalendarDate, today: CalendarDate)
    /// Its signature is refused.
    case signature(SignatureProblem)
    /// The approval is of another order, or of another version of this one.
    case otherOrder(Bytes32)
    /// The requester approves his own order, in whatever name: the same person, machine or key.
    case selfApproval(Identifier)
    /// The approval comes from another machine than the one that the vault lists for its approver.
    case otherDevice(Identifier)
    /// The approver signs the transaction as well.
    case custodianApproves(Identifier)

    package var code: String {
        switch self {
        case .otherNetwork: "order.other-network"
        case .otherVault: "order.other-vault"
        case .otherFounding: "order.other-founding"
        case .unknownPerson: "order.unknown-person"
        case .noRole: "order.no-role"
        case .forbiddenRoles: "order.forbidden-roles"
        case .roleLapsed: "order.role-lapsed"
        case .signature(let inner): inner.code
        case .otherOrder: "approval.other-order"
        case .selfApproval: "approval.self"
        case .otherDevice: "approval.other-device"
        case .custodianApproves: "approval.custodian"
        }
    }

    package var description: String {
        switch self {
        case .otherNetwork(let network): "it is for \(network.rawValue)"
        case .otherVault(let name): "it is for the vault \(name)"
        case .otherFounding(let digest): "it is for another vault of this name, whose version 1 is \(digest.hex)"
        case .unknownPerson(let person): "the vault does not list \(person)"
        case .noRole(let person, let role): "the vault does not list \(person) as \(role.rawValue)"
        case .forbiddenRoles(let person, let one, let other):
            "\(person) is \(one.rawValue) and \(other.rawValue), which must be apart"
        case .roleLapsed(let person, let lastDay, let today):
            "the part of \(person) in the vault ended on \(lastDay); today is \(today)"
        case .signature(let inner): inner.description
        case .otherOrder(let digest): "it is of the order \(digest.hex), which is another one or another version of it"
        case .selfApproval(let person): "\(person) has ordered it and cannot approve it"
        case .otherDevice(let device): "it comes from the device \(device), which is not its approver's"
        case .custodianApproves(let person): "\(person) holds a key of the vault, and who signs does not approve"
        }
    }

    package var remedy: String? {
        switch self {
        case .roleLapsed, .noRole, .unknownPerson:
            "let somebody with the role sign, or agree to a version of the vault that gives it"
        case .selfApproval, .custodianApproves: "let another approver approve it"
        case .otherOrder: "let the approver read and approve the order as it is now"
        case .forbiddenRoles: "agree to a version of the vault that gives one of the roles to somebody else"
        case .otherNetwork, .otherVault, .otherFounding, .signature, .otherDevice: nil
        }
    }
}
