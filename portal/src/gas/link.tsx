import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api, isProblem, type GasAccountPage, type LinkWish } from '@manifold/client'
import { Form, RadioRows, Submit, TextBox, useForm } from '#form.tsx'
import { reloadGas } from '#gas/gas.ts'
import { numberText } from '#gas/words.ts'
import { paiseOf } from '#money/amount.ts'
import { Callout } from '#money/parts.tsx'
import { MailIcon, c, useToast } from '#parts.tsx'
import { BackBar } from '#shell/bar.tsx'
import { messageOf } from '#shell/failure.tsx'
import { FlowMain } from '#shell/frames.tsx'
import { PageTitle } from '#shell/page.tsx'

type Proof = 'bill' | 'code'
const numberRight = (text: string) => /^[ -]*(?:[A-Za-z0-9][ -]*){4,30}$/.test(text.trim())

/** Links a utility account: its number, and a proof that it is theirs — the amount of the last bill, or a code sent to the account's own address. */
export function Screen() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const [proof, setProof] = useState<Proof>('bill')
  const form = useForm({
    initial: { number: '', amount: '', code: '' },
    labels: { number: 'Account number', amount: 'Amount of your last bill', code: 'Code' },
    check: (v) => ({
      number: numberRight(v.number) ? undefined : 'Enter the number as it stands on your bill.',
      amount: proof === 'code' || paiseOf(v.amount) !== undefined ? undefined : 'Enter the amount in rupees, such as 842.50.',
      code: proof === 'bill' || /^\d{8}$/.test(v.code.replaceAll(' ', '')) ? undefined : 'Enter the eight digits that we sent.',
    }),
    rename: { lastBillAmount: 'amount' },
    say: (problem) => (isProblem(problem, 'gas.account_linked') ? 'This account is on your list already.' : undefined),
    submit: async (v) => {
      const wish: LinkWish = { number: v.number.trim(), ...(proof === 'bill' ? { lastBillAmount: paiseOf(v.amount)! } : { code: v.code.replaceAll(' ', '') }) }
      const account = await api.post<GasAccountPage>('/gas/accounts/link', wish)
      await reloadGas(client)
      toast(`Account ${numberText(account.number)} is linked.`)
      await navigate(`/gas/accounts/${account.id}`, { replace: true })
    },
  })
  return (
    <>
      <BackBar to="/gas" label="Back to gas">
        Link an account
      </BackBar>
      <FlowMain>
        <PageTitle>Link your gas account</PageTitle>
        <Typography sx={{ color: c.ink2, mt: '6px', mb: '24px' }}>We ask for a proof, so that nobody else sees your address or books in your name.</Typography>
        <Form form={form} label="Link an account">
          <TextBox {...form.bind('number')} hint="At the top of your bill or in your gas booklet. Spaces do not matter." maxLength={40} autoComplete="off" />
          <RadioRows<Proof>
            id="proof"
            label="How do you prove that it is yours?"
            value={proof}
            onChange={setProof}
            options={[
              { value: 'bill', label: 'With my last bill', note: 'You tell us its amount' },
              { value: 'code', label: 'With a code', note: 'We send it to the address or e-mail of the account' },
            ]}
          />
          {proof === 'bill' ? (
            <TextBox {...form.bind('amount')} hint="To the paisa, as printed." inputMode="decimal" maxLength={16} autoComplete="off" />
          ) : (
            <>
              <AskCode number={form.values.number} />
              <TextBox
                {...form.bind('code')}
                hint="Eight digits. It is good for one day by e-mail, longer by post."
                inputMode="numeric"
                maxLength={11}
                autoComplete="one-time-code"
              />
            </>
          )}
          <Submit pending={form.pending} doing="Linking…" sx={{ justifySelf: { sm: 'start' } }}>
            Link account
          </Submit>
        </Form>
      </FlowMain>
    </>
  )
}

/** Has a code sent. The answer is the same whether there is such an account or not. */
function AskCode({ number }: { number: string }) {
  const [said, setSaid] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const ask = async (channel: 'email' | 'post') => {
    if (busy) return
    setProblem(null)
    if (!numberRight(number)) return setProblem('Enter the account number first.')
    setBusy(true)
    try {
      await api.post('/gas/accounts/code', { number: number.trim(), channel })
      setSaid(
        channel === 'email'
          ? 'If the account has an e-mail address, a code is on its way to it.'
          : 'If there is such an account, a letter with a code goes to its address. It takes 3 to 5 days.',
      )
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Box sx={{ display: 'grid', gap: '12px' }}>
      <Box sx={{ display: 'flex', gap: '12px', flexWrap: 'wrap' }}>
        <Button onClick={() => void ask('email')} aria-disabled={busy || undefined}>
          Send it by e-mail
        </Button>
        <Button onClick={() => void ask('post')} aria-disabled={busy || undefined}>
          Send it by post
        </Button>
      </Box>
      <div role="status">{said && <Callout tone="plain" icon={MailIcon} title={said} />}</div>
      {problem && (
        <Typography variant="body2" role="alert" sx={{ color: c.danger }}>
          {problem}
        </Typography>
      )}
    </Box>
  )
}
