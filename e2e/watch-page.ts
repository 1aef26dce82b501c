import type { Page } from '@playwright/test'

/**
 * Gathers what a page must never do: errors in its console, uncaught exceptions, answers of 500 and above,
 * and violations of its content security policy, in its workers' and styles' corners too.
 */
export async function watchPage(page: Page, troubles: string[]): Promise<void> {
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    troubles.push(`${pathOf(page.url())}: console: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => troubles.push(`${pathOf(page.url())}: ${error.stack ?? error}`))
  page.on('response', (response) => {
    if (response.status() < 500) return
    troubles.push(`${pathOf(page.url())}: ${response.status()} from ${pathOf(response.url())}`)
  })
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sourceFile, lineNumber } = event
      // biome-ignore lint/suspicious/noConsole: the page's console is where this watch listens
      console.error(`CSP ${effectiveDirective} ${blockedURI} at ${sourceFile}:${lineNumber}`)
    })
  })
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url
}
