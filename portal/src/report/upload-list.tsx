import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import { sizeText } from '@manifold/ui/files.tsx'
import { CloseIcon, DocumentIcon, c } from '#parts.tsx'
import type { Upload, useUploads } from '#uploads.ts'

const line = (u: Upload) => (u.state === 'failed' ? u.problem : u.state === 'sending' ? `Sending, ${Math.round(u.share * 100)} %` : sizeText(u.media?.size ?? u.size))

/** What became of each file: a picture of it, how far it got, why not, and a way to try again or take it out. */
export function UploadList({ uploads, compact = false }: { uploads: Pick<ReturnType<typeof useUploads>, 'list' | 'again' | 'remove'>; compact?: boolean }) {
  return (
    <Box component="ul" className="plain" aria-label="Files" sx={{ display: 'grid', gap: '8px' }}>
      {uploads.list.map((u) => (
        <Box
          key={u.key}
          component="li"
          sx={{
            position: 'relative',
            display: 'flex',
            gap: '12px',
            alignItems: 'center',
            p: compact ? '4px 4px 4px 8px' : '8px 8px 8px 12px',
            border: `1px solid ${u.state === 'failed' ? c.dangerLine : c.line}`,
            borderRadius: '8px',
            bgcolor: c.surface,
            overflow: 'hidden',
          }}
        >
          {u.preview || u.media?.thumbnailUrl ? (
            <Box
              component="img"
              src={u.preview ?? u.media!.thumbnailUrl!}
              alt=""
              sx={{ width: 44, height: 44, objectFit: 'cover', borderRadius: '5px', flex: 'none', bgcolor: c.sunken }}
            />
          ) : (
            <Box component="span" sx={{ width: 44, height: 44, display: 'grid', placeItems: 'center', color: c.ink3, flex: 'none' }}>
              <DocumentIcon />
            </Box>
          )}
          <Box sx={{ flex: 1, minWidth: 0, fontSize: '0.875rem', lineHeight: '1.25rem' }}>
            <Box sx={{ overflowWrap: 'anywhere' }}>{u.name}</Box>
            <Box role={u.state === 'failed' ? 'alert' : undefined} sx={{ color: u.state === 'failed' ? c.danger : c.ink3 }}>
              {line(u)}
            </Box>
          </Box>
          {u.state === 'failed' && u.worthAgain && (
            <Button variant="text" onClick={() => uploads.again(u.key)} sx={{ minHeight: 44, px: '8px' }}>
              Try again
            </Button>
          )}
          <IconButton aria-label={`Remove ${u.name}`} title="Remove" onClick={() => uploads.remove(u.key)}>
            <CloseIcon />
          </IconButton>
          {u.state === 'sending' && (
            <Box aria-hidden sx={{ position: 'absolute', left: 0, bottom: 0, height: 3, width: `${Math.max(4, u.share * 100)}%`, bgcolor: c.primary, transition: 'width 160ms' }} />
          )}
        </Box>
      ))}
    </Box>
  )
}
