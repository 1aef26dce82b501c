import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** Linux counts processor time in hundredths of a second, whatever the kernel's own tick. */
const TICKS_PER_SECOND = 100
const QUIET_SECONDS = 3
const PARENT_FIELD = 1
const USER_FIELD = 11
const SYSTEM_FIELD = 12
const REAPED_USER_FIELD = 13
const REAPED_SYSTEM_FIELD = 14

/** Seconds of processor time that each process has used so far, its children's included, those that have ended too. */
export function cpuSeconds(
  pids: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const children = childrenByParent()
  const used = Object.entries(pids).map(([name, pid]) => {
    const family = [pid, ...(children.get(pid) ?? [])]
    const living = family.reduce((sum, each) => sum + ticksOf(each), 0)
    return [name, (living + reapedTicksOf(pid)) / TICKS_PER_SECOND]
  })
  return Object.fromEntries(used)
}

function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    const parent = Number(fieldsOf(Number(name))?.[PARENT_FIELD])
    if (!Number.isInteger(parent)) continue
    children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  return children
}

function ticksOf(pid: number): number {
  const fields = fieldsOf(pid)
  return Number(fields?.[USER_FIELD] ?? 0) + Number(fields?.[SYSTEM_FIELD] ?? 0)
}

/** What its ended children had used. */
function reapedTicksOf(pid: number): number {
  const fields = fieldsOf(pid)
  return Number(fields?.[REAPED_USER_FIELD] ?? 0) + Number(fields?.[REAPED_SYSTEM_FIELD] ?? 0)
}

/** What /proc/<pid>/stat says behind the program's name; null when there is no such process. */
function fieldsOf(pid: number): readonly string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

/** Resolves when these processes together use less than `share` of a core, or when `timeoutMs` have passed. */
export async function untilQuiet(
  pids: Readonly<Record<string, number>>,
  { share, timeoutMs }: { readonly share: number; readonly timeoutMs: number },
): Promise<void> {
  const total = () => Object.values(cpuSeconds(pids)).reduce((sum, seconds) => sum + seconds, 0)
  const deadline = performance.now() + timeoutMs
  while (performance.now() < deadline) {
    const before = total()
    await delay(QUIET_SECONDS * 1000)
    if ((total() - before) / QUIET_SECONDS < share) return
  }
}
