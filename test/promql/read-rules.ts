import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export type Rule = {
  /** The alert, or the series that is recorded. */
  readonly name: string
  readonly expression: string
  readonly severity: string | null
  readonly runbook: string | null
}

const FOLDER = resolve(import.meta.dirname, '../../ops/prometheus')

/** The rules of a file. It reads the shape that our files have, one key a line, and no other YAML. */
export function readRules(file: 'page.yml' | 'ticket.yml' | 'recording.yml'): Rule[] {
  const [, ...blocks] = readFileSync(resolve(FOLDER, file), 'utf8').split(
    /^ {6}- (?:alert|record): /m,
  )
  return blocks.map((block) => {
    const [name = ''] = block.split('\n')
    return {
      name,
      expression: fieldOf(block, 'expr') ?? '',
      severity: fieldOf(block, 'severity'),
      runbook: fieldOf(block, 'runbook'),
    }
  })
}

function fieldOf(block: string, key: string): string | null {
  return new RegExp(`^ +${key}: (.+)$`, 'm').exec(block)?.[1] ?? null
}
