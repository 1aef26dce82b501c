import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { webHouse } from '#runtime/web-context.ts'

const NAME = /^[a-z]+(-[a-z]+)*$/
const NAME_LENGTH_MAX = 64

/** The text of docs/runbooks; null where there is none of that name. */
export async function readRunbook(name: string): Promise<string | null> {
  if (name.length > NAME_LENGTH_MAX || !NAME.test(name)) return null
  const path = join(webHouse().root, 'docs', 'runbooks', `${name}.md`)
  return readFile(path, 'utf8').catch(() => null)
}
