import BitcoinPSBT

/// What signers of other makes ask of a PSBT, as their public sources said when they were read.
///
/// A rule that no source confirms says so (`isConfirmed: false`). Makers change their limits: the month or the commit of the
/// state that was read stands in the source.
enum SignerRules {
    /// The rules by signer.
    static let table: [SignerMake: [SignerRule]] = [
        .coldcard: coldcard, .ledger: ledger, .trezor: trezor, .jade: jade, .seedsigner: seedsigner, .krux: krux,
        .passport: passport, .specterDIY: specterDIY, .bitbox02: bitbox02, .core: core, .sparrow: sparrow,
    ]

    private static let both: [PSBTVersion] = [.v0, .v2]

    private static let coldcard: [SignerRule] = {
        let psbt = "Coldcard/firmware shared/psbt.py, August 2026"
        let constants = "Coldcard/ckcc-protocol ckcc/constants.py, Mk4 and later"
        return [
            SignerRule(.fileBytes(2 << 20), .refuses, constants),
            SignerRule(.cosigners(15), .refuses, constants),
            SignerRule(.pathSteps(12), .refuses, constants),
            SignerRule(.versions(both), .refuses, psbt),
            SignerRule(.transactionVersions([1, 2, 3]), .refuses, psbt),
            SignerRule(.witnessScripts, .refuses, psbt),
            SignerRule(.derivations, .refuses, psbt),
            SignerRule(.fingerprints, .warns, psbt),
            SignerRule(.changeGap(200), .warns, psbt),
            SignerRule(.sighashAll, .warns, psbt),
        ]
    }()

    private static let ledger: [SignerRule] = {
        let limits = "LedgerHQ/app-bitcoin-new src/constants.h, March 2026"
        let wallet = "LedgerHQ/app-bitcoin-new src/common/wallet.h, March 2026"
        let sign = "LedgerHQ/app-bitcoin-new src/handler/sign_psbt.c, March 2026"
        return [
            SignerRule(.inputs(512), .refuses, limits),
            SignerRule(.outputs(512), .refuses, limits),
            SignerRule(.cosigners(15), .refuses, wallet),
            SignerRule(.pathSteps(10), .refuses, limits),
            SignerRule(.changeOutputs(10), .refuses, sign),
            SignerRule(.witnessOutputs, .refuses, "LedgerHQ/app-bitcoin-new src/error_codes.h, March 2026"),
            SignerRule(.previousTransactions, .warns, sign),
            SignerRule(.derivations, .refuses, sign),
            // The app takes version 2; the programs that speak to it turn version 0 into that.
            SignerRule(.versions(both), .refuses, "LedgerHQ/app-bitcoin-new doc/bitcoin.md, March 2026"),
        ]
    }()

    private static let trezor: [SignerRule] = {
        let multisig = "trezor/trezor-firmware core/src/apps/bitcoin/multisig.py"
        let bridge = "bitcoin-core/HWI hwilib/devices/trezor.py, August 2026"
        return [
            SignerRule(.cosigners(15), .refuses, multisig),
            SignerRule(.globalXpubs, .refuses, bridge),
            SignerRule(.derivations, .refuses, bridge),
            SignerRule(.previousTransactions, .refuses, bridge),
            SignerRule(.witnessScripts, .refuses, bridge),
            SignerRule(
                .changeOutputs(2), .warns, "trezor/trezor-firmware core/src/apps/bitcoin/sign_tx/approvers.py"),
        ]
    }()

    private static let jade: [SignerRule] = {
        let sign = "Blockstream/Jade main/process/sign_psbt.c, July 2026"
        return [
            SignerRule(.fileBytes(401 << 10), .refuses, "Blockstream/Jade main/process.h, July 2026"),
            SignerRule(.cosigners(15), .refuses, "Blockstream/Jade main/signer.h, July 2026"),
            SignerRule(.pathSteps(16), .refuses, "Blockstream/Jade main/utils/cbor_rpc.h, July 2026"),
            SignerRule(.versions(both), .refuses, sign),
            SignerRule(.derivations, .refuses, sign),
            SignerRule(.sighashAll, .refuses, sign),
        ]
    }()

    private static let seedsigner: [SignerRule] = {
        let parser = "SeedSigner/seedsigner src/seedsigner/models/psbt_parser.py, October 2024"
        return [
            SignerRule(.cosigners(16), .refuses, parser),
            SignerRule(.globalXpubs, .refuses, parser),
            SignerRule(.derivations, .refuses, parser),
            SignerRule(.witnessScripts, .refuses, parser),
            // It reads PSBTs with embit 0.8.0, which knows both.
            SignerRule(.versions(both), .refuses, "SeedSigner/seedsigner requirements.txt, commit dec01b29"),
        ]
    }()

    private static let krux: [SignerRule] = {
        let psbt = "selfcustody/krux src/krux/psbt.py, June 2026"
        return [
            SignerRule(.sighashAll, .refuses, psbt),
            // Only where the wallet's descriptor has not been loaded.
            SignerRule(.globalXpubs, .warns, psbt),
            SignerRule(.derivations, .refuses, psbt),
            SignerRule(.witnessScripts, .refuses, psbt),
            // It reads scripts with embit's parse_multisig.
            SignerRule(.cosigners(16), .refuses, "diybitcoinhardware/embit src/embit/finalizer.py, 0.8.0"),
        ]
    }()

    private static let passport: [SignerRule] = {
        let psbt = "Foundation-Devices/passport2 ports/stm32/boards/Passport/modules/psbt.py, commit 09ef259e"
        let constants =
            "Foundation-Devices/passport2 ports/stm32/boards/Passport/modules/public_constants.py, June 2025"
        return [
            // Half of what the older of the two boards has for PSBTs.
            SignerRule(.fileBytes(896 << 10), .refuses, constants),
            SignerRule(.cosigners(15), .refuses, constants),
            SignerRule(.pathSteps(12), .refuses, constants),
            // It knows no fields of version 2, and any other global field ends the reading.
            SignerRule(.versions([.v0]), .refuses, psbt),
            SignerRule(.plainGlobals, .asksForCopy, psbt),
            SignerRule(.changeGap(200), .warns, psbt),
            SignerRule(.transactionVersions([1, 2]), .refuses, psbt),
            SignerRule(.sighashAll, .refuses, psbt),
            SignerRule(.witnessScripts, .refuses, psbt),
            SignerRule(.derivations, .refuses, psbt),
        ]
    }()

    private static let specterDIY: [SignerRule] = {
        let manager = "cryptoadvance/specter-diy src/apps/wallets/manager.py, April 2026"
        let wallet = "cryptoadvance/specter-diy src/apps/wallets/wallet.py, commit 4f3fd9f1"
        return [
            SignerRule(.sighashAll, .warns, manager),
            // One is enough to find the wallet; it fills in scripts and further derivations by itself.
            SignerRule(.someDerivation, .refuses, wallet),
            // Counted from the highest index that it has seen, or that the inputs have.
            SignerRule(.changeGap(20), .warns, wallet),
        ]
    }()

    private static let bitbox02: [SignerRule] = {
        let sign = "BitBoxSwiss/bitbox02-firmware src/rust/bitbox02-rust/src/hww/api/bitcoin/signtx.rs, August 2026"
        let multisig =
            "BitBoxSwiss/bitbox02-firmware src/rust/bitbox02-rust/src/hww/api/bitcoin/multisig.rs, August 2026"
        return [
            SignerRule(.cosigners(15), .refuses, multisig),
            SignerRule(.heightLockTime, .refuses, sign),
            SignerRule(.transactionVersions([1, 2]), .refuses, sign),
            SignerRule(.previousTransactions, .refuses, sign),
            SignerRule(.sighashAll, .refuses, sign),
            SignerRule(.derivations, .refuses, sign),
            SignerRule(.changeOutputs(1), .warns, sign, isConfirmed: false),
        ]
    }()

    private static let core: [SignerRule] = {
        let psbt = "bitcoin/bitcoin src/psbt.h"
        return [
            SignerRule(.fileBytes(100_000_000), .refuses, psbt),
            SignerRule(.cosigners(20), .refuses, "BIP-383 and consensus"),
            // Releases whose PSBT_HIGHEST_VERSION is 0 refuse version 2.
            SignerRule(.versions([.v0]), .warns, psbt),
            SignerRule(.weight(400_000), .refuses, "bitcoin/bitcoin src/policy/policy.h, commit c5ec0367"),
        ]
    }()

    private static let sparrow: [SignerRule] = {
        let psbt = "sparrowwallet/drongo psbt/PSBT.java and PSBTInput.java, August 2026"
        return [
            SignerRule(.versions(both), .refuses, psbt),
            SignerRule(
                .cosigners(9), .warns,
                "sparrowwallet/sparrow wallet/settings.fxml: what its slider offers first; a wallet file may have more"),
            SignerRule(.derivations, .refuses, psbt, isConfirmed: false),
        ]
    }()
}
