/** The panels that may stand in a window of their own, as their address names them. */
export const PANEL_KINDS = ['chart', 'ladder', 'ticket', 'tape'] as const
export type PanelKind = (typeof PANEL_KINDS)[number]
