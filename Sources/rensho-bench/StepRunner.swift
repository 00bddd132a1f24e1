import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import Review
import SecretKeys
import SignerCore

/// Runs the steps and their floors on one fixture, and checks what comes out.
struct StepRunner: ~Copyable {
    /// What the steps start from.
    let fixture: Fixture

    private let vault: BenchVault
    private let returned: CollectedFile
    private let candidates: [SignatureCheckpoint.Candidate]
    private let verifier = OpenSSLVerifier()

    /// Makes everything that the steps start from.
    init(inputs count: Int, payments: Int = Workload.usualPayments) throws {
        let vault = try BenchVault()
        let fixture = try Fixture(inputs: count, payments: payments, vault: vault)
        self.init(vault: vault, fixture: fixture, returned: try CollectedFile(fixture.signedFiles[0]))
    }

    private init(vault: consuming BenchVault, fixture: Fixture, returned: CollectedFile) {
        self.vault = vault
        self.fixture = fixture
        self.returned = returned
        candidates = fixture.signed.flatMap { SignatureCheckpoint.candidates(in: $0) }
    }

    /// Times one run of a step.
    func lap(_ step: Step) throws -> Lap {
        switch step {
        case .parseV0: try parse(fixture.fileV0, step)
        case .parseV2: try parse(fixture.fileV2, step)
        case .parseSigned: try parse(fixture.signedFiles[0], step)
        case .facts: try examine()
        case .review: try review()
        case .sign: try sign()
        case .collect: try collect()
        case .verify: try verify(OpenSSLVerifier(), step)
        case .verifyOwn: try verify(PublicCurveVerifier(), step)
        case .derive: try derive()
        case .assemble: try assemble()
        case .write: try write()
        }
    }

    private func parse(_ file: [UInt8], _ step: Step) throws -> Lap {
        var psbt: PSBT?
        let lap = try Stopwatch.lap { psbt = try PSBTFile(fileBytes: file).psbt }
        return try checked(psbt?.inputs.count == fixture.count, step, lap)
    }

    private func examine() throws -> Lap {
        var digest: Bytes32?
        let lap = Stopwatch.lap {
            digest =
                CaseExamination(psbt: fixture.proposal, vault: fixture.vault, header: fixture.facts.header)
                .facts?.digest
        }
        return try checked(digest == fixture.facts.digest, .facts, lap)
    }

    private func review() throws -> Lap {
        let document = Document(body: fixture.facts.caseDocument)
        let machine = MachineView(
            person: fixture.facts.custodians[0], keyIndex: 0, purpose: .sign, answeredCases: [:], answeredOutpoints: [:]
        )
        var isSignable = false
        var pageCount = 0
        let lap = Stopwatch.lap {
            let review = Review(
                ReviewContext(
                    psbt: fixture.proposal, fileHash: SHA256.hash(fixture.fileV0), vault: fixture.vault,
                    caseDocument: document, acknowledgements: vault.agreement.acknowledgements, machine: machine))
            isSignable = review.isSignable
            pageCount = review.pages().count
        }
        return try checked(isSignable && pageCount > 0, .review, lap)
    }

    private func sign() throws -> Lap {
        var signed: PSBT?
        let lap = try Stopwatch.lap {
            signed = try Fixture.sign(fixture.proposal, fixture.facts, fixture.requests, account: vault.first)
        }
        return try checked(signed?.encoded() == fixture.signedFiles[0], .sign, lap)
    }

    private func collect() throws -> Lap {
        var state = fixture.state
        let lap = try Stopwatch.lap { _ = try state.collect(returned) }
        return try checked(state.signatures.count == fixture.count && state.quarantine.isEmpty, .collect, lap)
    }

    private func verify(_ verifier: some SignatureVerifier, _ step: Step) throws -> Lap {
        var verdicts: [SignatureCheckpoint.Verdict] = []
        let lap = Stopwatch.lap {
            verdicts = SignatureCheckpoint.verify(candidates, against: fixture.facts, verifier: verifier)
        }
        let verified = verdicts.count { if case .verified = $0 { true } else { false } }
        return try checked(verified == 2 * fixture.count, step, lap)
    }

    private func derive() throws -> Lap {
        let positions = fixture.facts.inputs.map(\.script.position)
        var scripts: [DerivedScript] = []
        let lap = try Stopwatch.lap { scripts = try fixture.vault.descriptor.scripts(at: positions) }
        let isRight = scripts.map(\.scriptPubKey) == fixture.facts.inputs.map(\.script.scriptPubKey)
        return try checked(isRight, .derive, lap)
    }

    private func assemble() throws -> Lap {
        var txid: Txid?
        var weight = 0
        let lap = try Stopwatch.lap {
            let combined = try Combiner.combine([fixture.proposal] + fixture.signed)
            let transaction = try FinalTransaction.assemble(combined)
            weight = transaction.encoded().count
            txid = transaction.txid
        }
        return try checked(txid == fixture.facts.finalTxid && weight > 0, .assemble, lap)
    }

    private func write() throws -> Lap {
        var bytes: [UInt8] = []
        let lap = Stopwatch.lap { bytes = fixture.signed[0].encoded() }
        return try checked(bytes == fixture.signedFiles[0], .write, lap)
    }

    private func checked(_ isRight: Bool, _ step: Step, _ lap: Lap) throws -> Lap {
        guard isRight else { throw BenchError.wrongResult(step: step.rawValue) }
        return lap
    }
}

extension StepRunner {
    /// Times the floor's calls, one after the other on one core.
    func lap(_ floor: Step.Floor) throws -> Lap {
        switch floor {
        case .signing: try signOneByOne()
        case .oneVerification: try verifyOneByOne(Array(fixture.checks.prefix(fixture.count)))
        case .verification: try verifyOneByOne(fixture.checks)
        case .derivation: try deriveOneByOne()
        }
    }

    /// Makes the same signatures as the step; only the calls that sign and verify are timed.
    private func signOneByOne() throws -> Lap {
        var total = Lap.zero
        for request in fixture.requests {
            let steps = try DerivationPath([
                .normal(request.position.branch), .normal(request.position.index),
            ])
            let key = try vault.first.derived(steps).signingKey()
            total += try Stopwatch.lap { _ = try key.sign(request.digest, expecting: request.publicKey) }
        }
        return total
    }

    private func verifyOneByOne(_ checks: [SignatureCheck]) throws -> Lap {
        var valid = 0
        let lap = Stopwatch.lap { for check in checks where verifier.verify(check) { valid += 1 } }
        return try checked(valid == checks.count, .verify, lap)
    }

    private func deriveOneByOne() throws -> Lap {
        let keys = fixture.vault.descriptor.keys.map(\.xpub.publicKey)
        return try Stopwatch.lap {
            for input in fixture.facts.inputs {
                for key in keys { _ = try key.adding(input.signatureDigest) }
            }
        }
    }
}
