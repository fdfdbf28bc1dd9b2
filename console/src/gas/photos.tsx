import Button from '@mui/material/Button'
import { useRef } from 'react'
import { CloseIcon, UploadIcon } from '@manifold/ui'
import { IconAct } from '#shell/parts.tsx'

/** Pictures that are sent with what is decided; a phone offers its camera. */
export function Photos({ files, onChange }: { files: readonly File[]; onChange: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <div>
      <span className="form-label">Photo of the hand-over</span>
      <p className="meta" style={{ margin: '0 0 8px' }}>
        The cylinder at the door, with its code.
      </p>
      {files.length > 0 ? (
        <ul className="lines">
          {files.map((f) => (
            <li key={`${f.name}${f.size}`}>
              <span className="grow">{f.name}</span>
              <IconAct label={`Remove ${f.name}`} onClick={() => onChange(files.filter((x) => x !== f))}>
                <CloseIcon size={14} />
              </IconAct>
            </li>
          ))}
        </ul>
      ) : null}
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label="Photo of the hand-over"
        onChange={(e) => {
          const added = [...(e.target.files ?? [])]
          e.target.value = ''
          onChange([...files, ...added].slice(0, 10))
        }}
      />
      <Button startIcon={<UploadIcon size={16} />} onClick={() => input.current?.click()}>
        {files.length > 0 ? 'Add another' : 'Add a photo'}
      </Button>
    </div>
  )
}
