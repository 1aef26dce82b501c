import { parseArgs } from 'node:util'
import {
  type CliCommand,
  type CliInvocation,
  EXIT_DONE,
  EXIT_FAILED,
  EXIT_MISUSED,
  UsageError,
} from './cli-command.ts'
import { CLI_NAME, helpOf, helpOfAll } from './cli-help.ts'
import { nearestWord } from './nearest-word.ts'

export type CliCall = Pick<CliInvocation, 'cwd' | 'out' | 'err'> & {
  readonly commands: readonly CliCommand[]
  /** What was typed after the program's name. */
  readonly words: readonly string[]
}

/** Finds the command, reads its options and runs it. Answers the exit code and never throws. */
export async function runCli(call: CliCall): Promise<number> {
  const { commands, words, out, err } = call
  const command = commandNamed(commands, words)
  try {
    if (command === undefined) return answerWithoutCommand(call)
    const rest = words.slice(command.words.length)
    if (rest.includes('--help')) {
      out(helpOf(command))
      return EXIT_DONE
    }
    return await command.run({ ...readOptions(command, rest), cwd: call.cwd, out, err })
  } catch (error) {
    err(`truebook: ${error instanceof Error ? error.message : String(error)}\n`)
    if (!(error instanceof UsageError)) return EXIT_FAILED
    err(command === undefined ? '' : `Usage: ${CLI_NAME} ${typedAs(command)} ${command.usage}\n`)
    err(`See ${CLI_NAME} ${command === undefined ? '' : `${typedAs(command)} `}--help\n`)
    return EXIT_MISUSED
  }
}

/** The command whose words stand first; of two, the longer one. */
function commandNamed(commands: readonly CliCommand[], typed: readonly string[]) {
  return commands
    .filter(({ words }) => words.every((word, i) => typed[i] === word))
    .sort((a, b) => b.words.length - a.words.length)[0]
}

function answerWithoutCommand({ commands, words, out }: CliCall): number {
  if (words.length === 0) throw new UsageError('expected a command, found nothing')
  if (words.includes('--help')) {
    out(helpOfAll(commands))
    return EXIT_DONE
  }
  throw new UsageError(
    `there is no command "${words.slice(0, 2).join(' ')}"${hintFor(words, commands.map(typedAs))}`,
  )
}

function hintFor(words: readonly string[], names: readonly string[]): string {
  const [first = ''] = words
  const meant = nearestWord(words.slice(0, 2).join(' '), names) ?? nearestWord(first, names)
  if (meant !== null) return `; did you mean "${meant}"?`
  const ofGroup = names.filter((name) => name.startsWith(`${first} `))
  return ofGroup.length === 0 ? '' : `; there is "${ofGroup.join('", "')}"`
}

function readOptions(command: CliCommand, rest: readonly string[]) {
  const { options } = command
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      options,
      strict: true,
      allowPositionals: true,
    })
    const switches = Object.entries(options).filter(([, { type }]) => type === 'boolean')
    const off = Object.fromEntries(switches.map(([name]) => [name, false]))
    // Strict parsing answers the options as they were declared.
    return { positionals, values: { ...off, ...values } as CliInvocation['values'] }
  } catch (error) {
    throw new UsageError(complaintOf(error, Object.keys(options)), { cause: error })
  }
}

/** Node's own words, of which the first line is enough; for an unknown option what may have been meant. */
function complaintOf(error: unknown, names: readonly string[]): string {
  const message = error instanceof Error ? error.message : String(error)
  const unknown = /^Unknown option '(?<option>[^']+)'/.exec(message)?.groups?.['option']
  if (unknown === undefined) return message.split('\n')[0] ?? message
  const meant = nearestWord(unknown.replace(/^-+/, ''), names)
  return `there is no option "${unknown}"${meant === null ? '' : `; did you mean "--${meant}"?`}`
}

function typedAs({ words }: CliCommand): string {
  return words.join(' ')
}
