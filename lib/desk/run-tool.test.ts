import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { isAlive } from './postgres/postmaster.ts'
import { runTool } from './run-tool.ts'

const folder = mkdtempSync(join(tmpdir(), 'truebook-tool-'))
afterAll(() => rmSync(folder, { recursive: true }))

function script(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const never = new AbortController().signal

test('a tool that fails is told with what it printed', async () => {
  const failing = script('failing.mjs', "console.error('no such column'); process.exitCode = 3")
  const running = runTool({ script: failing, parameters: ['now'], cwd: folder, signal: never })
  await expect(running).rejects.toThrow(/failing\.mjs now failed:\nno such column/)
})

test('an aborted tool ends', async () => {
  const endless = script('endless.mjs', 'setInterval(() => {}, 1000)')
  const abort = new AbortController()
  const running = runTool({ script: endless, parameters: [], cwd: folder, signal: abort.signal })
  abort.abort()
  await expect(running).rejects.toThrow('aborted')
})

test('a tool ends with a desk that is killed', async () => {
  const pidFile = join(folder, 'pid')
  const endless = script(
    'endless-with-pid.mjs',
    `import { writeFileSync } from 'node:fs'
     writeFileSync(${JSON.stringify(pidFile)}, String(process.pid))
     setInterval(() => {}, 1000)`,
  )
  const desk = script(
    'desk.ts',
    `import { runTool } from ${JSON.stringify(join(import.meta.dirname, 'run-tool.ts'))}
     const signal = new AbortController().signal
     await runTool({ script: ${JSON.stringify(endless)}, parameters: [], cwd: '/', signal })`,
  )
  const running = fork(desk)
  await vi.waitUntil(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '', {
    timeout: 10_000,
  })
  const pid = Number(readFileSync(pidFile, 'utf8'))
  running.kill('SIGKILL')
  await once(running, 'exit')
  await vi.waitUntil(() => !isAlive(pid), { timeout: 10_000 })
})

test("a tool's own workers wait for their work as they would without a desk", async () => {
  const worker = script('worker.mjs', "process.on('message', () => process.send('done'))")
  const tool = script(
    'tool.mjs',
    `import { fork } from 'node:child_process'
     const worker = fork(${JSON.stringify(worker)})
     worker.once('spawn', () => setTimeout(() => worker.send('go'), 300))
     worker.once('message', () => process.exit(0))
     worker.once('exit', () => process.exit(1))`,
  )
  await runTool({ script: tool, parameters: [], cwd: folder, signal: never })
})
