import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Runbook } from './runbook.tsx'

test('a runbook is headings, steps and links to other runbooks; what looks like HTML is text', () => {
  const path = resolve(import.meta.dirname, '../../docs/runbooks/an-order-is-in-doubt.md')
  const html = renderToStaticMarkup(<Runbook text={readFileSync(path, 'utf8')} />)
  expect(html).toContain('An order is in doubt</h1>')
  expect(html.match(/<h2/g)).toHaveLength(4)
  expect(html).toContain('href="/desk/runbooks/the-runner-is-down"')
  expect(html.match(/<li>/g)).toHaveLength(4)
  expect(renderToStaticMarkup(<Runbook text="<script>x</script>" />)).toContain('&lt;script&gt;')
})
