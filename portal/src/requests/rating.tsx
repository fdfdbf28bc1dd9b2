import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { newKey, type Ticket } from '@manifold/client'
import { Submit, TextBox } from '#form.tsx'
import { FormErrorSummary, RatingStars } from '@manifold/ui/forms.tsx'
import { Panel, c, useToast } from '#parts.tsx'
import { messageOf } from '#shell/failure.tsx'
import { useTicketAct } from '#tickets.ts'

/** Did this solve it? One to five and a few words; it can be changed until the request is closed. */
export function Rating({ ticket, reference }: { ticket: Ticket; reference: string }) {
  const toast = useToast()
  const rate = useTicketAct<{ rating: number; feedback?: string }>(reference, 'rate')
  const [editing, setEditing] = useState(ticket.rating === null)
  const [rating, setRating] = useState(ticket.rating)
  const [feedback, setFeedback] = useState(ticket.feedback ?? '')
  const [problem, setProblem] = useState<string | null>(null)
  const [key] = useState(newKey)
  if (!editing)
    return (
      <Panel sx={{ mt: '20px', p: '14px 16px' }} id="rate" tabIndex={-1} component="section" aria-label="Your rating">
        <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '12px' }}>
          <Typography variant="subtitle1" component="h2">
            Your rating
          </Typography>
          {ticket.can.rate && (
            <Button variant="text" onClick={() => setEditing(true)}>
              Change
            </Button>
          )}
        </Box>
        <RatingStars value={ticket.rating} readOnly size={24} />
        {ticket.feedback && <Typography sx={{ mt: '4px', color: c.ink2, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{ticket.feedback}</Typography>}
      </Panel>
    )
  const send = async (e: React.FormEvent) => {
    e.preventDefault()
    if (rate.isPending) return
    if (rating === null) return setProblem('Choose one to five stars first.')
    setProblem(null)
    try {
      await rate.mutateAsync({ rating, ...(feedback.trim() ? { feedback: feedback.trim() } : {}), key: `${key}-${rating}-${feedback.length}` })
      setEditing(false)
      toast('Thank you. Your rating is saved.')
    } catch (error) {
      setProblem(messageOf(error))
    }
  }
  return (
    <Panel sx={{ mt: '20px', p: '16px' }} id="rate" tabIndex={-1} component="section" aria-labelledby="rate-title">
      <Box component="form" noValidate onSubmit={(e: React.FormEvent) => void send(e)} sx={{ display: 'grid', gap: '12px' }}>
        <Typography variant="h2" id="rate-title">
          Did this solve it?
        </Typography>
        {problem && <FormErrorSummary title="That did not work" problems={[{ text: problem }]} />}
        <RatingStars value={rating} onChange={setRating} name="rate" />
        <TextBox id="feedback" label="What went well, what did not" optional rows={2} maxLength={2000} value={feedback} onChange={setFeedback} />
        <Box sx={{ display: 'flex', gap: '12px' }}>
          <Submit pending={rate.isPending} doing="Saving…">
            Save rating
          </Submit>
          {ticket.rating !== null && <Button onClick={() => setEditing(false)}>Keep it as it was</Button>}
        </Box>
      </Box>
    </Panel>
  )
}
