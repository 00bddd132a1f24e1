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

            It needs no network, no keys and no terminal, and writes nothing but the report it is asked for: run it on \
            the machine that shall sign before it gets a key. Every key and word in the vectors is public.
            """,
        subcommands: [RunCommand.self, ListCommand.self, MakeCommand.self, ConformanceCommand.self])
}
