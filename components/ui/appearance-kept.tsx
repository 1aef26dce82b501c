'use client'
import { useAppearanceKept } from '#browser/use-appearance.ts'

/** Keeps the page in the appearance that the person prefers. Stands once in every frame. */
export function AppearanceKept() {
  useAppearanceKept()
  return null
}
