import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import IconButton from '@mui/material/IconButton'
import { useState } from 'react'
import type { Attachment } from '@manifold/client'
import { sizeText } from '@manifold/ui/files.tsx'
import { ChevronLeftIcon, ChevronRightIcon, CloseIcon, DownloadIcon } from '#parts.tsx'

const onDark = {
  color: '#FFFFFF',
  '&:hover': { bgcolor: 'rgba(255,255,255,.12)', color: '#FFFFFF' },
  '&:focus-visible': { boxShadow: '0 0 0 2px #000, 0 0 0 4px #8CB9FF' },
} as const

/** The photos of one message, as large as the screen allows. Arrow keys turn the pages. */
export function Viewer({ files, start, onClose, onStale }: { files: readonly Attachment[]; start: number; onClose: () => void; onStale: () => void }) {
  const pictures = files.filter((f) => f.contentType.startsWith('image/'))
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      pictures.findIndex((p) => p.id === files[start]?.id),
    ),
  )
  const [failed, setFailed] = useState(false)
  const picture = pictures[at]
  if (!picture) return null
  const go = (by: number) => {
    setFailed(false)
    setAt((i) => (i + by + pictures.length) % pictures.length)
  }
  return (
    <Dialog
      open
      fullScreen
      onClose={onClose}
      onKeyDown={(e) => {
        if (e.key === 'ArrowRight') go(1)
        if (e.key === 'ArrowLeft') go(-1)
      }}
      slotProps={{ paper: { 'aria-label': `Photo ${picture.name}`, sx: { bgcolor: '#0A1214', color: '#FFFFFF', m: 0, borderRadius: 0, border: 0 } } }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: '4px', p: '6px 8px 6px 16px', flex: 'none' }}>
        <Box sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {picture.name}
          <Box component="span" sx={{ color: '#93A6AB', fontSize: '0.875rem', ml: '8px' }}>
            {sizeText(picture.size)}
            {pictures.length > 1 && `, ${at + 1} of ${pictures.length}`}
          </Box>
        </Box>
        <IconButton component="a" href={picture.url} download={picture.name} aria-label={`Download ${picture.name}`} sx={onDark}>
          <DownloadIcon />
        </IconButton>
        <IconButton onClick={onClose} aria-label="Close" sx={onDark}>
          <CloseIcon />
        </IconButton>
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, display: 'grid', placeItems: 'center', p: '0 8px 8px' }}>
        {failed ? (
          <Box sx={{ display: 'grid', gap: '12px', justifyItems: 'center' }}>
            This link has expired.
            <Button
              onClick={() => {
                onStale()
                onClose()
              }}
            >
              Load it again
            </Button>
          </Box>
        ) : (
          <Box
            component="img"
            key={picture.id}
            src={picture.url}
            alt={picture.name}
            onError={() => setFailed(true)}
            sx={{ maxWidth: '100%', maxHeight: '100%', objectFit: 'contain' }}
          />
        )}
      </Box>
      {pictures.length > 1 && (
        <Box sx={{ display: 'flex', justifyContent: 'center', gap: '24px', pb: 'calc(12px + env(safe-area-inset-bottom))' }}>
          <IconButton onClick={() => go(-1)} aria-label="Photo before" sx={onDark}>
            <ChevronLeftIcon size={24} />
          </IconButton>
          <IconButton onClick={() => go(1)} aria-label="Next photo" sx={onDark}>
            <ChevronRightIcon size={24} />
          </IconButton>
        </Box>
      )}
    </Dialog>
  )
}
