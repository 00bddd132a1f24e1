package import BitcoinCrypto
package import BitcoinPSBT
package import BitcoinPrimitives
package import Descriptors

/// Everything that a PSBT and the registered vault say about a case: what is proven, what is ours, and every
/// problem, without judgement. Nothing here throws.
package struct CaseExamination: Sendable {
    /// The unsigned transaction; `nil` when the PSBT gives none.
    package let transaction: Transaction?

    /// One entry for each input.
    package let inputs: [InputExamination]

    /// One entry for each output.
    package let outputs: [OutputExamination]

    /// What is wrong with the transaction as a whole.
    package let problems: [CaseProblem]

    /// The facts; `nil` when something that they rest on is not proven.
    ///
    /// Facts alone do not make a case signable: a bad signature or a false claim in the file leaves them standing
    /// and is found among the problems.
    package let facts: CaseFacts?

    /// Whether facts are established and nothing at all is wrong.
    package var isSound: Bool {
        facts?.differences.isEmpty == true && problems.isEmpty && inputs.allSatisfy(\.problems.isEmpty)
            && outputs.allSatisfy(\.problems.isEmpty)
    }

    /// Examines a PSBT. `header` carries the part of the case that is not computed; without it there are no facts.
    /// - Parameters:
    ///   - orders: the orders that travel with the PSBT; those that the header cites are matched with the outputs.
    ///   - search: a search of the vault's scripts that has derived some already, for whoever examines many PSBTs.
    package init(
        psbt: PSBT, vault: RegisteredVaultView, header: CaseHeader?, orders: [Document<Order>] = [],
        verifier: any SignatureVerifier = OpenSSLVerifier(), search: OwnershipSearch? = nil
    ) {
        let transaction: Transaction
        do throws(PSBTError) {
            transaction = try psbt.unsignedTransaction()
        } catch {
            self.init(problem: .transactionUnreadable(ErrorCause(error)))
            return
        }
        do throws(DescriptorError) {
            let ownership = OwnershipExaminer(search ?? OwnershipSearch(vault.descriptor))
            try self.init(psbt, transaction, vault, header, orders, verifier, ownership)
        } catch {
            self.init(problem: .ownershipUndecided(ErrorCause(error)))
        }
    }

    private init(
        _ psbt: PSBT, _ transaction: Transaction, _ vault: RegisteredVaultView, _ header: CaseHeader?,
        _ orders: [Document<Order>], _ verifier: any SignatureVerifier, _ ownership: OwnershipExaminer
    ) throws(DescriptorError) {
        var ownership = ownership
        let hints = ScriptHints(descriptor: vault.descriptor, global: psbt.global)
        var inputs = try Self.examineInputs(psbt, transaction, vault.descriptor, hints, &ownership)
        Self.addDigests(to: &inputs, transaction)
        let signatures = SignatureExaminer(verifier: verifier).signatures(of: psbt.inputs, examinations: inputs)
        for (index, facts) in signatures.enumerated() where inputs.indices.contains(index) {
            inputs[index].signatures = facts
            inputs[index].problems += facts.filter { $0.verdict != .valid && $0.verdict != .notChecked }
                .map { .signatureBad($0) }
        }
        let outputs = try Self.examineOutputs(psbt, transaction, inputs, vault, hints, &ownership)
        let sums = AmountSums(transaction: transaction, inputs: inputs)
        self.transaction = transaction
        self.inputs = inputs
        self.outputs = outputs
        var problems = (header == nil ? [.caseUnnamed] : []) + Self.duplicates(in: transaction) + sums.problems
        var facts: CaseFacts?
        if let header, problems.isEmpty {
            do throws(DocumentError) {
                facts = try CaseFacts(
                    transaction: transaction, inputs: inputs, outputs: outputs, sums: sums, vault: vault,
                    header: header, orders: orders)
            } catch {
                problems.append(.caseRefused(ErrorCause(error)))
            }
        }
        self.problems = problems
        self.facts = facts
    }

    private init(problem: CaseProblem) {
        transaction = nil
        inputs = []
        outputs = []
        problems = [problem]
        facts = nil
    }

    private static func examineInputs(
        _ psbt: PSBT, _ transaction: Transaction, _ descriptor: MultisigDescriptor, _ hints: ScriptHints,
        _ ownership: inout OwnershipExaminer
    ) throws(DescriptorError) -> [InputExamination] {
        let pairs = zip(transaction.inputs, psbt.inputs).map { ($0.previousOutput, $1) }
        let proofs = Parallel.map(pairs) { PreviousOutputProof(of: $0.0, in: $0.1) }
        let positions = psbt.inputs.map { hints.position(in: $0.bip32Derivations) }
        let scripts = try ownership.inputScripts(proofs.map { $0.proven?.scriptPubKey }, hints: positions)
        let examiner = InputScriptExaminer(descriptor: descriptor)
        var examinations: [InputExamination] = []
        for (index, map) in psbt.inputs.enumerated() where proofs.indices.contains(index) {
            var examination = InputExamination(index: index, input: transaction.inputs[index])
            examination.proven = proofs[index].proven
            examination.problems = proofs[index].problems + fieldProblems(of: map)
            var script = scripts[index]
            if let position = script?.position, position.index > OwnershipLimits.maximumIndex {
                examination.problems.append(.indexBeyondLimit(position))
                script = nil
            } else if let proven = examination.proven {
                examination.problems += examiner.problems(of: map, proven: proven, script: script)
            }
            if let script {
                examination.problems += hints.differences(of: map.bip32Derivations, from: script).map {
                    switch $0 {
                    case .keyUnknown(let key): .derivationKeyUnknown(key)
                    case .originDiffers(let key, let stated, let registered):
                        .derivationOriginDiffers(key: key, stated: stated, registered: registered)
                    }
                }
            }
            examination.script = script
            examinations.append(examination)
        }
        return examinations
    }

    private static func fieldProblems(of map: InputMap) -> [InputProblem] {
        var found: [InputProblem] = []
        if let type = map.sighashType, type != UInt32(SighashType.all.rawValue) {
            found.append(.sighashType(type))
        }
        if map.finalScriptSig != nil || map.finalScriptWitness != nil {
            found.append(.alreadyFinal)
        }
        return found
    }

    private static func addDigests(to inputs: inout [InputExamination], _ transaction: Transaction) {
        let sighash = SegwitSighash(transaction)
        for index in inputs.indices {
            guard let script = inputs[index].script, let proven = inputs[index].proven else { continue }
            inputs[index].signatureDigest = try? sighash.digest(
                input: index, scriptCode: script.witnessScript, amount: proven.amount)
        }
    }

    private static func examineOutputs(
        _ psbt: PSBT, _ transaction: Transaction, _ inputs: [InputExamination], _ vault: RegisteredVaultView,
        _ hints: ScriptHints, _ ownership: inout OwnershipExaminer
    ) throws(DescriptorError) -> [OutputExamination] {
        let highest = inputs.compactMap { $0.script?.position.index }.max() ?? 0
        let last = OwnershipLimits.lastOutputIndex(highestInput: highest)
        let scripts = try ownership.outputScripts(
            transaction.outputs.map(\.scriptPubKey),
            hints: psbt.outputs.map { hints.position(in: $0.bip32Derivations) }, window: last + 1)
        let examiner = OutputExaminer(descriptor: vault.descriptor, hints: hints, lastIndex: last)
        var examinations: [OutputExamination] = []
        for (index, map) in psbt.outputs.enumerated() where scripts.indices.contains(index) {
            let output = transaction.outputs[index]
            var examination = OutputExamination(index: index, output: output, network: vault.vault.network)
            examination.script = scripts[index]
            examination.problems = examiner.problems(of: map, output: output, script: scripts[index])
            examinations.append(examination)
        }
        return examinations
    }

    private static func duplicates(in transaction: Transaction) -> [CaseProblem] {
        var places: [OutPoint: [Int]] = [:]
        for (index, input) in transaction.inputs.enumerated() {
            places[input.previousOutput, default: []].append(index)
        }
        return places.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
            .map { .duplicateOutpoint($0.key, inputs: $0.value) }
    }
}
