import { page } from '#http/page.ts'
import { FirmFrame } from '../firm-frame.tsx'

export default async function AdminLayout({ children }: LayoutProps<'/admin'>) {
  const ctx = await page('people:read')
  return (
    <FirmFrame ctx={ctx} section="admin">
      {children}
    </FirmFrame>
  )
}
