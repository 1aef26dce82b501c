import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { webHouse } from '#runtime/web-context.ts'

const ENDING = '.md'
const TITLE = /^# (.+)$/m

export type RunbookName = { readonly name: string; readonly title: string }

/** Every runbook of docs/runbooks by its title. */
export async function listRunbooks(): Promise<readonly RunbookName[]> {
  const folder = join(webHouse().root, 'docs', 'runbooks')
  const files = (await readdir(folder)).filter((file) => file.endsWith(ENDING)).toSorted()
  return Promise.all(
    files.map(async (file) => {
      const name = file.slice(0, -ENDING.length)
      const text = await readFile(join(folder, file), 'utf8')
      return { name, title: TITLE.exec(text)?.[1] ?? name }
    }),
  )
}
