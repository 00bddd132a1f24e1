import ArgumentParser
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors

// Values that are checked while the command line is parsed, so that a bad one is a usage error.

extension Network: ExpressibleByArgument {}

extension MultisigDescriptor.ScriptType: ExpressibleByArgument {}

extension Fingerprint: ExpressibleByArgument {
    public init?(argument: String) {
        guard let fingerprint = try? Fingerprint(parsing: argument.lowercased()) else { return nil }
        self = fingerprint
    }
}

extension Identifier: ExpressibleByArgument {
    public init?(argument: String) {
        guard let identifier = try? Identifier(argument) else { return nil }
        self = identifier
    }
}

extension PersonName: ExpressibleByArgument {
    public init?(argument: String) {
        guard let name = try? PersonName(argument) else { return nil }
        self = name
    }
}

extension RefusalReason: ExpressibleByArgument {
    public init?(argument: String) {
        guard let reason = try? RefusalReason(argument) else { return nil }
        self = reason
    }
}

extension Bytes32: ExpressibleByArgument {
    public init?(argument: String) {
        guard let bytes = try? Hex.decode(argument), let value = try? Bytes32(bytes) else { return nil }
        self = value
    }
}

extension ValidityBound: ExpressibleByArgument {
    public init?(argument: String) {
        guard let bound = try? ValidityBound(documentText: argument), bound.documentText == argument else { return nil }
        self = bound
    }
}

extension CaseID: ExpressibleByArgument {
    public init?(argument: String) {
        guard let id = try? CaseID(documentText: argument.lowercased()) else { return nil }
        self = id
    }
}

extension OverridableRule: ExpressibleByArgument {}
