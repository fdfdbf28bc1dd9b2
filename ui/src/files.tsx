import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useRef, useState, type ReactNode } from 'react'
import { CloseIcon, DocumentIcon, PaperclipIcon } from './icons.tsx'
import { c } from './theme.ts'
import { rem } from './tokens.ts'

export interface DroppedFile {
  key: string
  name: string
  size: number
  state: 'sending' | 'done' | 'failed'
  problem?: string
  previewUrl?: string | null
}
export const sizeText = (bytes: number): string => (bytes < 1000 ? `${bytes} B` : bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`)

/** Files by click, drop or paste, with what became of each. */
export function FileDrop({
  files,
  onAdd,
  onRemove,
  label = 'Add photos or documents',
  hint,
  accept,
  capture,
  compact,
}: {
  files: DroppedFile[]
  onAdd: (files: File[]) => void
  onRemove: (key: string) => void
  label?: string
  hint?: ReactNode
  accept?: string
  capture?: 'environment'
  compact?: boolean
}) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const take = (list: FileList | null | undefined) => {
    const found = [...(list ?? [])]
    if (found.length > 0) onAdd(found)
  }
  return (
    <Box sx={{ display: 'grid', gap: '8px' }}>
      <Box
        onDragOver={(e) => {
          e.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(e) => {
          e.preventDefault()
          setOver(false)
          take(e.dataTransfer.files)
        }}
        onPaste={(e) => take(e.clipboardData.files)}
      >
        <input
          ref={input}
          type="file"
          multiple
          hidden
          {...(accept ? { accept } : {})}
          {...(capture ? { capture } : {})}
          onChange={(e) => {
            take(e.target.files)
            e.target.value = ''
          }}
          aria-label={label}
        />
        <Button
          fullWidth={!compact}
          variant="outlined"
          onClick={() => input.current?.click()}
          startIcon={<PaperclipIcon />}
          sx={compact ? {} : { borderStyle: 'dashed', minHeight: 72, ...(over && { background: c.selected, borderColor: c.primary }) }}
        >
          {label}
        </Button>
      </Box>
      {hint ? (
        <Typography variant="body2" sx={{ color: c.ink3 }}>
          {hint}
        </Typography>
      ) : null}
      {files.length > 0 ? (
        <Box component="ul" className="plain" sx={{ display: 'grid', gap: '8px' }}>
          {files.map((f) => (
            <Box
              key={f.key}
              component="li"
              sx={{
                display: 'flex',
                gap: '12px',
                alignItems: 'center',
                border: `1px solid ${f.state === 'failed' ? c.dangerLine : c.line}`,
                background: c.surface,
                borderRadius: '8px',
                padding: '8px 8px 8px 12px',
              }}
            >
              {f.previewUrl ? (
                <Box component="img" src={f.previewUrl} alt="" sx={{ width: 44, height: 44, objectFit: 'cover', borderRadius: '6px', flex: 'none' }} />
              ) : (
                <Box sx={{ color: c.ink3 }}>
                  <DocumentIcon />
                </Box>
              )}
              <Box sx={{ flex: 1, minWidth: 0 }}>
                <Box sx={{ overflowWrap: 'anywhere' }}>{f.name}</Box>
                <Typography variant="body2" role="status" sx={{ color: f.state === 'failed' ? c.danger : c.ink3 }}>
                  {f.state === 'failed' ? f.problem : f.state === 'sending' ? 'Sending…' : sizeText(f.size)}
                </Typography>
              </Box>
              <Button variant="text" aria-label={`Remove ${f.name}`} onClick={() => onRemove(f.key)} sx={{ minWidth: 44, padding: 0, color: c.ink2 }}>
                <CloseIcon />
              </Button>
            </Box>
          ))}
        </Box>
      ) : null}
    </Box>
  )
}

/** A file that belongs to a message or request; opens it. */
export function AttachmentTile({ name, size, thumbnailUrl, href, onOpen }: { name: string; size: number; thumbnailUrl?: string | null; href: string; onOpen?: () => void }) {
  return (
    <Box
      component="a"
      href={href}
      target="_blank"
      rel="noreferrer"
      onClick={
        onOpen
          ? (e: React.MouseEvent) => {
              e.preventDefault()
              onOpen()
            }
          : undefined
      }
      sx={{
        display: 'flex',
        gap: '12px',
        alignItems: 'center',
        border: `1px solid ${c.line}`,
        background: c.surface,
        color: c.ink,
        borderRadius: '8px',
        padding: '6px 12px 6px 6px',
        marginTop: '8px',
        textDecoration: 'none',
        maxWidth: 360,
        '&:hover': { background: c.hover },
      }}
    >
      {thumbnailUrl ? (
        <Box component="img" src={thumbnailUrl} alt="" loading="lazy" sx={{ width: 44, height: 44, objectFit: 'cover', borderRadius: '6px', flex: 'none', background: c.sunken }} />
      ) : (
        <Box sx={{ width: 44, height: 44, display: 'grid', placeItems: 'center', color: c.ink3 }}>
          <DocumentIcon />
        </Box>
      )}
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ fontSize: rem(14), lineHeight: rem(20), overflowWrap: 'anywhere' }}>{name}</Box>
        <Box sx={{ fontSize: rem(13), lineHeight: rem(18), color: c.ink3 }}>{sizeText(size)}</Box>
      </Box>
    </Box>
  )
}
