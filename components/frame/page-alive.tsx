'use client'
import { useEffect } from 'react'
import { settlePage } from '#browser/page-settled.ts'

/** Stands within a page: when it comes alive, so has the page. */
export function PageAlive() {
  useEffect(settlePage, [])
  return null
}
