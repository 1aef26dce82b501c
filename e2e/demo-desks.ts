import { freshFolder } from './fresh-folder.ts'

/** Where one of this run's demo desks lives. */
export type DemoDesk = { readonly folder: string; readonly port: number; readonly url: string }

const PORT = '3100'

/**
 * The demo desks of this run, one for each of Playwright's workers: what the tests of one do to theirs (stop its
 * runner, silence its exchange) those of another cannot see. E2E_PORT names a port for each, with commas between;
 * E2E_DATA the folder of the first.
 */
export function demoDesks(): readonly DemoDesk[] {
  const folder = process.env['E2E_DATA'] ?? freshFolder()
  // The workers read this too, and find the folder named.
  process.env['E2E_DATA'] = folder
  const ports = (process.env['E2E_PORT'] ?? PORT).split(',').map(Number)
  return ports.map((port, index) => ({
    folder: index === 0 ? folder : `${folder}-${index + 1}`,
    port,
    url: `http://localhost:${port}`,
  }))
}

/** The demo desk of the worker that asks. */
export function ownDemoDesk(): DemoDesk {
  const index = Number(process.env['TEST_PARALLEL_INDEX'])
  const desk = demoDesks()[index]
  if (desk === undefined) throw new Error(`expected a desk for worker ${index}`)
  return desk
}
