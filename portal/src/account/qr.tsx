import { encode } from 'uqr'

/** A QR code, always dark on white so that every camera reads it. */
export function Qr({ text, label, size = 208 }: { text: string; label: string; size?: number }) {
  const { data, size: cells } = encode(text, { ecc: 'M', border: 3 })
  let path = ''
  data.forEach((row, y) => row.forEach((dark, x) => dark && (path += `M${x} ${y}h1v1h-1z`)))
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${cells} ${cells}`}
      width={size}
      height={size}
      style={{ background: '#FFFFFF', borderRadius: 8, maxWidth: '100%' }}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#0F2329" />
    </svg>
  )
}
