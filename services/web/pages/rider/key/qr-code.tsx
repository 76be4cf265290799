import { useEffect, useState } from 'preact/hooks'

interface QrCodeProps {
  readonly text: string
  readonly label: string
}

/** Modules of quiet around the code, without which cameras do not find it. */
const QUIET = 4

/** A code for a camera. Made on this device, so that what is in it goes nowhere else. */
export function QrCode({ text, label }: QrCodeProps) {
  const [rows, setRows] = useState<readonly (readonly boolean[])[]>([])
  useEffect(() => {
    import('qr').then(({ encodeQR }) => setRows(encodeQR(text, 'raw', { border: QUIET })))
  }, [text])

  return (
    <svg
      class="qr-code"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${rows.length || 1} ${rows.length || 1}`}
    >
      <path d={pathOf(rows)} />
    </svg>
  )
}

/** Runs of dark modules as one path each row. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
}
