import type { Locator, Page } from '@playwright/test'
import { expect, test } from './test.ts'

const THEMES = ['dark', 'light'] as const
const PROOFS = ['proven', 'inFlight', 'inDoubt', 'stale', 'broken'] as const
/** WCAG 2.2, 1.4.3. */
const CONTRAST_MIN = 4.5

/** What is left of a figure on a page without colour: its words, its lines, its pattern. */
type Shape = {
  readonly text: string
  readonly underline: string
  readonly pattern: string
  readonly border: string
  readonly lines: number
}

for (const theme of THEMES) {
  test(`without colour a rise, a fall and each state of proof still differ, ${theme}`, async ({
    openAs,
  }) => {
    const page = await openAs('TRADER')
    await page.goto('/desk/design')
    const numbers = page.getByRole('region', { name: `Numbers, ${theme}` })
    await expect(numbers).toBeVisible()
    await page.evaluate(() => document.documentElement.style.setProperty('filter', 'grayscale(1)'))

    await test.step('states of proof', async () => {
      const figures = PROOFS.map((proof) => numbers.locator(`[data-proof="${proof}"]`).first())
      const unknown = numbers.getByText('Unknown', { exact: true }).locator('..').locator('.figure')
      const shapes = await Promise.all([...figures, unknown].map(shapeOf))
      expectAllDifferent(shapes, [...PROOFS, 'unknown'])
      for (const figure of [...figures, unknown]) await expectReadable(figure)
    })

    await test.step('rises and falls', async () => {
      for (const fact of ['Profit, loss, neither', 'Change']) {
        const figures = await figuresOf(numbers, fact)
        const signs = await Promise.all(figures.map(signOf))
        expect(new Set(signs.slice(0, 2)).size, `${fact}: ${signs.join(' ')}`).toBe(2)
        for (const figure of figures) await expectReadable(figure)
      }
    })

    await test.step('drawn, the cells of two states are different pictures', async () => {
      const pictures = await Promise.all(
        PROOFS.slice(0, 3).map((proof) =>
          withSameText(page, numbers.locator(`[data-proof="${proof}"]`).first()),
        ),
      )
      expect(new Set(pictures).size, 'proven, in flight, in doubt').toBe(pictures.length)
    })
  })
}

async function figuresOf(numbers: Locator, fact: string): Promise<readonly Locator[]> {
  const place = numbers.getByText(fact, { exact: true }).locator('..')
  await expect(place.locator('.figure').first()).toBeVisible()
  return place.locator('.figure').all()
}

/** The sign or the arrow that a figure begins with. */
async function signOf(figure: Locator): Promise<string> {
  return ((await figure.textContent()) ?? '').trim().replace(/[\d.,%].*$/, '')
}

function shapeOf(figure: Locator): Promise<Shape> {
  return figure.evaluate((element) => {
    const seen = [element, ...element.querySelectorAll('*')].filter(
      (each) => !each.classList.contains('sr-only'),
    )
    const styles = seen.map((each) => getComputedStyle(each))
    const own = (pick: (style: CSSStyleDeclaration) => string) => styles.map(pick).join('|')
    const words = element.cloneNode(true) as Element
    for (const hidden of words.querySelectorAll('.sr-only')) hidden.remove()
    return {
      text: words.textContent?.trim() ?? '',
      underline: own(({ textDecorationLine, textDecorationStyle }) =>
        textDecorationLine === 'none' ? '' : `${textDecorationLine} ${textDecorationStyle}`,
      ),
      pattern: own(({ backgroundImage }) => backgroundImage.replace(/rgba?\([^)]*\)/g, 'ink')),
      border: own(
        ({ borderTopWidth, borderBottomWidth, borderBottomStyle }) =>
          `${borderTopWidth} ${borderBottomWidth} ${borderBottomStyle}`,
      ),
      lines: Math.round(element.getBoundingClientRect().height),
    }
  })
}

/** No two may be told apart by their words alone being longer: each pair differs in shape or in what it says. */
function expectAllDifferent(shapes: readonly Shape[], names: readonly string[]): void {
  const seen = new Map<string, string>()
  for (const [index, shape] of shapes.entries()) {
    const name = names[index] ?? ''
    const key = JSON.stringify(shape)
    expect(seen.get(key), `${name} looks like another state without colour`).toBeUndefined()
    seen.set(key, name)
  }
}

/** The contrast of the figure's ink against what it stands on, both as grey. */
async function expectReadable(figure: Locator): Promise<void> {
  const contrast = await figure.evaluate((element) => {
    const canvas = document.createElement('canvas')
    canvas.width = 1
    canvas.height = 1
    const brush = canvas.getContext('2d', { willReadFrequently: true })
    if (brush === null) throw new Error('expected a canvas')
    // Painting turns every notation of a colour into its pixel; layers are painted from the back.
    const paint = (colors: readonly string[]) => {
      brush.clearRect(0, 0, 1, 1)
      for (const color of colors) {
        brush.fillStyle = color
        brush.fillRect(0, 0, 1, 1)
      }
      const channels = [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3)
      const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
        const part = channel / 255
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const behind: string[] = []
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      behind.unshift(getComputedStyle(at).backgroundColor)
    }
    const paper = paint(behind)
    const ink = paint([...behind, getComputedStyle(element).color])
    return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)
  })
  expect(contrast, await figure.textContent().then(String)).toBeGreaterThanOrEqual(CONTRAST_MIN)
}

/** The figure's picture once all figures say the same, so that only its shape is left. */
async function withSameText(page: Page, figure: Locator): Promise<string> {
  await expect(figure).toHaveText(/1\.25/)
  await page.evaluate(() => document.fonts.ready)
  return (await figure.screenshot({ animations: 'disabled' })).toString('base64')
}
