import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { PhoneIcon, c } from '#parts.tsx'

/** The safety steps and the number, on the screens of an emergency. Red only in the head. */
export function Safety({ steps, number, headingLevel = 2 }: { steps: readonly string[]; number: string; headingLevel?: 1 | 2 }) {
  return (
    <Box component="section" aria-label="What to do now" sx={{ mt: '16px', borderRadius: '12px', overflow: 'hidden', border: `1px solid ${c.dangerLine}`, bgcolor: c.surface }}>
      <Box sx={{ bgcolor: '#A31F18', color: '#FFFFFF', p: '16px' }}>
        <Typography variant="h2" component={headingLevel === 1 ? 'h1' : 'h2'}>
          Leave the building now
        </Typography>
        <Typography>Take everyone with you. Call from outside.</Typography>
        <CallButton number={number} />
      </Box>
      <Box component="ol" sx={{ m: 0, p: '12px 16px 14px 40px', display: 'grid', gap: '6px', '& li::marker': { fontWeight: 650 } }}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </Box>
    </Box>
  )
}

export function CallButton({ number }: { number: string }) {
  return (
    <Box
      component="a"
      href={`tel:${number}`}
      sx={{
        mt: '12px',
        minHeight: 60,
        p: '8px 16px',
        borderRadius: '12px',
        bgcolor: '#FFFFFF',
        color: '#8C1D18',
        display: 'flex',
        alignItems: 'center',
        gap: '12px',
        textDecoration: 'none',
        fontWeight: 700,
        fontSize: '1.375rem',
        lineHeight: '28px',
        '&:focus-visible': { boxShadow: '0 0 0 3px #A31F18, 0 0 0 6px #FFFFFF' },
      }}
    >
      <PhoneIcon size={26} />
      Call {number}
    </Box>
  )
}
