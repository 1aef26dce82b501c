import { ClientFrame } from '#components/frame/client-frame.tsx'
import { AppearanceKept } from '#components/ui/appearance-kept.tsx'
import { frameReadings } from '../../frame-readings.ts'
import { Prefetched } from '../../prefetched.tsx'
import { visibleClient } from '../visible-client.ts'

export default async function ClientLayout({
  params,
  children,
}: LayoutProps<'/client/[clientId]'>) {
  const { ctx, clientId } = await visibleClient('accounts:read', params)
  return (
    <Prefetched readings={frameReadings(ctx)}>
      <AppearanceKept />
      <ClientFrame clientId={clientId}>{children}</ClientFrame>
    </Prefetched>
  )
}
