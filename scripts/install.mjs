import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Plain JavaScript for the Node that happens to be here; everything else runs on the Node that we install. */
export const OLDEST_NODE = 20
export const OWN_NODE = 24

export const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const modules = join(root, 'node_modules')
/** npm writes it last. */
const marker = join(modules, '.package-lock.json')
const ownNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/**
 * Installs what package-lock.json names when it is not installed yet, and returns the path of our own Node.
 * Ends the process with a message when this machine cannot.
 */
export function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    fail(`Truebook needs Node ${OLDEST_NODE} or newer to start; this is ${process.version}`)
  }
  if (isStale()) install()
  if (!existsSync(ownNode))
    run(process.execPath, ['installArchSpecificPackage.js'], join(modules, 'node'))
  return ownNode
}

/** The environment in which our own Node and the installed tools come first. */
export function ownEnvironment() {
  const separator = process.platform === 'win32' ? ';' : ':'
  return { ...process.env, PATH: `${join(modules, '.bin')}${separator}${process.env.PATH}` }
}

function isStale() {
  if (!existsSync(marker)) return true
  return statSync(join(root, 'package-lock.json')).mtimeMs > statSync(marker).mtimeMs
}

/**
 * `npm install` without saving, and not `npm ci`: both install what the lockfile says, but the latter refuses
 * when a registry mirror lacks the optional packages of other platforms.
 */
function install() {
  const startedAt = performance.now()
  process.stdout.write('Installing the packages of package-lock.json\n')
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], root)
  process.stdout.write(`${seconds(startedAt)}  packages installed\n`)
}

function run(command, parameters, cwd) {
  const isShellNeeded = process.platform === 'win32'
  const result = spawnSync(command, parameters, { cwd, stdio: 'inherit', shell: isShellNeeded })
  if (result.status !== 0) fail(`${command} ${parameters.join(' ')} failed in ${cwd}`)
}

function seconds(startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s`
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
