import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { TextBox } from '#form.tsx'
import { EyeIcon, EyeOffIcon } from '#parts.tsx'
import { meQuery } from '#session.ts'
import { BackBar } from '#shell/bar.tsx'
import { FlowMain } from '#shell/frames.tsx'

/** The frame of signing in: one narrow column. */
export const AuthFrame = ({ bar, back = '/', children }: { bar: string; back?: string; children: ReactNode }) => (
  <>
    <BackBar to={back}>{bar}</BackBar>
    <FlowMain>
      <Box sx={{ maxWidth: 440, mx: { md: 'auto' } }}>{children}</Box>
    </FlowMain>
  </>
)

/** Only a path of our own: a link never sends a person elsewhere after signing in. */
export const safePath = (path: string | null): string => (path && /^\/(?![/\\])[^\\\s]*$/.test(path) ? path : '/')

/** After signing in: who I am is loaded, then to where the person was going. */
export function useArrive(): () => Promise<void> {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [params] = useSearchParams()
  return async () => {
    await client.fetchQuery({ ...meQuery, staleTime: 0 })
    await client.invalidateQueries({ predicate: (q) => q.queryKey[0] !== 'me' && q.queryKey[0] !== 'config' })
    await navigate(safePath(params.get('next')), { replace: true })
  }
}

export function useNextQuery(): string {
  const [params] = useSearchParams()
  const next = params.get('next')
  return next ? `?next=${encodeURIComponent(next)}` : ''
}

type PasswordProps = Omit<Parameters<typeof TextBox>[0], 'type' | 'end'>

/** A password that can be looked at. */
export function PasswordBox(props: PasswordProps) {
  const [shown, setShown] = useState(false)
  return (
    <TextBox
      {...props}
      type={shown ? 'text' : 'password'}
      end={
        <IconButton
          type="button"
          aria-label={shown ? 'Hide the password' : 'Show the password'}
          title={shown ? 'Hide' : 'Show'}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
          sx={{ mr: '-10px' }}
        >
          {shown ? <EyeOffIcon /> : <EyeIcon />}
        </IconButton>
      }
    />
  )
}

export const isEmail = (text: string): boolean => /^\S+@\S+\.\S+$/.test(text.trim())
/** A number without a country code is one of the operator's country; the server reads it. */
export const isPhone = (text: string): boolean => text.replaceAll(/\D/g, '').length >= 8
export const passwordHint = 'At least 10 characters. A few words together are easy to remember and hard to guess.'
