import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import Review
import TestSupport
import Testing
import WalletFormats

@Suite struct ProposalBuilderTests {
    static func payout(_ row: Int, _ script: Script, sat: UInt64) throws -> Payout {
        Payout(
            row: row, address: try #require(Address(scriptPubKey: script, network: .regtest)),
            amount: try Amount(sat: sat), reference: "")
    }

    static func build(
        _ version: PSBTVersion, _ type: MultisigDescriptor.ScriptType, lockTime: UInt32 = 0
    ) throws -> (CaseState, CoinSelection) {
        let vault = try FixtureVault { $0.scriptType = type }
        let agreement = try vault.agreement()
        let coins = try CoinSelectionTests.coins([5_000_000, 3_000_000], vault)
        let payouts = try [
            payout(1, FixtureCase.stranger(3), sat: 2_000_000), payout(2, FixtureCase.stranger(2), sat: 4_000_000),
        ]
        let outputs = try ProposalBuilder.outputs(of: payouts, under: agreement, window: 10)
        let selection = try CoinSelection.largestFirst(
            from: coins,
            for: CoinSelection.Request(
                payments: outputs, feeRate: try TargetFeeRate(parsing: "5"), descriptor: vault.descriptor))
        let payment = ProposalBuilder.Payment(
            payouts: payouts, selection: selection, changeIndex: 7, lockTime: LockTime(lockTime), version: version)
        let file = try ProposalBuilder.build(
            payment, outputs: outputs, under: agreement,
            choice: ProposalBuilder.CaseChoice(caseID: try FixtureCase.caseID(3)))
        return (try CaseState(opening: file, under: agreement), selection)
    }

    @Test(
        "builds what signers need, in both versions and both scripts",
        arguments: [
            (PSBTVersion.v0, MultisigDescriptor.ScriptType.p2wsh), (.v2, .p2wsh), (.v0, .p2shP2wsh), (.v2, .p2shP2wsh),
        ])
    func builds(_ version: PSBTVersion, _ type: MultisigDescriptor.ScriptType) throws {
        let (state, selection) = try Self.build(version, type)
        let psbt = state.proposal.psbt
        #expect(psbt.version == version)
        let transaction = try psbt.unsignedTransaction()
        #expect(transaction.lockTime == .unlocked)
        #expect(transaction.inputs.allSatisfy { $0.sequence == .replaceable })
        #expect(transaction.inputs.map(\.previousOutput) == selection.coins.map(\.outpoint))
        // Payouts keep their row order and change comes last.
        #expect(transaction.outputs.prefix(2).map(\.amount.sat) == [2_000_000, 4_000_000])
        #expect(state.facts.outputs.last?.role == .change(ScriptPosition(branch: 1, index: 7)))
        #expect(state.facts.fee == selection.fee)
        #expect(state.facts.virtualSize == selection.virtualSize)
        for (map, coin) in zip(psbt.inputs, selection.coins) {
            #expect(map.nonWitnessUtxo?.txid == coin.outpoint.txid)
            #expect(map.witnessUtxo == coin.output)
            #expect(map.witnessScript == coin.script.witnessScript)
            #expect(map.redeemScript == coin.script.redeemScript)
            #expect(map.bip32Derivations.map(\.origin) == coin.script.keys.map(\.origin))
            #expect(map.partialSigs.isEmpty)
        }
        #expect(psbt.outputs.last?.witnessScript != nil)
        #expect(psbt.outputs.last?.bip32Derivations.count == 3)
        #expect(psbt.outputs.first?.bip32Derivations.isEmpty == true)
        #expect(Set(psbt.global.xpubs.map(\.serialized)) == Set(state.vault.cosigners.map(\.xpub.serialized)))
        let attachments = try ProposalFields.read(from: psbt)
        #expect(attachments.caseDocument?.digest == state.digest)
        #expect(attachments.acknowledgements.count == 3)
        #expect(state.review().isSignable)
    }

    @Test("sets the lock time that was asked for")
    func lockTime() throws {
        let (state, _) = try Self.build(.v2, .p2wsh, lockTime: 800_000)
        #expect(state.facts.transaction.lockTime == LockTime(800_000))
    }

    @Test("leaves the witnesses out of previous transactions, which do not change the id")
    func stripsWitnesses() throws {
        let vault = try SampleTests.vault()
        let list = try ListUnspent(parsing: try VectorStore.bytes("\(SampleTests.folder)/listunspent.json"))
        let raw = try RawTransactions(parsing: try VectorStore.bytes("\(SampleTests.folder)/transactions.json"))
        let coins = try CoinBook.examine(
            list.coins.map { CoinClaim($0) }, transactions: raw.transactions, descriptor: vault.descriptor, window: 20
        ).proven
        #expect(coins.allSatisfy { $0.previousTransaction.hasWitness })
        let agreement = try vault.agreement()
        let payouts = try PayoutList(
            parsing: try VectorStore.bytes("\(SampleTests.folder)/payouts.csv"), network: .regtest
        ).payouts
        let outputs = try ProposalBuilder.outputs(of: payouts, under: agreement, window: 10)
        let selection = try CoinSelection.largestFirst(
            from: coins,
            for: CoinSelection.Request(
                payments: outputs, feeRate: try TargetFeeRate(parsing: "5"), descriptor: vault.descriptor))
        let file = try ProposalBuilder.build(
            ProposalBuilder.Payment(
                payouts: payouts, selection: selection, changeIndex: 0, lockTime: .unlocked, version: .v0),
            outputs: outputs, under: agreement,
            choice: ProposalBuilder.CaseChoice(caseID: try FixtureCase.caseID(3)))
        #expect(file.psbt.inputs.allSatisfy { $0.nonWitnessUtxo?.hasWitness == false })
        #expect(try CaseState(opening: file, under: agreement).review().isSignable)
    }

    @Test("refuses dust and the vault's own addresses, naming the row")
    func refusesPayouts() throws {
        let vault = try FixtureVault()
        let agreement = try vault.agreement()
        #expect(throws: ProposalBuildError.dust(row: 2, amount: try Amount(sat: 293), limit: 294)) {
            try ProposalBuilder.outputs(
                of: [
                    Self.payout(1, FixtureCase.stranger(1), sat: 294),
                    Self.payout(2, FixtureCase.stranger(1), sat: 293),
                ],
                under: agreement, window: 10)
        }
        #expect(throws: ProposalBuildError.ownAddress(row: 1, position: ScriptPosition(branch: 1, index: 4))) {
            try ProposalBuilder.outputs(
                of: [Self.payout(1, vault.script(1, 4).scriptPubKey, sat: 1_000)], under: agreement, window: 10)
        }
    }

    @Test("makes an internal case of a PSBT that pays nobody outside")
    func internalCase() throws {
        let maker = try CaseMaker { fixture in
            fixture.payments = []
            try fixture.addOwnOutput(1, 6, sat: 299_990_000)
        }
        let file = PSBTFile(psbt: try maker.fixture.psbt(), encoding: .hex)
        let adopted = try ProposalBuilder.adopt(
            file, under: maker.agreement, choice: ProposalBuilder.CaseChoice(caseID: try FixtureCase.caseID(9)))
        #expect(adopted.encoding == .hex)
        let document = try #require(try ProposalFields.read(from: adopted.psbt).caseDocument)
        #expect(document.body.header.kind == .internal)
    }

    @Test("adopts no PSBT that is a case, carries stray documents, is final, or is not the vault's")
    func refusesAdoption() throws {
        let maker = try CaseMaker()
        let choice = ProposalBuilder.CaseChoice(caseID: try FixtureCase.caseID(9))
        func error(_ psbt: PSBT, under vault: VaultAgreement? = nil) -> ProposalBuildError? {
            do throws(ProposalBuildError) {
                _ = try ProposalBuilder.adopt(
                    PSBTFile(psbt: psbt, encoding: .binary), under: vault ?? maker.agreement, choice: choice)
                return nil
            } catch {
                return error
            }
        }
        #expect(try error(maker.fixture.psbt()) == nil)
        #expect(error(maker.proposal.psbt) == .alreadyCase(try FixtureCase.caseID(1)))
        #expect(try error(maker.attaching(to: maker.proposal.psbt) { $0.caseDocument = nil }) == .strayDocuments)
        var final = try maker.fixture.psbt()
        for signer in 0..<2 { try maker.fixture.sign(&final, by: signer) }
        #expect(error(try Finalizer.finalize(final)) == .alreadyFinal(input: 0))
        let other = try FixtureVault { $0.keyCount = 4 }.agreement()
        #expect(try error(maker.fixture.psbt(), under: other)?.code == "case.not-established")
        var unproven = try maker.fixture.psbt()
        unproven.inputs[1].nonWitnessUtxo = nil
        #expect(error(unproven)?.code == "case.not-established")
    }
}
