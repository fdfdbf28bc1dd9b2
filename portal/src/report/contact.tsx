import Box from '@mui/material/Box'
import MuiLink from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { Link } from 'react-router'
import { TextBox } from '#form.tsx'
import { c } from '#parts.tsx'

export interface Contact {
  name: string
  phone: string
  email: string
}

/** How we reach somebody who has no account: a name, and a phone number or an e-mail address. */
export function checkContact(contact: Contact): Record<string, string> {
  const found: Record<string, string> = {}
  if (contact.name.trim() === '') found['contact-name'] = 'Enter your name.'
  const phone = contact.phone.trim()
  const email = contact.email.trim()
  if (phone === '' && email === '') found['contact-phone'] = 'Enter a phone number or an e-mail address, so that we can answer.'
  else if (phone !== '' && phone.replaceAll(/\D/g, '').length < 8) found['contact-phone'] = 'This phone number is too short.'
  if (email !== '' && !/^\S+@\S+\.\S+$/.test(email)) found['contact-email'] = 'This e-mail address is not complete.'
  return found
}

export const contactOut = ({ name, phone, email }: Contact) => ({
  name: name.trim(),
  ...(phone.trim() ? { phone: phone.trim() } : {}),
  ...(email.trim() ? { email: email.trim() } : {}),
})

export function ContactFields({ value, errors, onChange, next }: { value: Contact; errors: Record<string, string>; onChange: (value: Contact) => void; next: string }) {
  return (
    <Box component="section" aria-labelledby="contact" sx={{ display: 'grid', gap: '20px' }}>
      <div>
        <Typography variant="h2" id="contact">
          How do we reach you?
        </Typography>
        <Typography variant="body2" sx={{ color: c.ink3 }}>
          You have an account?{' '}
          <MuiLink component={Link} to={`/sign-in?next=${encodeURIComponent(next)}`}>
            Sign in
          </MuiLink>{' '}
          to follow your report here.
        </Typography>
      </div>
      <TextBox
        id="contact-name"
        label="Your name"
        autoComplete="name"
        maxLength={120}
        value={value.name}
        error={errors['contact-name']}
        onChange={(name) => onChange({ ...value, name })}
      />
      <TextBox
        id="contact-phone"
        label="Phone"
        hint="With the country code if it is not an Indian number."
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        maxLength={24}
        value={value.phone}
        error={errors['contact-phone']}
        onChange={(phone) => onChange({ ...value, phone })}
      />
      <TextBox
        id="contact-email"
        label="E-mail"
        optional
        type="email"
        inputMode="email"
        autoComplete="email"
        maxLength={200}
        value={value.email}
        error={errors['contact-email']}
        onChange={(email) => onChange({ ...value, email })}
      />
    </Box>
  )
}
