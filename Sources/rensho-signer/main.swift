import CommandSupport

CommandRunner.run(RenshoSigner.self, program: "rensho-signer") { try ProcessHardening.apply() }
