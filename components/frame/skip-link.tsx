/** The first stop of the Tab key: past the frame. */
export function SkipLink() {
  return (
    <a
      href="#page"
      className="sr-only focus:not-sr-only focus:fixed focus:top-1 focus:left-1 focus:z-50 focus:bg-raised focus:px-2 focus:py-1"
    >
      To the page
    </a>
  )
}
