import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pageName } from './page-name.ts'

const PAGES = globSync('app/{desk,admin,client}/**/page.tsx')
  .filter((file) => !file.includes('[...rest]'))
  .map((file) => file.replace(/^app/, '').replace(/\/page\.tsx$/, ''))

test('there are pages to name', () => {
  expect(PAGES).toContain('/desk/signals')
})

test.each(PAGES)('%s has a name of its own', (pathname) => {
  expect(pageName(pathname)).not.toBe('This page')
})

test('a page of one record is not called by the name of the list', () => {
  expect(pageName('/desk/orders')).toBe('Orders')
  expect(pageName('/desk/orders/ord_1')).toBe('This order')
})
