package import BitcoinPrimitives
package import Descriptors

/// The coordinator's descriptor record of BSMS round 2, whose first address was derived and compared (BIP-129).
package struct BSMSDescriptorRecord: Hashable, Sendable {
    /// The wallet.
    package let descriptor: MultisigDescriptor

    /// The descriptor or template as it was written.
    package let descriptorText: String

    /// The path restrictions, each with its leading slash; none for a concrete descriptor.
    package let restrictions: [String]

    /// The first address.
    package let firstAddress: String

    /// The network, where the first address belongs to one only.
    package let network: Network?

    /// The restrictions of a wallet with a receive and a change branch.
    package static let bothBranches = ["/0/*", "/1/*"]

    private static let noRestrictions = "No path restrictions"

    /// The record of a wallet.
    package init(_ wallet: MultisigWallet) throws(BSMSError) {
        descriptor = wallet.descriptor
        let keys = descriptor.keys.map { ForeignDescriptor.keyText($0) + "/**" }.joined(separator: ",")
        let script = "wsh(sortedmulti(\(descriptor.threshold),\(keys)))"
        descriptorText = descriptor.scriptType == .p2wsh ? script : "sh(\(script))"
        restrictions = Self.bothBranches
        network = wallet.network
        firstAddress = try Self.firstAddress(of: descriptor, network: wallet.network)
    }

    /// Reads a record; the first address must be the one that the descriptor gives.
    package init(parsing record: String) throws(BSMSError) {
        guard !PrivateKeyScan.findsKey(in: record) else { throw .privateKey }
        let lines = try BSMSRecord.lines(record, count: 4)
        descriptorText = lines[1]
        restrictions =
            lines[2] == Self.noRestrictions
            ? [] : lines[2].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        // A vault has exactly these two branches; others would be addresses that no signer here watches.
        guard restrictions.isEmpty || restrictions == Self.bothBranches else { throw .restrictions }
        guard descriptorText.contains("/**") == !restrictions.isEmpty else { throw .template }
        do throws(WalletFileError) { descriptor = try ForeignDescriptor.read(descriptorText) } catch {
            switch error {
            case .descriptor(let inner): throw .descriptor(inner)
            default: throw .descriptor(.unsupportedFunction("multi"))
            }
        }
        firstAddress = lines[3]
        var networks: [Network] = []
        var expected = ""
        for network in Network.allCases where descriptor.belongs(to: network) {
            expected = try Self.firstAddress(of: descriptor, network: network)
            if expected == firstAddress { networks.append(network) }
        }
        guard !networks.isEmpty else { throw .firstAddress(expected: expected) }
        network = networks.count == 1 ? networks[0] : nil
    }

    /// The four lines, without a line feed at their end.
    package var text: String {
        [
            BSMSRecord.version, descriptorText,
            restrictions.isEmpty ? Self.noRestrictions : restrictions.joined(separator: ","), firstAddress,
        ].joined(separator: "\n")
    }

    /// The descriptors of one branch each that the record stands for, without checksum.
    package var concreteDescriptors: [String] {
        let body = String(descriptorText.prefix { $0 != "#" })
        return restrictions.isEmpty ? [body] : restrictions.map { body.replacing("/**", with: $0) }
    }

    /// The record's text for a wallet.
    static func write(_ wallet: MultisigWallet) throws(WalletFileError) -> String {
        do throws(BSMSError) { return try BSMSDescriptorRecord(wallet).text } catch { throw .bsms(error) }
    }

    /// Reads a record as a wallet.
    static func wallet(_ file: WalletText) throws(WalletFileError) -> ForeignWallet {
        let record: BSMSDescriptorRecord
        do throws(BSMSError) { record = try BSMSDescriptorRecord(parsing: file.text) } catch {
            if case .descriptor(.unsupportedFunction(let name)) = error, name.contains("multi"),
                !name.contains("sortedmulti")
            {
                throw .unsorted
            }
            throw .bsms(error)
        }
        return try ForeignWallet(format: .bsms, network: record.network, descriptor: record.descriptor)
    }

    private static func firstAddress(
        of descriptor: MultisigDescriptor, network: Network
    ) throws(BSMSError) -> String {
        let branch = descriptor.branches.first ?? ScriptPosition.receiveBranch
        let script: DerivedScript
        do throws(DescriptorError) {
            script = try descriptor.script(at: ScriptPosition(branch: branch, index: 0))
        } catch {
            throw .descriptor(error)
        }
        guard let address = Address(scriptPubKey: script.scriptPubKey, network: network) else {
            preconditionFailure("P2WSH and P2SH scripts always have an address")
        }
        return address.text
    }
}
