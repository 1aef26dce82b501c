import type { CliCommand, CliOptions } from './cli-command.ts'

export const CLI_NAME = 'npm run --silent truebook --'
const COLUMN_GAP = 2

/** The text of `--help`: every command with its line. */
export function helpOfAll(commands: readonly CliCommand[]): string {
  const rows = commands.map(({ words, summary }) => [words.join(' '), summary] as const)
  return `Usage: ${CLI_NAME} COMMAND [options]

${table(rows)}

COMMAND --help shows how a command is called, with an example.
Exit codes: 0 done, 1 failed, 2 called wrongly.
`
}

/** The text of `COMMAND --help`. */
export function helpOf(command: CliCommand): string {
  const { words, summary, usage, example, details, options } = command
  const called = `${CLI_NAME} ${words.join(' ')}`
  const paragraphs = [
    `${summary}.`,
    `Usage: ${called} ${usage}`,
    ...(details === undefined ? [] : [details]),
    table([...optionRows(options), ['--help', 'this text']]),
    `Example: ${called} ${example}`,
  ]
  return `${paragraphs.join('\n\n')}\n`
}

function optionRows(options: CliOptions): (readonly [string, string])[] {
  return Object.entries(options).map(([name, option]) => {
    const value = option.type === 'string' ? ` ${option.placeholder ?? 'VALUE'}` : ''
    const fallback = option.default === undefined ? '' : ` (default ${option.default})`
    return [`--${name}${value}`, `${option.summary}${fallback}`]
  })
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + COLUMN_GAP
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`).join('\n')
}
