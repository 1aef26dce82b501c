import { ALL_COMMANDS } from '#cli/all-commands.ts'
import type { CliCommand } from '#cli/cli-command.ts'
import { runCli } from '#cli/run-cli.ts'

/** What a call of the command line said, and its exit code. */
export type CliAnswer = { readonly code: number; readonly out: string; readonly err: string }

/** Calls the command line in this process: `callCli(['candles', 'check', path, '--json'])`. */
export async function callCli(
  words: readonly string[],
  { commands = ALL_COMMANDS, cwd = '/' }: { commands?: readonly CliCommand[]; cwd?: string } = {},
): Promise<CliAnswer> {
  const out: string[] = []
  const err: string[] = []
  const code = await runCli({
    commands,
    words,
    cwd,
    out: (text) => out.push(text),
    err: (text) => err.push(text),
  })
  return { code, out: out.join(''), err: err.join('') }
}
