import BitcoinPrimitives
import Descriptors
import TestSupport
import Testing
import WalletFormats

@Suite("a vault beside another program's file")
struct WalletComparisonTests {
    private static func foreign(_ wallet: MultisigWallet) throws -> ForeignWallet {
        try WalletFormat.read(try WalletFormat.descriptor.write(wallet))
    }

    private static func differences(_ other: MultisigWallet) throws -> [WalletDifference] {
        WalletComparison(ours: try SampleWallet.standard.get(), theirs: try foreign(other)).differences
    }

    @Test("threshold, script type, network and keys each have their difference")
    func differences() throws {
        #expect(
            try Self.differences(
                SampleWallet.make {
                    $0.network = .mainnet
                    $0.threshold = 3
                })
                == [.threshold(ours: 2, theirs: 3)])
        // The keys of the other script type stand at another path, so they differ, too.
        let other = try Self.differences(
            SampleWallet.make {
                $0.network = .mainnet
                $0.scriptType = .p2shP2wsh
            })
        #expect(other.contains(.scriptType(ours: .p2wsh, theirs: .p2shP2wsh)))
        #expect(other.count(where: { $0.code == "missing-key" }) == 3)
        let test = try Self.differences(SampleWallet.make())
        #expect(test.first == .network(ours: .mainnet, theirs: "a test network"))
        let ours = try SampleWallet.standard.get().descriptor.keys
        let larger = try SampleWallet.make {
            $0.network = .mainnet
            $0.keyCount = 4
        }
        #expect(
            try Self.differences(larger)
                == [.foreignKey(place: 3, fingerprint: larger.descriptor.keys[3].origin.fingerprint)])
        let swapped = try MultisigDescriptor(
            scriptType: .p2wsh, threshold: 2, keys: [ours[0], ours[1], larger.descriptor.keys[3]])
        let wallet = try MultisigWallet(
            name: "treasury", network: .mainnet, descriptor: swapped, keyNames: ["a", "b", "c"])
        #expect(
            try Self.differences(wallet) == [
                .missingKey(name: "carol", fingerprint: ours[2].origin.fingerprint),
                .foreignKey(place: 2, fingerprint: larger.descriptor.keys[3].origin.fingerprint),
            ])
    }

    @Test("another chain code and another origin are found although the public key is the same")
    func sameKeyOtherDetails() throws {
        let wallet = try SampleWallet.standard.get()
        let keys = wallet.descriptor.keys
        let changed = try ExtendedPublicKey(
            isTestNetwork: false, depth: keys[0].xpub.depth, parentFingerprint: keys[0].xpub.parentFingerprint,
            childNumber: keys[0].xpub.childNumber, chainCode: keys[1].xpub.chainCode,
            publicKey: keys[0].xpub.publicKey)
        let origin = KeyOrigin(fingerprint: keys[2].origin.fingerprint, path: keys[1].origin.path)
        let descriptor = try MultisigDescriptor(
            scriptType: .p2wsh, threshold: 2,
            keys: [
                DescriptorKey(origin: keys[0].origin, xpub: changed),
                DescriptorKey(origin: origin, xpub: keys[1].xpub), keys[2],
            ])
        let other = try MultisigWallet(
            name: "treasury", network: .mainnet, descriptor: descriptor, keyNames: ["a", "b", "c"])
        let comparison = WalletComparison(ours: wallet, theirs: try Self.foreign(other))
        #expect(
            comparison.differences == [
                .chainCode(name: "alice"), .origin(name: "bob", ours: keys[1].origin, theirs: origin),
            ])
        #expect(!comparison.isSameWallet)
    }

    @Test("order, one branch and another name change no address")
    func remarks() throws {
        let wallet = try SampleWallet.standard.get()
        let reversed = try MultisigDescriptor(
            scriptType: .p2wsh, threshold: 2, keys: wallet.descriptor.keys.reversed())
        let other = try MultisigWallet(
            name: "other", network: .mainnet, descriptor: reversed, keyNames: ["a", "b", "c"])
        let read = try WalletFormat.read(try WalletFormat.specter.write(other))
        let comparison = WalletComparison(ours: wallet, theirs: read)
        #expect(comparison.differences == [.order, .oneBranch(0), .name(ours: "treasury", theirs: "other")])
        #expect(comparison.isSameWallet)
        #expect(
            try read.descriptor.script(at: ScriptPosition(branch: 0, index: 7)).scriptPubKey
                == wallet.descriptor.script(at: ScriptPosition(branch: 0, index: 7)).scriptPubKey)
    }
}
