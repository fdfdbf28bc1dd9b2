import Button from '@mui/material/Button'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Field, useToast } from '@manifold/ui'
import { api, isProblem, type StaffBooking } from '@manifold/client'
import { gasReloaded } from '#gas/queries.ts'
import { saidBy } from '#gas/words.ts'

/** At the door: the customer says the six digits, and the exchange is one act. */
export function HandOver({ booking: b, onFail, onCode }: { booking: StaffBooking; onFail: () => void; onCode: () => void }) {
  const toast = useToast()
  const [code, setCode] = useState('')
  const [asked, setAsked] = useState(false)
  const deliver = useMutation({
    mutationFn: () => api.post<StaffBooking>(`/gas/bookings/${b.id}/deliver`, { code }),
    onSuccess: async (now) => {
      toast(`${now.cylinder?.code ?? 'The cylinder'} is handed over.`)
      await gasReloaded()
    },
    onError: () => setCode(''),
    onSettled: () => setAsked(false),
  })
  const locked = b.codeLocked || isProblem(deliver.error, 'gas.dac_locked')
  const problem = deliver.error
    ? isProblem(deliver.error, 'gas.dac_wrong') && deliver.error.errors[0]
      ? `This code ${deliver.error.errors[0].message}.`
      : saidBy(deliver.error)
    : locked
      ? 'Too many wrong codes. Call the customer back and send a new code.'
      : asked && code.length !== 6
        ? 'Enter the six digits.'
        : null
  return (
    <section className="panel panel-pad" aria-label="Hand-over">
      <div className="panel-head">
        <h2>Hand-over at the door</h2>
      </div>
      <form
        className="stack"
        style={{ gap: 12 }}
        noValidate
        onSubmit={(e) => {
          e.preventDefault()
          setAsked(true)
          if (code.length === 6) deliver.mutate()
        }}
      >
        <Field
          label="Delivery code"
          hint={`The customer has it by SMS. Give out ${b.cylinder?.code ?? 'the cylinder'} and take the empty one back.`}
          value={code}
          problem={problem}
          disabled={locked}
          inputMode="numeric"
          autoComplete="off"
          onChange={(e) => setCode(e.target.value.replaceAll(/\D/g, '').slice(0, 6))}
          sx={{ maxWidth: 220 }}
        />
        <div className="row wrap">
          <Button type="submit" variant="contained" disabled={deliver.isPending || locked}>
            Hand over
          </Button>
          <Button onClick={onCode}>Send a new code</Button>
          <Button onClick={onFail}>It did not succeed</Button>
        </div>
      </form>
    </section>
  )
}
