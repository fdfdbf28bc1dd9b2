import { useNavigate } from 'react-router'
import { useToast } from '@manifold/ui'
import { api } from '@manifold/client'
import { Form, type FormField } from '#shell/form.tsx'
import { queries } from '#shell/query.ts'
import type { PersonPage } from '#people/shapes.ts'

export interface Contact {
  name: string
  phone: string
  email: string
  line1: string
  line2: string
  city: string
  postalCode: string
}
export const contactFields: FormField<Contact>[] = [
  { name: 'name', label: 'Name', kind: 'text', most: 120 },
  {
    name: 'phone',
    label: 'Phone',
    kind: 'text',
    optional: true,
    checkEmpty: true,
    type: 'tel',
    hint: 'With the country: +91 98220 41207',
    check: (v: never, all) => ((v as string) || all.email ? null : 'Give a phone number or an e-mail address.'),
  },
  { name: 'email', label: 'E-mail', kind: 'text', optional: true, type: 'email' },
  { name: 'line1', label: 'Address', kind: 'text', optional: true, most: 200 },
  { name: 'line2', label: 'Area', kind: 'text', optional: true, most: 200 },
  { name: 'city', label: 'City', kind: 'text', optional: true, most: 100 },
  { name: 'postalCode', label: 'Postal code', kind: 'text', optional: true, most: 20 },
]
export const blankContact: Contact = { name: '', phone: '', email: '', line1: '', line2: '', city: '', postalCode: '' }
export const contactBody = (v: Contact) => ({
  name: v.name.trim(),
  phone: v.phone.trim() || null,
  email: v.email.trim() || null,
  address: v.line1.trim()
    ? {
        line1: v.line1.trim(),
        ...(v.line2.trim() ? { line2: v.line2.trim() } : {}),
        ...(v.city.trim() ? { city: v.city.trim() } : {}),
        ...(v.postalCode.trim() ? { postalCode: v.postalCode.trim() } : {}),
      }
    : null,
})

/** Makes a customer for somebody on the phone or at the counter. */
export function NewCustomer({ onMade }: { onMade?: (person: PersonPage) => void }) {
  const navigate = useNavigate()
  const toast = useToast()
  return (
    <Form
      fields={contactFields}
      initial={blankContact}
      saveLabel="Make customer"
      onCancel={() => (onMade ? undefined : void navigate('/customers'))}
      submit={async (v) => {
        const made = await api.post<PersonPage>('/user/people', contactBody(v))
        await queries.invalidateQueries({ queryKey: ['people'] })
        toast(`${made.name} is a customer now.`)
        if (onMade) onMade(made)
        else void navigate(`/customers/${made.id}`)
      }}
    />
  )
}
