import { describe, expect, test } from 'vitest'
import { callCli } from '#test/call-cli.ts'
import { ALL_COMMANDS } from './all-commands.ts'
import { cliCommand, UsageError } from './cli-command.ts'

const echo = cliCommand({
  words: ['echo', 'twice'],
  summary: 'Say it twice',
  usage: 'TEXT [--loud]',
  example: 'hello',
  options: {
    loud: { type: 'boolean', summary: 'in capitals' },
    ending: { type: 'string', default: '.', summary: 'what stands last' },
  },
  async run({ positionals, values, out }) {
    const [text] = positionals
    if (text === undefined) throw new UsageError('expected TEXT, found nothing')
    if (text === 'break') throw new Error('it broke')
    out(`${values.loud ? text.toUpperCase() : text}${values.ending}`)
    return 0
  },
})

const call = (line: string, commands = [echo]) =>
  callCli(line === '' ? [] : line.split(' '), { commands })

describe('the command line', () => {
  test('a command sees its options with their defaults', async () => {
    expect(await call('echo twice hi')).toEqual({ code: 0, out: 'hi.', err: '' })
    expect(await call('echo twice hi --loud --ending !')).toMatchObject({ out: 'HI!' })
  })

  test('a failure is exit code 1, and only its message is said', async () => {
    expect(await call('echo twice break')).toEqual({
      code: 1,
      out: '',
      err: 'truebook: it broke\n',
    })
  })

  test.each([
    ['', 'expected a command, found nothing'],
    ['echo twise hi', 'there is no command "echo twise"; did you mean "echo twice"?'],
    ['echo', 'there is no command "echo"; there is "echo twice"'],
    ['sing', 'there is no command "sing"'],
    ['echo twice', 'expected TEXT, found nothing'],
    ['echo twice hi --lout', 'there is no option "--lout"; did you mean "--loud"?'],
    ['echo twice hi --quietly', 'there is no option "--quietly"'],
    ['echo twice hi --ending', "Option '--ending <value>' argument missing"],
    ['echo twice hi --loud=yes', "Option '--loud' does not take an argument"],
  ])('"%s" is exit code 2 with what was expected', async (line, message) => {
    const { code, out, err } = await call(line)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err.split('\n')[0]).toBe(`truebook: ${message}`)
    expect(err).toContain('--help')
  })

  test('--help lists every command there is', async () => {
    const { code, out } = await call('--help', [...ALL_COMMANDS])
    expect(code).toBe(0)
    for (const { words, summary } of ALL_COMMANDS) {
      expect(out).toMatch(new RegExp(`^  ${words.join(' ')} +${summary.slice(0, 9)}`, 'm'))
    }
  })

  test.each(ALL_COMMANDS.map((command) => [command.words.join(' '), command] as const))(
    '%s --help shows how it is called, every option and an example',
    async (words, { usage, example, options }) => {
      const { code, out } = await call(`${words} --help`, [...ALL_COMMANDS])
      expect(code).toBe(0)
      expect(out).toContain(`Usage: npm run --silent truebook -- ${words} ${usage}`)
      expect(out).toContain(`Example: npm run --silent truebook -- ${words} ${example}`)
      for (const name of Object.keys(options)) expect(out).toContain(`--${name}`)
    },
  )
})
