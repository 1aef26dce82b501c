import { SkeletonRows } from '#components/ui/faces.tsx'

export type PageShape = 'panels' | 'table' | 'market' | 'document'

const ROWS_OF_A_TABLE = 14
const ROWS_OF_A_PANEL = 4

/** The outline of a page while it is read: nothing jumps when it arrives. */
export function PageSkeleton({ shape }: { readonly shape: PageShape }) {
  switch (shape) {
    case 'table':
      return <Outline rows={ROWS_OF_A_TABLE} />
    case 'document':
      return (
        <div className="flex flex-col gap-4">
          <Block className="h-16 w-72" />
          <Outline rows={ROWS_OF_A_PANEL} />
          <Outline rows={ROWS_OF_A_PANEL} />
        </div>
      )
    case 'market':
      return (
        <div className="grid gap-3 lg:grid-cols-[minmax(0,1fr)_280px_300px]">
          <Block className="h-[60dvh]" />
          <Block className="h-[60dvh] max-lg:hidden" />
          <Block className="h-[60dvh] max-lg:hidden" />
        </div>
      )
    case 'panels':
      return (
        <div className="flex flex-col gap-3">
          <div className="grid gap-3 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <Outline rows={ROWS_OF_A_PANEL} />
            <Outline rows={ROWS_OF_A_PANEL} />
          </div>
          <Block className="h-28" />
          <Outline rows={ROWS_OF_A_PANEL} />
        </div>
      )
  }
}

function Outline({ rows }: { readonly rows: number }) {
  return (
    <div className="rounded-box border border-line bg-panel">
      <div className="h-9 border-b border-line" />
      <SkeletonRows rows={rows} />
    </div>
  )
}

function Block({ className }: { readonly className: string }) {
  return <div aria-hidden className={`rounded-box border border-line bg-panel ${className}`} />
}
