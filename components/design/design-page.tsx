import { ControlSpecimens } from './control-specimens.tsx'
import { FaceSpecimens } from './face-specimens.tsx'
import { NumberSpecimens } from './number-specimens.tsx'
import { OverlaySpecimens } from './overlay-specimens.tsx'
import { TableSpecimens } from './table-specimens.tsx'

const THEMES = ['dark', 'light'] as const

/** Every part that pages are made of, in every state, in both themes side by side. */
export function DesignPage() {
  return (
    <>
      <h1 className="mb-3 text-title font-semibold">Design</h1>
      <div className="grid gap-3 lg:grid-cols-2">
        {THEMES.map((theme) => (
          <div
            key={theme}
            data-theme={theme}
            className="flex min-w-0 flex-col gap-3 rounded-box border border-line p-3"
          >
            <h2 className="text-label text-ink-soft">{theme}</h2>
            <NumberSpecimens theme={theme} />
            <ControlSpecimens theme={theme} />
            <OverlaySpecimens theme={theme} />
            <TableSpecimens theme={theme} />
            <FaceSpecimens theme={theme} />
          </div>
        ))}
      </div>
    </>
  )
}
