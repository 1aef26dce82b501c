import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { IDENTITY_FILE, readIdentities } from '#desk/backup/backup-key.ts'
import { UsageError } from '../cli-command.ts'

/** The checkout that this command line belongs to. */
export const ROOT = resolve(import.meta.dirname, '..', '..', '..')

export const DATA_OPTION = {
  type: 'string',
  default: '.truebook',
  placeholder: 'DIR',
  summary: "the desk's data folder",
} as const

export const IDENTITY_OPTION = {
  type: 'string',
  placeholder: 'FILE',
  summary: `the secret key (default: ${IDENTITY_FILE} where the backup or the desk lies)`,
} as const

/** The secret keys of the file that was named, or of the desk's own. Throws UsageError where there are none. */
export function identitiesFor(
  { named, folders }: { readonly named: string | undefined; readonly folders: readonly string[] },
  cwd: string,
): readonly string[] {
  if (named !== undefined) return readIdentities(resolve(cwd, named))
  const own = folders.map((folder) => join(folder, IDENTITY_FILE)).find((path) => existsSync(path))
  if (own === undefined)
    throw new UsageError('expected --identity FILE: the secret key is not here')
  return readIdentities(own)
}
