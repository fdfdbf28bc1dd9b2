import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Field, FormErrorSummary } from '../src/forms.tsx'

/** A form whose every submit is refused while an answer is missing; an error goes as soon as it is no longer true. */
function Page() {
  const [values, setValues] = useState({ name: '', town: '' })
  const [attempt, setAttempt] = useState(0)
  const problems = [...(values.name ? [] : [{ id: 'name', text: 'Enter a name.' }]), ...(values.town ? [] : [{ id: 'place', text: 'Enter a place.' }])]
  return (
    <form
      noValidate
      onSubmit={(e) => {
        e.preventDefault()
        setAttempt((n) => n + 1)
      }}
    >
      <FormErrorSummary problems={attempt > 0 ? problems : []} attempt={attempt} />
      <Field label="Name" id="name" value={values.name} onChange={(e) => setValues((v) => ({ ...v, name: e.target.value }))} />
      <fieldset id="place">
        <input id="town" aria-label="Town" value={values.town} onChange={(e) => setValues((v) => ({ ...v, town: e.target.value }))} />
      </fieldset>
      <button type="submit">Send</button>
    </form>
  )
}
createRoot(document.getElementById('root')!).render(<Page />)
