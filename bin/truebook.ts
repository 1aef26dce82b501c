import { ALL_COMMANDS } from '#cli/all-commands.ts'
import { runCli } from '#cli/run-cli.ts'

/** The command line for operators and research. Exit codes: 0 done, 1 failed, 2 called wrongly. */
const code = await runCli({
  commands: ALL_COMMANDS,
  words: process.argv.slice(2),
  cwd: process.cwd(),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
})
// A pipe may not have taken everything yet, and what a command left open must not keep us.
process.stdout.write('', () => process.exit(code))
