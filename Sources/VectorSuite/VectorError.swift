package import CommandSupport
package import WalletFormats

/// What is wrong with the vectors themselves, as opposed to a case that fails.
package enum VectorError: CommandError, Equatable {
    /// A file is not strict JSON.
    case json(file: String, JSONError)
    /// A part of a file does not have the shape of `Docs/vectors.md`.
    case malformed(String, String)
    /// A case, or an object in it, has a member that its kind does not know.
    case unknownKey(file: String, case: Int?, key: String)
    /// A case asks for something that its kind does not do.
    case unknownOperation(file: String, case: Int, operation: String)
    /// A kind does something that no case of its files asks for.
    case unusedOperation(kind: String, operation: String)
    /// A file states another number of cases than it has.
    case wrongCount(file: String, operation: String, stated: Int, found: Int)
    /// Fewer or more cases were judged than the file has.
    case notAllExecuted(file: String, cases: Int, executed: Int)
    /// No kind runs the files of a folder, or a file lies outside every folder.
    case noRunner(path: String)
    /// A kind has no file.
    case noFile(kind: String)
    /// Two cases of a file have the same id.
    case duplicateCase(file: String, case: Int)
    /// The verdicts name a case or an operation that the file does not have.
    case verdictMatchesNothing(file: String, String)
    /// The verdicts name a case twice.
    case twoVerdicts(file: String, case: Int)
    /// A case is to be refused, and nothing says with which code.
    case noCode(file: String, case: Int)
    /// A deviation from what a standard says is not explained.
    case noReason(file: String, case: Int)
    /// Nothing runs the operation of a case, and nothing says why.
    case notRun(file: String, case: Int, operation: String)
    /// Verdicts lie beside no file.
    case strayVerdicts(file: String)
    /// There is no kind of that name.
    case unknownKind(String)
    /// No case of the chosen kinds has that id.
    case unknownCase(Int)
    /// A file that would be made is there with other bytes.
    case otherBytes(path: String)

    package var code: String {
        switch self {
        case .json(_, let error): "vectors.\(error.code)"
        case .malformed: "vectors.malformed"
        case .unknownKey: "vectors.unknown-key"
        case .unknownOperation: "vectors.unknown-operation"
        case .unusedOperation: "vectors.unused-operation"
        case .wrongCount: "vectors.wrong-count"
        case .notAllExecuted: "vectors.not-all-executed"
        case .noRunner: "vectors.no-runner"
        case .noFile: "vectors.no-file"
        case .duplicateCase: "vectors.duplicate-case"
        case .verdictMatchesNothing: "vectors.verdict-matches-nothing"
        case .twoVerdicts: "vectors.two-verdicts"
        case .noCode: "vectors.no-code"
        case .noReason: "vectors.no-reason"
        case .notRun: "vectors.not-run"
        case .strayVerdicts: "vectors.stray-verdicts"
        case .unknownKind: "vectors.unknown-kind"
        case .unknownCase: "vectors.unknown-case"
        case .otherBytes: "vectors.other-bytes"
        }
    }

    package var description: String {
        switch self {
        case .json(let file, let error): "\(file): \(error)"
        case .malformed(let place, let what): "\(place): \(what)"
        case .unknownKey(let file, let id, let key):
            "\(file)\(id.map { ", case \($0)" } ?? ""): nobody knows the key \"\(key)\""
        case .unknownOperation(let file, let id, let operation):
            "\(file), case \(id): the kind does not know the operation \"\(operation)\""
        case .unusedOperation(let kind, let operation):
            "kind \(kind): no case asks for the operation \"\(operation)\""
        case .wrongCount(let file, let operation, let stated, let found):
            "\(file) states \(stated) cases of \"\(operation)\" and has \(found)"
        case .notAllExecuted(let file, let cases, let executed):
            "\(file) has \(cases) cases, \(executed) were judged"
        case .noRunner(let path): "no kind runs \(path)"
        case .noFile(let kind): "kind \(kind) has no file"
        case .duplicateCase(let file, let id): "\(file): two cases have the id \(id)"
        case .verdictMatchesNothing(let file, let what): "\(file): the file has no \(what)"
        case .twoVerdicts(let file, let id): "\(file): case \(id) is named twice"
        case .noCode(let file, let id): "\(file), case \(id): nothing says with which code it is refused"
        case .noReason(let file, let id): "\(file): case \(id) is valid by its file and refused here without a reason"
        case .notRun(let file, let id, let operation):
            "\(file), case \(id): nothing runs \"\(operation)\" and nothing says why"
        case .strayVerdicts(let file): "\(file) lies beside no file that it judges"
        case .unknownKind(let name): "there is no vector kind \"\(HostileText.escapeInvisible(name))\""
        case .unknownCase(let id): "no case of the chosen kinds has the id \(id)"
        case .otherBytes(let path): "\(path) is there with other bytes than this program would write"
        }
    }

    package var remedy: String? {
        switch self {
        case .noRunner: "Give the folder a kind in VectorKinds.all, or take the file away."
        case .noFile: "Give the whole folder Vectors of this release."
        case .unknownKind: "The command list names the kinds."
        case .otherBytes: "Make the files in another folder and compare them with diff."
        default: nil
        }
    }

    package var exitStatus: ExitStatus {
        switch self {
        case .unknownKind, .unknownCase: .usage
        case .otherBytes: .refused
        default: .malformed
        }
    }
}
