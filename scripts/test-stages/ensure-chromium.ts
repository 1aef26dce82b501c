import { runCommand } from '../tools/run-command.ts'
import { findChromium } from './find-chromium.ts'

/** Unpacks a Chromium from the npm registry, for machines without a package manager that we may use. */
const NPM_CHROMIUM = '@sparticuz/chromium'

/**
 * The path of a Chromium, brought here if there is none: Debian's package when we are root, else one from the
 * npm registry. Null when none of that works. Playwright's own download is not tried: its host is not ours.
 */
export async function ensureChromium(): Promise<string | null> {
  return findChromium() ?? (await installDebianChromium()) ?? (await installNpmChromium())
}

async function installDebianChromium(): Promise<string | null> {
  if (process.getuid?.() !== 0) return null
  const quietly = { DEBIAN_FRONTEND: 'noninteractive' }
  try {
    await runCommand('apt-get', ['update', '-qq'], quietly)
    await runCommand(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'],
      quietly,
    )
  } catch {
    return null // no apt-get on this system
  }
  return findChromium()
}

async function installNpmChromium(): Promise<string | null> {
  const code = await runCommand('npm', ['install', '--no-save', '--no-audit', NPM_CHROMIUM])
  if (code !== 0) return null
  const { default: packaged } = await import(NPM_CHROMIUM)
  return packaged.executablePath()
}
