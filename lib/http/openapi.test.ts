import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { ALL_ENDPOINTS } from '#api/all-endpoints.ts'
import { openapiDocument } from './openapi.ts'

const COMMITTED = resolve(import.meta.dirname, '../../docs/openapi.json')

test('the committed description is what the endpoints say: a change of the API shows in its diff', () => {
  const description = openapiDocument()
  if (process.env['UPDATE_OPENAPI'] === '1') {
    writeFileSync(COMMITTED, JSON.stringify(description, null, 2))
  }
  expect(JSON.parse(readFileSync(COMMITTED, 'utf8'))).toEqual(description)
})

test('every endpoint has a name, an address and a method of its own', () => {
  const names = ALL_ENDPOINTS.map(({ name }) => name)
  const places = ALL_ENDPOINTS.map(({ method, path }) => `${method} ${path}`)
  expect(new Set(names).size).toBe(names.length)
  expect(new Set(places).size).toBe(places.length)
})

test('the parameters of every path are described, and no others', () => {
  for (const { path, params } of ALL_ENDPOINTS) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect(Object.keys(params.shape)).toEqual(inPath)
  }
})
