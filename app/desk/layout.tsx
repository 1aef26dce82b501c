import type { ReactNode } from 'react'
import { page } from '#http/page.ts'
import { FirmFrame } from '../firm-frame.tsx'
import { DeskDock } from './desk-dock.tsx'

export default async function DeskLayout({ children }: { readonly children: ReactNode }) {
  const ctx = await page('accounts:read')
  return (
    <FirmFrame ctx={ctx} section="desk" dock={<DeskDock />}>
      {children}
    </FirmFrame>
  )
}
