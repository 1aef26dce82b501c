import { expect, test } from 'vitest'
import { roleUrl } from './ensure-roles.ts'

test('the url of a role names the same server and database', () => {
  const url = roleUrl('postgresql://admin:x@db.example:5432/book?sslmode=require', 'app', 'p/w')
  expect(url).toBe('postgresql://truebook_app:p%2Fw@db.example:5432/book?sslmode=require')
})
