import { AsOfBand } from '#components/as-of/as-of-band.tsx'
import { ClientFrame } from '#components/frame/client-frame.tsx'
import { Receipts } from '#components/receipt/receipts.tsx'
import { StopBand } from '#components/stop/stop-band.tsx'
import { StopButton } from '#components/stop/stop-button.tsx'
import { frameReadings } from '../../frame-readings.ts'
import { Prefetched } from '../../prefetched.tsx'
import { visibleClient } from '../visible-client.ts'

export default async function ClientLayout({
  params,
  children,
}: LayoutProps<'/client/[clientId]'>) {
  const { ctx, clientId } = await visibleClient('accounts:read', params)
  return (
    <Prefetched readings={frameReadings(ctx)} isFrame>
      <ClientFrame
        clientId={clientId}
        stop={<StopButton clientId={clientId} />}
        band={
          <>
            <StopBand clientId={clientId} />
            <AsOfBand clientId={clientId} />
          </>
        }
      >
        <Receipts>{children}</Receipts>
      </ClientFrame>
    </Prefetched>
  )
}
