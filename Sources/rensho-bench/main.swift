import CommandSupport

CommandRunner.run(RenshoBench.self, program: "rensho-bench")
