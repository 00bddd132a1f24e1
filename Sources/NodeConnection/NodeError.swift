import ByteCoding

/// Says why a node on this computer could not be asked; never with the credentials.
package enum NodeError: CodedError, Hashable {
    /// The endpoint is no text of the known forms.
    case malformedEndpoint(String)
    /// The endpoint is on another computer, or a name.
    case notLocal(String)
    /// The credentials are no `user:password`.
    case malformedCredentials
    /// Nobody listens there.
    case notReached(String, number: Int32)
    /// The connection broke or was too slow.
    case broken(String)
    /// The answer is larger than allowed.
    case tooLarge(limit: Int)
    /// The answer is no HTTP of the known form.
    case malformedAnswer(String)
    /// The node knows no such user or password.
    case unauthorized
    /// The node answered with another status, without words of its own.
    case status(Int)

    package var code: String {
        switch self {
        case .malformedEndpoint: "node.malformed-endpoint"
        case .notLocal: "node.not-local"
        case .malformedCredentials: "node.malformed-credentials"
        case .notReached: "node.not-reached"
        case .broken: "node.broken"
        case .tooLarge: "node.too-large"
        case .malformedAnswer: "node.malformed-answer"
        case .unauthorized: "node.unauthorized"
        case .status: "node.status"
        }
    }

    package var description: String {
        switch self {
        case .malformedEndpoint(let text):
            "\"\(text)\" is neither http://127.0.0.1:PORT, http://[::1]:PORT nor unix:/PATH"
        case .notLocal(let text): "\"\(text)\" is not an address of this computer"
        case .malformedCredentials: "the file of credentials does not have the form USER:PASSWORD in one line"
        case .notReached(let place, let number): "no node listens at \(place) (system error \(number))"
        case .broken(let place): "the connection to \(place) broke or took too long"
        case .tooLarge(let limit): "the node's answer is larger than \(limit) bytes"
        case .malformedAnswer(let reason): "the node's answer is not understood: \(reason)"
        case .unauthorized: "the node refuses the credentials"
        case .status(let status): "the node answers with status \(status)"
        }
    }

    package var remedy: String? {
        switch self {
        case .notLocal: "Only a node on this computer is asked: reach another one through a tunnel that ends here."
        case .malformedCredentials: "Name the node's .cookie file, or a file with USER:PASSWORD."
        case .notReached: "Start the node with its server, and check the port."
        case .unauthorized: "The cookie changes with every start of the node: name the file that is there now."
        case .status: "Check the name of the wallet, and that it is loaded."
        case .malformedEndpoint, .broken, .tooLarge, .malformedAnswer: nil
        }
    }
}
