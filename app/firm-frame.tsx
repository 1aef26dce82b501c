import type { ReactNode } from 'react'
import { AsOfBand } from '#components/as-of/as-of-band.tsx'
import { CommandField } from '#components/command/command-field.tsx'
import { Frame, type Section } from '#components/frame/frame.tsx'
import { Receipts } from '#components/receipt/receipts.tsx'
import { StopBand } from '#components/stop/stop-band.tsx'
import { StopButton } from '#components/stop/stop-button.tsx'
import type { RequestContext } from '#http/request-context.ts'
import { frameReadings } from './frame-readings.ts'
import { Prefetched } from './prefetched.tsx'

/** The frame of the firm's pages with everything that stands in it, read beforehand. */
export function FirmFrame({
  ctx,
  section,
  dock,
  children,
}: {
  readonly ctx: RequestContext
  readonly section: Section
  readonly dock?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <Prefetched readings={frameReadings(ctx)} isFrame>
      <Frame
        section={section}
        command={<CommandField />}
        stop={<StopButton />}
        band={
          <>
            <StopBand />
            <AsOfBand />
          </>
        }
        dock={dock}
      >
        <Receipts>{children}</Receipts>
      </Frame>
    </Prefetched>
  )
}
