import { AssertionFailure } from '#core/assert.ts'

/** The default branch of a switch over a union: a new kind breaks the build here, not the night. */
export function unreachable(value: never): never {
  throw new AssertionFailure(`no case handles ${JSON.stringify(value, bigintAsText)}`)
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
