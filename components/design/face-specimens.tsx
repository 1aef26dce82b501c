'use client'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { EmptyFace, FailedFace, SkeletonFigure, SkeletonRows } from '#components/ui/faces.tsx'
import { Panel } from '#components/ui/panel.tsx'

/** What stands where a list will be, is not, or cannot be. */
export function FaceSpecimens({ theme }: { readonly theme: string }) {
  return (
    <>
      <Panel title={`Empty, ${theme}`}>
        <EmptyFace text="No open orders." act={<Button>Open a ticket</Button>} />
      </Panel>
      <Panel title={`Coming, ${theme}`} aside={<SkeletonFigure />}>
        <SkeletonRows rows={3} label="A specimen of loading" />
      </Panel>
      <Panel title={`Failed, ${theme}`}>
        <FailedFace
          text="Orders cannot be read: the database does not answer. Prices still arrive."
          requestId="0f6a3c52-5f0e-4d55-9a35-2a3f1f3f8c11"
          act={<Button>Try again</Button>}
        />
      </Panel>
      <Panel title={`Breaking, ${theme}`}>
        <Breaking />
      </Panel>
    </>
  )
}

function Breaking() {
  const [isBroken, setIsBroken] = useState(false)
  if (isBroken) throw new Error('a specimen was asked to break.')
  return (
    <div className="p-3">
      <Button onClick={() => setIsBroken(true)}>Break this panel</Button>
    </div>
  )
}
