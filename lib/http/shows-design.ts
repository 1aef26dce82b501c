import { webHouse } from '#runtime/web-context.ts'

/** Whether this house shows the page of its own design: a demo, or a house under development. */
export function showsDesign(): boolean {
  const { DESIGN_PAGE, NODE_ENV } = webHouse().env
  return DESIGN_PAGE || NODE_ENV === 'development'
}
