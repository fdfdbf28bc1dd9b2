import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { api, type Payment } from '@manifold/client'
import { StepProgress } from '@manifold/ui/tracker.tsx'
import { Form, Submit, TextBox, useForm } from '#form.tsx'
import { amountText, paiseOf, rupees, topUpLeast, topUpMost } from '#money/amount.ts'
import { paymentsQuery, walletQuery } from '#money/money.ts'
import { usePress } from '#money/press.ts'
import { c } from '#parts.tsx'
import { Pill } from '#requests/history.tsx'
import { BackBar } from '#shell/bar.tsx'
import { FlowMain } from '#shell/frames.tsx'
import { PageTitle } from '#shell/page.tsx'

const usual = [50_000, 100_000, 200_000, 500_000]

/** Money into the wallet, first step: how much. */
export function Screen() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const wallet = useQuery(walletQuery)
  const { press } = usePress('top-up')
  const form = useForm({
    initial: { amount: '1,000' },
    labels: { amount: 'Amount' },
    check: ({ amount }) => {
      const paise = paiseOf(amount)
      return {
        amount:
          paise === undefined
            ? 'Enter an amount in rupees, such as 500.'
            : paise < topUpLeast
              ? `The least is ${amountText(rupees(topUpLeast))}.`
              : paise > topUpMost
                ? `The most at once is ${amountText(rupees(topUpMost))}.`
                : undefined,
      }
    },
    rename: { 'amount.amount': 'amount' },
    submit: async ({ amount }) => {
      const paise = paiseOf(amount)!
      const payment = await press((key) => api.post<Payment>('/payment/wallet/top-up', { amount: rupees(paise) }, { key: `${key}.${paise}` }))
      void client.invalidateQueries(paymentsQuery())
      await navigate(`/payments/top-up/${payment.reference}`)
    },
  })
  const paise = paiseOf(form.values.amount)
  return (
    <>
      <BackBar to="/payments" label="Back to payments">
        Add money
      </BackBar>
      <FlowMain>
        <StepProgress step={1} of={3} end="Next: pay" />
        <Box sx={{ mt: '16px', mb: '20px' }}>
          <PageTitle>How much?</PageTitle>
          <Typography sx={{ color: c.ink2, mt: '4px' }}>{wallet.data ? `${amountText(wallet.data.spendable)} is in your wallet now.` : '\u00a0'}</Typography>
        </Box>
        <Form form={form} label="Add money">
          <Box role="group" aria-label="Usual amounts" sx={{ display: 'flex', gap: '8px', flexWrap: 'wrap' }}>
            {usual.map((u) => (
              <Pill key={u} on={paise === u} onClick={() => form.set('amount', amountText(rupees(u)).replace('₹', '').replace('.00', ''))}>
                {amountText(rupees(u)).replace('.00', '')}
              </Pill>
            ))}
          </Box>
          <TextBox {...form.bind('amount')} hint="In rupees." inputMode="decimal" maxLength={16} autoComplete="off" />
          <Submit pending={form.pending} doing="One moment…" sx={{ justifySelf: { sm: 'start' } }}>
            {paise === undefined || form.errors.amount ? 'Continue' : `Continue with ${amountText(rupees(paise))}`}
          </Submit>
        </Form>
      </FlowMain>
    </>
  )
}
