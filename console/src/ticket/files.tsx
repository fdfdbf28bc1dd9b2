import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import { createContext, useContext, useEffect, useId, useMemo, useState, type ReactNode } from 'react'
import { ChevronLeftIcon, ChevronRightIcon, CloseIcon, DocumentIcon, DownloadIcon, ImageIcon, sizeText } from '@manifold/ui'
import { api, type Media } from '@manifold/client'
import { IconAct } from '#shell/parts.tsx'

const isPicture = (m: Media) => m.contentType.startsWith('image/')
const Viewer = createContext<(files: Media[], at: number) => void>(() => undefined)

/** Opens pictures of a ticket one after the other; documents are downloaded. */
export function FileViewer({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<{ files: Media[]; at: number } | null>(null)
  const open = useMemo(() => (files: Media[], at: number) => setShown({ files, at }), [])
  const file = shown?.files[shown.at]
  const name = useId()
  const step = (by: number) => setShown((s) => (s ? { ...s, at: (s.at + by + s.files.length) % s.files.length } : s))
  const many = (shown?.files.length ?? 0) > 1
  return (
    <Viewer value={open}>
      {children}
      <Dialog
        open={file !== undefined}
        onClose={() => setShown(null)}
        maxWidth="lg"
        fullWidth
        aria-labelledby={name}
        onKeyDown={(e) => {
          if (many && e.key === 'ArrowRight') step(1)
          if (many && e.key === 'ArrowLeft') step(-1)
        }}
      >
        {file ? (
          <>
            <div className="viewer-head">
              <h2 id={name} className="cut">
                <span className="vh">Picture </span>
                {file.name}
              </h2>
              <span className="meta">
                {sizeText(file.size)}
                {many ? `, ${shown!.at + 1} of ${shown!.files.length}` : ''}
              </span>
              <span className="push" />
              {many ? (
                <IconAct label="Previous picture" onClick={() => step(-1)}>
                  <ChevronLeftIcon />
                </IconAct>
              ) : null}
              {many ? (
                <IconAct label="Next picture" onClick={() => step(1)}>
                  <ChevronRightIcon />
                </IconAct>
              ) : null}
              <IconAct label="Download" href={file.url} download>
                <DownloadIcon />
              </IconAct>
              <IconAct label="Close" onClick={() => setShown(null)}>
                <CloseIcon />
              </IconAct>
            </div>
            <Picture key={file.id} file={file} />
          </>
        ) : null}
      </Dialog>
    </Viewer>
  )
}

/** The links of files expire; a picture that no longer loads asks for a fresh one, once. */
function Picture({ file }: { file: Media }) {
  const [url, setUrl] = useState(file.url)
  const [failed, setFailed] = useState(0)
  useEffect(() => {
    if (failed !== 1) return
    let on = true
    api.get<Media>(`/media/${file.id}`).then(
      (m) => on && setUrl(m.url),
      () => on && setFailed(2),
    )
    return () => {
      on = false
    }
  }, [failed, file.id])
  return (
    <div className="viewer-body">
      {failed >= 2 ? (
        <p>
          This picture could not be loaded.{' '}
          <Button href={file.url} download>
            Download it
          </Button>
        </p>
      ) : (
        <img src={url} alt={file.name} onError={() => setFailed((n) => n + 1)} />
      )}
    </div>
  )
}

/** The files of one message, small: picture or document, name, size. */
export function Files({ files }: { files: Media[] }) {
  const open = useContext(Viewer)
  if (files.length === 0) return null
  const pictures = files.filter(isPicture)
  return (
    <ul className="files">
      {files.map((f) =>
        isPicture(f) ? (
          <li key={f.id}>
            <button type="button" onClick={() => open(pictures, pictures.indexOf(f))}>
              {f.thumbnailUrl ? <img src={f.thumbnailUrl} alt="" loading="lazy" /> : <ImageIcon size={16} />}
              <span className="cut">{f.name}</span>
              <span className="meta">{sizeText(f.size)}</span>
            </button>
          </li>
        ) : (
          <li key={f.id}>
            <a href={f.url} download={f.name}>
              <DocumentIcon size={16} />
              <span className="cut">{f.name}</span>
              <span className="meta">{sizeText(f.size)}</span>
            </a>
          </li>
        ),
      )}
    </ul>
  )
}
