/**
 * `npm run desk`: installs what is missing and runs bin/desk.ts on our own Node, in this process when it is
 * that Node already.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, OWN_NODE, ownEnvironment, root } from './install.mjs'

const PARENT_POLL_MS = 1_000
const desk = join(root, 'bin', 'desk.ts')

const ownNode = ensureInstalled()
const isOwnNode = process.versions.node.startsWith(`${OWN_NODE}.`)
if (process.env.npm_lifecycle_event) stopWithParent()
if (isOwnNode) {
  process.env.PATH = ownEnvironment().PATH
  await import(desk)
} else {
  runOnOwnNode(ownNode)
}

/** Signals are for the desk to answer; the channel tells it when we are killed. */
function runOnOwnNode(node) {
  const child = spawn(node, [desk, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: ownEnvironment(),
  })
  child.once('exit', (code, signal) => process.exit(signal ? 1 : code))
  process.on('SIGINT', () => undefined)
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
}

/** When npm is killed outright nobody would tell us, and the desk would hold its data folder for ever. */
function stopWithParent() {
  const parent = process.ppid
  const poll = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(poll)
    process.kill(process.pid, 'SIGTERM')
  }, PARENT_POLL_MS)
  poll.unref()
}
