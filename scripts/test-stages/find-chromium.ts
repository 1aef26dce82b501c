import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** A Chromium that is here already: the one named in CHROMIUM_PATH, Playwright's own, or the system's. */
export function findChromium(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const systemPaths = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  const candidates = [process.env['CHROMIUM_PATH'] ?? '', chromium.executablePath(), ...systemPaths]
  return candidates.find((path) => path !== '' && existsSync(path)) ?? null
}
