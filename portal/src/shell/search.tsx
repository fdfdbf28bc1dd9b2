import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import OutlinedInput from '@mui/material/OutlinedInput'
import { useEffect, useState } from 'react'
import { CloseIcon, SearchIcon, c } from '#parts.tsx'

/** A search field that waits until the person pauses. `value` is the search that is on screen. */
export function SearchBox({ value, onSearch, label, id }: { value: string; onSearch: (text: string) => void; label: string; id: string }) {
  const [text, setText] = useState(value)
  const [before, setBefore] = useState(value)
  if (before !== value) {
    // The address changed by itself: Back, or a cleared filter.
    setBefore(value)
    if (value !== text.trim()) setText(value)
  }
  useEffect(() => {
    const wanted = text.trim()
    if (wanted === value) return
    const timer = setTimeout(() => onSearch(wanted), 350)
    return () => clearTimeout(timer)
  }, [text, value, onSearch])
  return (
    <Box
      component="form"
      role="search"
      onSubmit={(e: React.FormEvent) => {
        e.preventDefault()
        onSearch(text.trim())
      }}
    >
      <OutlinedInput
        id={id}
        fullWidth
        value={text}
        placeholder={label}
        onChange={(e) => setText(e.target.value)}
        slotProps={{ input: { 'aria-label': label, type: 'search', enterKeyHint: 'search', autoComplete: 'off' } }}
        sx={{ pl: '12px', pr: '4px', '& input': { pl: '10px' }, '& input::-webkit-search-cancel-button': { display: 'none' } }}
        startAdornment={
          <Box component="span" sx={{ color: c.ink3, display: 'flex' }}>
            <SearchIcon />
          </Box>
        }
        endAdornment={
          text && (
            <IconButton
              aria-label="Clear the search"
              onClick={() => {
                setText('')
                onSearch('')
              }}
            >
              <CloseIcon />
            </IconButton>
          )
        }
      />
    </Box>
  )
}
