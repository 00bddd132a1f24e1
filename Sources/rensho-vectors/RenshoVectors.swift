import ArgumentParser

/// The command line of the vector runner.
struct RenshoVectors: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rensho-vectors",
        abstract: "Prove that this build computes what the standards say.",
        discussion: """
            A test vector is a known question with its known answer. `run` puts every vector of a folder to the same \
            code that signs and coordinates, and says for each kind how many passed. A refusal counts only with the \
            right error code; what this product does not do is listed with its reason, never left out.

              rensho-vectors run Vectors                   everything
              rensho-vectors run Vectors --kind bip32      one kind
              rensho-vectors run Vectors --kind bip32 --case 12
              rensho-vectors list                          the kinds and what they prove
              rensho-vectors make Vectors                  our own vectors once more
              rensho-vectors make workload -o FILE         one PSBT of any size
              rensho-vectors conformance --command '...'   judge another signer

            None of them needs a network, keys or a terminal. `run` and `list` write nothing but the report that is asked \
            for: run them on the machine that shall sign before it gets a key. Every key and word in the vectors is \
            public.
            """,
        subcommands: [RunCommand.self, ListCommand.self, MakeCommand.self, ConformanceCommand.self])
}
