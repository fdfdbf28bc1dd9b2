import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import InputBase from '@mui/material/InputBase'
import { useRef, useState } from 'react'
import { newKey, type Ticket } from '@manifold/client'
import { useKeptText } from '#draft.ts'
import { FormErrorSummary } from '@manifold/ui/forms.tsx'
import { PaperclipIcon, SendIcon, c, hidden, useToast } from '#parts.tsx'
import { UploadList } from '#report/upload-list.tsx'
import { messageOf } from '#shell/failure.tsx'
import { useReply } from '#tickets.ts'
import { accepted, mostFiles, useUploads } from '#uploads.ts'
import { firstName } from '#words.ts'

/** Write and attach, always at the foot. What is typed outlives the page; a failed send keeps everything. */
export function Composer({ ticket, reference }: { ticket: Ticket; reference: string }) {
  const toast = useToast()
  const [text, setText] = useKeptText(`reply.${ticket.id}`)
  const uploads = useUploads()
  const reply = useReply(reference)
  const [problem, setProblem] = useState<string | null>(null)
  const key = useRef(newKey())
  const files = useRef<HTMLInputElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const to = ticket.assignee ? firstName(ticket.assignee.name) : 'us'
  const label = `Write to ${to}`
  const full = uploads.list.length >= mostFiles

  const send = async (e?: React.FormEvent) => {
    e?.preventDefault()
    if (reply.isPending) return
    const body = text.trim()
    if (body === '' && uploads.attachAs.length === 0) return field.current?.focus()
    if (uploads.sending) return setProblem('Your files are still being sent. Send the message when they are there.')
    setProblem(null)
    try {
      // A message of photos only still says what it is.
      await reply.mutateAsync({ body: body || 'Photos attached.', attachmentIds: uploads.attachAs, key: key.current })
      key.current = newKey()
      setText('')
      uploads.clear()
      toast('Sent.')
      requestAnimationFrame(() => window.scrollTo({ top: document.body.scrollHeight, behavior: 'smooth' }))
    } catch (error) {
      setProblem(messageOf(error))
    }
  }
  return (
    <Box
      component="form"
      aria-label="Reply"
      noValidate
      onSubmit={(e: React.FormEvent) => void send(e)}
      onPaste={(e: React.ClipboardEvent) => e.clipboardData.files.length > 0 && (e.preventDefault(), uploads.add(e.clipboardData.files))}
      sx={{ position: 'sticky', bottom: 0, zIndex: 4, bgcolor: c.surface, borderTop: `1px solid ${c.line}`, pb: 'env(safe-area-inset-bottom)' }}
    >
      <Box sx={{ maxWidth: { xs: 720, md: 1040 }, mx: 'auto', boxSizing: 'border-box', p: { xs: '10px 12px', md: '12px 360px 12px 16px' }, display: 'grid', gap: '8px' }}>
        {problem && <FormErrorSummary title="Your message was not sent. It is kept here." problems={[{ text: problem }]} />}
        {uploads.list.length > 0 && (
          <Box sx={{ maxHeight: '32vh', overflowY: 'auto' }}>
            <UploadList uploads={uploads} compact />
          </Box>
        )}
        <Box sx={{ display: 'flex', gap: '8px', alignItems: 'flex-end' }}>
          <input
            ref={files}
            type="file"
            multiple
            accept={accepted}
            hidden
            onChange={(e) => (uploads.add(e.target.files ?? []), (e.target.value = ''))}
            aria-label="Photos or files"
          />
          <IconButton
            id="attach"
            aria-label={full ? `At most ${mostFiles} files go with one message` : 'Attach a photo or file'}
            title="Attach a photo or file"
            aria-disabled={full || undefined}
            onClick={() => !full && files.current?.click()}
            sx={{ width: 48, height: 48 }}
          >
            <PaperclipIcon size={24} />
          </IconButton>
          <Box component="label" htmlFor="reply" sx={hidden}>
            {label}
          </Box>
          <InputBase
            id="reply"
            inputRef={field}
            multiline
            maxRows={6}
            value={text}
            placeholder={label}
            onChange={(e) => setText(e.target.value)}
            onKeyDown={(e) => {
              if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
                e.preventDefault()
                void send()
              }
            }}
            slotProps={{ input: { maxLength: 20_000 } }}
            sx={{
              flex: 1,
              minWidth: 0,
              minHeight: 48,
              p: '11px 14px',
              border: `1px solid ${c.lineStrong}`,
              borderRadius: '8px',
              bgcolor: c.surface,
              lineHeight: '24px',
              '&.Mui-focused': { borderColor: c.primary, boxShadow: `inset 0 0 0 1px ${c.primary}` },
              '& textarea::placeholder': { color: c.ink3, opacity: 1 },
              '& :focus-visible': { boxShadow: 'none' },
            }}
          />
          <Button
            type="submit"
            variant="contained"
            color="primary"
            aria-label="Send"
            title="Send"
            aria-disabled={reply.isPending || undefined}
            sx={{ minWidth: 48, width: 48, p: 0 }}
          >
            <SendIcon />
          </Button>
        </Box>
      </Box>
    </Box>
  )
}
