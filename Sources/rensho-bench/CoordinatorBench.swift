import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import Descriptors
import Glibc
import SecretKeys

/// Measures the coordinator's program from outside: a store of many cases, many cases collected at once, and one large case.
struct CoordinatorBench: ~Copyable {
    /// How many open cases one command collects.
    static let collectedCases = 100

    private let vault: BenchVault
    private let folder: String
    private let program: String
    private let now = Timestamp(seconds: 1_795_219_200)

    /// Looks for the program beside this one, and makes a folder.
    init() throws {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = unsafe readlink("/proc/self/exe", &path, path.count - 1)
        guard length > 0 else { throw BenchError.unsound }
        let own = String(decoding: path.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let program = FileAccess.join(try FileAccess.split(own).folder, "rensho")
        guard FileAccess.exists(program) else { throw FileError.missing(path: program) }
        var template = Array("/tmp/rensho-bench.XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw FileError.unwritable(path: "/tmp", reason: "no new folder")
        }
        let folder = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.init(vault: try BenchVault(), folder: folder, program: program)
    }

    private init(vault: consuming BenchVault, folder: String, program: String) {
        self.vault = vault
        self.folder = folder
        self.program = program
    }

    /// Makes stores and files, and measures every command once; what was made is removed.
    consuming func measure(cases: Int, inputs: Int) throws -> [ProgramMeasurement] {
        defer { removeAll() }
        return try measureMany(cases) + measureLarge(inputs)
    }

    private func measureMany(_ cases: Int) throws -> [ProgramMeasurement] {
        StandardStreams.writeError("\(cases) cases\n")
        let (home, store) = try home("many")
        var files: [String] = []
        for number in 1...cases {
            let workload = try Workload(
                inputs: 1, payments: 1, version: .v0, number: number, vault: vault.agreement)
            _ = try store.open(state(of: workload.psbt), now: now)
            guard number <= Self.collectedCases else { continue }
            let requests = try Fixture.requests(workload.facts, account: vault.first.extendedPublicKey())
            let signed = try Fixture.sign(workload.psbt, workload.facts, requests, account: vault.first)
            files.append(try write(signed.encoded(), as: "many-\(number).psbt"))
        }
        let list = ["status", "--home", home]
        return [
            try ProgramMeasurement("status with \(cases) cases", program, list),
            try ProgramMeasurement(
                "collect for \(files.count) of \(cases) open cases", program, ["collect", "--home", home] + files),
            try ProgramMeasurement("status with \(cases) cases, \(files.count) of them signed", program, list),
        ]
    }

    private func measureLarge(_ inputs: Int) throws -> [ProgramMeasurement] {
        StandardStreams.writeError("\(inputs) inputs\n")
        let (home, store) = try home("large")
        let workload = try Workload(inputs: inputs, version: .v0, vault: vault.agreement)
        let opened = try state(of: workload.psbt)
        _ = try store.open(opened, now: now)
        let signed = [
            try sign(workload, with: vault.first), try sign(workload, with: vault.second),
            try sign(workload, with: vault.third),
        ]
        let files = try signed.enumerated().map { try write($1.encoded(), as: "large-\($0).psbt") }
        let checks = try signed.map { try Self.checks(of: $0, workload.facts) }
        let floor = checks.map { Self.floor(of: $0) }
        let collected = try ProgramMeasurement(
            "collect of three files of \(inputs) inputs", program, ["collect", "--home", home] + files,
            floor: floor.reduce(0, +))
        let answers = try answers(to: opened, with: checks)
        _ = try ProgramMeasurement("answers", program, ["collect", "--home", home] + answers)
        let id = opened.caseID.description
        return [
            collected,
            try ProgramMeasurement("status of \(inputs) inputs", program, ["status", id, "--home", home]),
            try ProgramMeasurement(
                "assemble of \(inputs) inputs", program,
                ["assemble", id, "--home", home, "-o", FileAccess.join(folder, "large.tx")],
                floor: floor[0] + floor[1]),
        ]
    }

    private func sign(_ workload: Workload, with account: borrowing ExtendedPrivateKey) throws -> PSBT {
        let requests = try Fixture.requests(workload.facts, account: account.extendedPublicKey())
        return try Fixture.sign(workload.psbt, workload.facts, requests, account: account)
    }

    /// The shares of the first two cosigners and everybody's confirmations, as files.
    private func answers(to state: CaseState, with checks: [[SignatureCheck]]) throws -> [String] {
        let people = state.vault.custodians
        func statement(_ place: Int) throws -> CaseStatement {
            CaseStatement(
                of: state.agreedCase.document, person: people[place], device: try Identifier("device-\(people[place])"))
        }
        let witness = MachineWitness(journalSequence: 1, journalHead: SHA256.hash([1]))
        let (facts, salt, build) = (state.factsHash(), SHA256.hash([2]), SHA256.hash([3]))
        let shares = try [0, 1].map { place in
            try BenchVault.signed(
                Share(
                    statement: statement(place), kind: .open,
                    commitment: CaseCommitment.digest(
                        network: BenchVault.network, salt: salt, signatures: checks[place].map(\.signature)),
                    salt: salt, facts: facts, build: build, machine: witness), by: place)
        }
        let confirmations = try people.indices.map { place in
            try BenchVault.signed(
                Confirmation(
                    statement: statement(place), facts: facts, build: build, shares: shares.map(\.digest),
                    machine: witness), by: place)
        }
        return try (shares.map(\.encoded) + confirmations.map(\.encoded)).enumerated().map {
            try write($1, as: "answer-\($0)")
        }
    }

    /// What has to be verified of one cosigner's signatures, in input order.
    private static func checks(of psbt: PSBT, _ facts: CaseFacts) throws -> [SignatureCheck] {
        try facts.inputs.map { input in
            guard let partial = psbt.inputs[input.index].partialSigs.first else { throw BenchError.unsound }
            return SignatureCheck(
                publicKey: partial.publicKey, digest: input.signatureDigest,
                signature: try ECDSASignature(strictDER: partial.signature.dropLast()))
        }
    }

    /// OpenSSL's processor time for them, one after the other.
    private static func floor(of checks: [SignatureCheck]) -> Double {
        let verifier = OpenSSLVerifier()
        return Stopwatch.lap { for check in checks { _ = verifier.verify(check) } }.cpuSeconds
    }

    private func state(of psbt: PSBT) throws -> CaseState {
        try CaseState(opening: PSBTFile(psbt: psbt, encoding: .binary), under: vault.agreement)
    }

    private func home(_ name: String) throws -> (path: String, store: Store) {
        let path = FileAccess.join(folder, name)
        try FileAccess.makeDirectory(path)
        let store = try Store.create(
            at: FileAccess.join(path, "coordinator.sqlite"), network: BenchVault.network, now: now)
        _ = try store.add(vault.agreement.document, now: now)
        for acknowledgement in vault.agreement.acknowledgements { _ = try store.add(acknowledgement, now: now) }
        return (path, store)
    }

    private func write(_ bytes: [UInt8], as name: String) throws -> String {
        let path = FileAccess.join(folder, name)
        try FileAccess.create(path, bytes)
        return path
    }

    private func removeAll() {
        for name in (try? FileAccess.list(folder)) ?? [] {
            let path = FileAccess.join(folder, name)
            if FileAccess.isFolder(path) {
                for file in (try? FileAccess.list(path)) ?? [] { _ = unsafe unlink(FileAccess.join(path, file)) }
                _ = unsafe rmdir(path)
            } else {
                _ = unsafe unlink(path)
            }
        }
        _ = unsafe rmdir(folder)
    }
}
