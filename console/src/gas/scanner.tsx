import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useEffect, useRef, useState } from 'react'
import { Said } from '#gas/parts.tsx'

interface Detector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>
}
type DetectorClass = { new (options: { formats: string[] }): Detector; getSupportedFormats: () => Promise<string[]> }
const formats = ['code_128', 'code_39', 'qr_code', 'data_matrix', 'ean_13', 'itf']

/** The browser's own reader of barcodes where it has one, otherwise ZXing, which is only then loaded. Gives what stops it. */
async function watch(video: HTMLVideoElement, found: (code: string) => void): Promise<() => void> {
  const Own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  const known = Own ? await Own.getSupportedFormats().catch(() => []) : []
  const usable = formats.filter((f) => known.includes(f))
  if (Own && usable.includes('code_128')) {
    const detector = new Own({ formats: usable })
    const timer = setInterval(() => {
      if (video.readyState < 2) return
      detector
        .detect(video)
        .then(([code]) => code && found(code.rawValue))
        .catch(() => undefined)
    }, 160)
    return () => clearInterval(timer)
  }
  const { BrowserMultiFormatReader } = await import('@zxing/browser')
  const controls = await new BrowserMultiFormatReader(undefined, { delayBetweenScanAttempts: 160 }).decodeFromVideoElement(video, (result) => {
    if (result) found(result.getText())
  })
  return () => controls.stop()
}

const refused = (error: unknown): string => {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError') return 'The camera is not allowed for this page. Allow it in the browser’s settings, or type the code.'
  if (name === 'NotFoundError') return 'This device has no camera. Type the code, or use a hand scanner.'
  if (name === 'NotReadableError') return 'Another program uses the camera. Close it and try again, or type the code.'
  return 'The camera could not be started. Type the code, or use a hand scanner.'
}

/** Shows what the camera sees until it has read a barcode. Nothing is recorded or sent. */
export default function Scanner({ onCode, onClose }: { onCode: (code: string) => void; onClose: () => void }) {
  const video = useRef<HTMLVideoElement>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const latest = useRef(onCode)
  useEffect(() => {
    latest.current = onCode
  })
  useEffect(() => {
    let over = false
    let stream: MediaStream | undefined
    let stop: (() => void) | undefined
    const begin = async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } })
        const shown = video.current
        if (over || !shown) return end()
        shown.srcObject = stream
        await shown.play()
        stop = await watch(shown, (code) => {
          if (over) return
          over = true
          navigator.vibrate?.(60)
          latest.current(code)
        })
        if (over) end()
      } catch (error) {
        if (!over) setProblem(refused(error))
      }
    }
    const end = () => {
      stop?.()
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    void begin()
    return () => {
      over = true
      end()
    }
  }, [])
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="scan-title">
      <DialogTitle id="scan-title">Hold the barcode before the camera</DialogTitle>
      <DialogContent>
        {problem ? (
          <Said>{problem}</Said>
        ) : (
          <div className="film">
            {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- it shows the room, there is nothing to hear */}
            <video ref={video} muted playsInline aria-label="What the camera sees" />
            <i aria-hidden="true" />
          </div>
        )}
        <p className="meta" style={{ margin: '8px 0 0' }}>
          Nothing is recorded. It closes by itself when it has read a code.
        </p>
      </DialogContent>
      <DialogActions>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the only thing to press */}
        <Button autoFocus onClick={onClose}>
          Cancel
        </Button>
      </DialogActions>
    </Dialog>
  )
}
