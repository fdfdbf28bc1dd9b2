import Button from '@mui/material/Button'
import { useEffect, useRef, useState } from 'react'
import { AtIcon, BookIcon, CloseIcon, ConfirmDialog, DocumentIcon, LockIcon, PaperclipIcon, ReplyIcon, timeText, useLocale, useToast } from '@manifold/ui'
import { api, isProblem, newKey, type Message } from '@manifold/client'
import type { Staff } from '#desk/lookups.ts'
import { KeyHint, pressed, useKeys } from '#shell/keys.tsx'
import { IconAct } from '#shell/parts.tsx'
import { queries } from '#shell/query.ts'
import { useDraft, useUploads, type Kind } from '#ticket/drafts.ts'
import type { StaffTicket } from '#ticket/queries.ts'
import { useSuggest } from '#ticket/suggest.tsx'
import './composer.css'

interface Props {
  ticket: StaffTicket
  tab: Kind
  onTab: (tab: Kind) => void
  onSent?: (resolved: boolean) => void
  /** In the preview it can be put away. */
  onClose?: () => void
  onShowNew?: (count: number) => void
  onField?: (field: Kind | null) => void
  /** The field takes the focus each time this number grows. */
  focus?: number
}

/** Reply and internal note, each with a draft of its own. */
export function Composer(props: Props) {
  const { ticket, tab, onTab, onClose } = props
  const may = { reply: ticket.can.reply === true, note: ticket.can.note === true }
  const shown = may[tab] ? tab : may.reply ? 'reply' : 'note'
  if (!may.reply && !may.note)
    return (
      <p className="composer-ended">
        {ticket.status === 'closed' || ticket.status === 'cancelled'
          ? 'This ticket has ended. If the customer writes again, a new one continues it.'
          : 'Your roles do not include writing here.'}
      </p>
    )
  return (
    <div className="composer" data-note={shown === 'note' || undefined}>
      <div className="composer-tabs">
        <div className="tabs" role="tablist" aria-label="Write" style={{ border: 0 }}>
          {may.reply ? (
            <button type="button" role="tab" aria-selected={shown === 'reply'} onClick={() => onTab('reply')}>
              <ReplyIcon size={16} />
              Reply to customer
            </button>
          ) : null}
          {may.note ? (
            <button type="button" role="tab" aria-selected={shown === 'note'} onClick={() => onTab('note')}>
              <LockIcon size={16} />
              Internal note
            </button>
          ) : null}
        </div>
        <span className="meta push cut">
          {shown === 'note' ? 'Only staff can read this' : `To ${ticket.requester?.name ?? ticket.customer?.name ?? 'the customer'}${to(ticket)}`}
        </span>
        {onClose ? (
          <IconAct label="Put away; the draft is kept" onClick={onClose}>
            <CloseIcon size={16} />
          </IconAct>
        ) : null}
      </div>
      {/* Both stay, so that a file or a half-written word is not lost when the tab changes. */}
      {(['reply', 'note'] as const)
        .filter((k) => may[k])
        .map((k) => (
          <div key={k} role="tabpanel" aria-label={k === 'note' ? 'Internal note' : 'Reply to customer'} hidden={k !== shown}>
            <Writer {...props} kind={k} shown={k === shown} />
          </div>
        ))}
    </div>
  )
}
/** By which ways a reply reaches the customer. */
const to = (t: StaffTicket) => {
  const ways = [t.requester?.id ? 'app' : '', t.customer?.email ? 'e-mail' : '', !t.requester?.id && !t.customer?.email && t.customer?.phone ? 'text message' : ''].filter(Boolean)
  return ways.length > 0 ? `, ${ways.join(' and ')}` : ''
}

function Writer({ ticket, kind, shown, onSent, onClose, onShowNew, onField, focus = 0 }: Props & { kind: Kind; shown: boolean }) {
  const note = kind === 'note'
  const l = useLocale()
  const toast = useToast()
  const { keysOf } = useKeys()
  const draft = useDraft(ticket, kind)
  const uploads = useUploads()
  const area = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const key = useRef(newKey())
  const caret = useRef<number | null>(null)
  const [mentioned, setMentioned] = useState<Staff[]>([])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [ask, setAsk] = useState<{ resolve: boolean; count: number } | null>(null)
  const [over, setOver] = useState(false)
  const write = (body: string) => {
    key.current = newKey()
    setProblem(null)
    draft.write(body)
  }
  const suggest = useSuggest({
    ticketId: ticket.id,
    text: draft.body,
    area,
    mentions: note,
    onText: (text, at) => {
      caret.current = at
      write(text)
      area.current?.focus()
    },
    onMention: (p) => setMentioned((old) => (old.some((o) => o.id === p.id) ? old : [...old, p])),
  })
  useEffect(() => {
    if (caret.current === null) return
    area.current?.setSelectionRange(caret.current, caret.current)
    caret.current = null
  })
  useEffect(() => {
    if (focus === 0 || !shown) return
    const el = area.current
    el?.focus()
    el?.setSelectionRange(el.value.length, el.value.length)
  }, [focus, shown])
  useEffect(() => {
    const el = area.current
    if (!el) return
    el.style.height = 'auto'
    el.style.height = `${Math.min(el.scrollHeight, 320)}px`
  }, [draft.body, shown])

  const fresh = draft.body.trim() === '' ? 0 : Math.max(0, ticket.messageVersion - draft.seenVersion)
  const empty = draft.body.trim() === '' && uploads.ids.length === 0
  const send = async (resolve: boolean, confirm = false) => {
    if (busy) return
    if (draft.body.trim() === '') return setProblem(note ? 'Write the note first.' : 'Write the reply first.')
    if (uploads.busy) return setProblem('A file is still being sent. Try again in a moment.')
    if (!note && fresh > 0 && !confirm) return setAsk({ resolve, count: fresh })
    setBusy(true)
    setProblem(null)
    try {
      const mentions = note ? mentioned.filter((p) => draft.body.includes(`@${p.name}`)).map((p) => p.id) : []
      await api.post<Message>(
        `/support/tickets/${ticket.id}/messages`,
        {
          body: draft.body.trim(),
          ...(note ? { internal: true } : {}),
          ...(uploads.ids.length > 0 ? { attachmentIds: uploads.ids } : {}),
          ...(mentions.length > 0 ? { mentions } : {}),
          seenVersion: draft.seenVersion,
          ...(resolve ? { resolve: true } : {}),
          ...(confirm || note ? { confirm: true } : {}),
        },
        { key: key.current },
      )
      key.current = newKey()
      draft.clear(ticket.messageVersion + 1)
      uploads.clear()
      setMentioned([])
      toast(note ? 'The note is saved.' : resolve ? `Sent, and ${ticket.reference} is resolved.` : 'Sent.')
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['ticket', ticket.reference] }),
        queries.invalidateQueries({ queryKey: ['queue'] }),
        queries.invalidateQueries({ queryKey: ['counts'] }),
      ])
      onSent?.(resolve)
    } catch (error) {
      if (isProblem(error, 'support.new_messages')) {
        await queries.invalidateQueries({ queryKey: ['ticket', ticket.reference] })
        setAsk({ resolve, count: Number(error.body.newMessages ?? 1) })
      } else setProblem(isProblem(error) ? (error.errors[0]?.message ?? error.message) : 'It was not sent. Your text is kept. Try again.')
    } finally {
      setBusy(false)
    }
  }
  const words = (n: number) => (n === 1 ? '1 new message since you began' : `${n} new messages since you began`)
  const state = draft.body.trim() === '' ? '' : draft.safe ? `Draft saved ${draft.savedAt ? timeText(l, new Date(draft.savedAt)) : ''}` : 'Saving draft'
  const sendKeys = keysOf('ticket.send')
  return (
    <>
      {fresh > 0 ? (
        <div className="composer-new" role="status">
          {words(fresh)}
          <Button
            variant="text"
            onClick={() => {
              onShowNew?.(fresh)
              draft.seen()
            }}
          >
            Show
          </Button>
        </div>
      ) : null}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dropping files is one more way beside the button */}
      <div
        className="composer-box"
        data-over={over || undefined}
        onDragOver={(e) => {
          e.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(e) => {
          e.preventDefault()
          setOver(false)
          uploads.add([...e.dataTransfer.files])
        }}
      >
        {suggest.list}
        <label className="vh" htmlFor={`write-${kind}`}>
          {note ? 'Internal note' : `Reply to ${ticket.requester?.name ?? 'the customer'}`}
        </label>
        <textarea
          id={`write-${kind}`}
          ref={area}
          rows={2}
          placeholder={note ? 'For colleagues. @ mentions one of them' : 'Write to the customer. / inserts a canned reply'}
          value={draft.body}
          aria-describedby={problem ? `write-${kind}-problem` : undefined}
          aria-invalid={problem !== null}
          onChange={(e) => write(e.target.value)}
          onFocus={() => onField?.(kind)}
          onBlur={() => onField?.(null)}
          {...suggest.field}
          onPaste={(e) => {
            const files = [...e.clipboardData.files]
            if (files.length === 0) return
            e.preventDefault()
            uploads.add(files)
          }}
          onKeyDown={(e) => {
            if (suggest.onKey(e)) return
            if (sendKeys === pressed(e.nativeEvent)) {
              e.preventDefault()
              void send(false)
            } else if (e.key === 'Escape') {
              e.stopPropagation()
              if (onClose) onClose()
              else e.currentTarget.blur()
            }
          }}
        />
        {uploads.files.length > 0 ? (
          <ul className="composer-files">
            {uploads.files.map((f) => (
              <li key={f.key} data-state={f.state}>
                {f.previewUrl ? <img src={f.previewUrl} alt="" /> : <DocumentIcon size={16} />}
                <span className="cut">{f.name}</span>
                <span className="meta" role="status">
                  {f.state === 'sending' ? 'Sending' : f.state === 'failed' ? f.problem : ''}
                </span>
                <button type="button" aria-label={`Remove ${f.name}`} onClick={() => uploads.remove(f.key)}>
                  <CloseIcon size={14} />
                </button>
              </li>
            ))}
          </ul>
        ) : null}
        {problem ? (
          <p className="composer-problem" id={`write-${kind}-problem`} role="alert">
            {problem}
          </p>
        ) : null}
        <div className="composer-bar">
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            aria-label="Attach files"
            onChange={(e) => {
              uploads.add([...(e.target.files ?? [])])
              e.target.value = ''
            }}
          />
          <IconAct label="Attach a file" onClick={() => picker.current?.click()}>
            <PaperclipIcon size={18} />
          </IconAct>
          <IconAct label="Insert a canned reply (/)" onClick={() => suggest.begin('/')}>
            <BookIcon size={18} />
          </IconAct>
          {note ? (
            <IconAct label="Mention a colleague (@)" onClick={() => suggest.begin('@')}>
              <AtIcon size={18} />
            </IconAct>
          ) : null}
          <span className="meta push" role="status">
            {state}
          </span>
          {!note ? (
            <Button disabled={busy || empty} onClick={() => void send(true)}>
              Send and resolve
            </Button>
          ) : null}
          <Button variant="contained" disabled={busy || empty} onClick={() => void send(false)}>
            {note ? 'Save note' : 'Send'}
            <KeyHint name="ticket.send" />
          </Button>
        </div>
      </div>
      <ConfirmDialog
        open={ask !== null}
        title={`${words(ask?.count ?? 0)}.`}
        text="The customer or a colleague wrote while you did. Read it first, so that your reply fits."
        keep="Read first"
        confirm="Send anyway"
        busy={busy}
        onClose={() => {
          if (ask) onShowNew?.(ask.count)
          draft.seen()
          setAsk(null)
        }}
        onConfirm={() => {
          const resolve = ask?.resolve ?? false
          setAsk(null)
          void send(resolve, true)
        }}
      />
    </>
  )
}
