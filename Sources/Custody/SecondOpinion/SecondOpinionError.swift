package import BitcoinPSBT
package import ByteCoding

/// What two independent ways to the same answer disagree about, or why one of them cannot answer.
package enum SecondOpinionError: CodedError, Equatable {
    /// One of the two that verify.
    package enum Curve: String, Sendable, CustomStringConvertible {
        /// libcrypto, over the digest that was signed.
        case openSSL = "openssl"
        /// Our own arithmetic, over the digest that was serialised a second time.
        case publicCurve = "public-curve"

        package var description: String {
            switch self {
            case .openSSL: "OpenSSL"
            case .publicCurve: "PublicCurve"
            }
        }
    }

    /// The two serialisations of an input's signature hash differ.
    case sighashesDiffer(input: Int, first: Bytes32, second: Bytes32?)
    /// One verifier takes a signature and the other one does not.
    case refused(by: Curve, input: Int, person: Identifier)
    /// Neither verifier takes a signature that was to leave.
    case refusedByBoth(input: Int, person: Identifier)
    /// A verifier gave fewer or more answers than it was asked for.
    case unanswered(by: Curve, asked: Int, answered: Int)
    /// The transaction has another number of inputs than the case.
    case inputCount(expected: Int, found: Int)
    /// The coin of an input is not shown by its previous transaction.
    case noCoin(input: Int)
    /// The PSBT does not read as one transaction.
    case psbt(PSBTError)

    package var code: String {
        switch self {
        case .sighashesDiffer: "second-opinion.sighashes-differ"
        case .refused(let curve, _, _): "second-opinion.refused-by-\(curve.rawValue)"
        case .refusedByBoth: "second-opinion.refused-by-both"
        case .unanswered(let curve, _, _): "second-opinion.unanswered-by-\(curve.rawValue)"
        case .inputCount: "second-opinion.input-count"
        case .noCoin: "second-opinion.no-coin"
        case .psbt(let error): error.code
        }
    }

    package var description: String {
        switch self {
        case .sighashesDiffer(let input, let first, let second):
            "input \(input): the signature hash is \(first.hex) by one way and "
                + "\(second?.hex ?? "not there") by the other"
        case .refused(let curve, let input, let person):
            "input \(input): \(curve) alone does not verify the signature of \(person)"
        case .refusedByBoth(let input, let person):
            "input \(input): the signature of \(person) verifies neither with OpenSSL nor with PublicCurve"
        case .unanswered(let curve, let asked, let answered):
            "\(curve) gave \(answered) answers to \(asked) questions"
        case .inputCount(let expected, let found): "\(found) inputs where the case has \(expected)"
        case .noCoin(let input): "input \(input): no previous transaction shows the coin"
        case .psbt(let error): "\(error)"
        }
    }

    package var remedy: String? {
        switch self {
        case .sighashesDiffer, .refused, .refusedByBoth, .unanswered:
            "Nothing left this machine. Do not go on with it: keep the file, repeat the step on another machine, "
                + "and report what disagreed."
        case .inputCount, .noCoin, .psbt: nil
        }
    }
}
