import ByteCoding

/// A benchmark that measures something wrong measures nothing.
enum BenchError: CodedError, Equatable {
    /// The generated case has problems.
    case unsound
    /// So few coins cannot pay so many.
    case tooManyPayments(inputs: Int)
    /// A step gave another result than it must.
    case wrongResult(step: String)
    /// The process that measures memory failed.
    case child(status: Int32)
    /// A program that is measured failed.
    case program(String, status: Int32)

    var code: String {
        switch self {
        case .unsound: "bench.unsound"
        case .tooManyPayments: "bench.too-many-payments"
        case .wrongResult: "bench.wrong-result"
        case .child: "bench.child"
        case .program: "bench.program"
        }
    }

    var description: String {
        switch self {
        case .unsound: "the generated case is not sound"
        case .tooManyPayments(let inputs): "\(inputs) coins of the workload do not pay so many"
        case .wrongResult(let step): "the step \(step) gave a wrong result"
        case .program(let name, let status): "rensho ended with status \(status): \(name)"
        case .child(let status): "the process that measures memory ended with status \(status)"
        }
    }
}
