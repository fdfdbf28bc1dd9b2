import { stroke } from './icons.tsx'

/** Icons of money and of the gas line's screens. */
export const QrIcon = /* @__PURE__ */ stroke('M4.5 4.5h5v5h-5zM14.5 4.5h5v5h-5zM4.5 14.5h5v5h-5zM14.5 14.5h2v2M19.5 14.5v5h-3')
export const CardIcon = /* @__PURE__ */ stroke('M5 6h14a1.5 1.5 0 0 1 1.5 1.5V17a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 17V7.5A1.5 1.5 0 0 1 5 6zM3.5 10h17M7 14.8h3.5')
export const BankIcon = /* @__PURE__ */ stroke('m3.5 9.5 8.5-5 8.5 5zM5.5 9.5v8M9.8 9.5v8M14.2 9.5v8M18.5 9.5v8M3.5 20h17')
export const SwapIcon = /* @__PURE__ */ stroke('M4 8.5h14M14.5 5l3.5 3.5-3.5 3.5M20 16H6M9.5 12.5 6 16l3.5 3.5')
export const QueueIcon = /* @__PURE__ */ stroke('M4.5 7h.1M4.5 12h.1M4.5 17h.1M9 7h11M9 12h8M9 17h5')
