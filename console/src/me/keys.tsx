import Button from '@mui/material/Button'
import Switch from '@mui/material/Switch'
import { useState } from 'react'
import { Kbd } from '@manifold/ui'
import { bindings, keyParts, pressed, useKeys, type KeyName } from '#shell/keys.tsx'
import { keyGroups, namesIn } from '#shell/key-sheet.tsx'

/** Every key can be changed or taken away; single letters can be switched off together (WCAG 2.1.4). */
export function KeysPage() {
  const { choice, choose, keysOf } = useKeys()
  const [asking, setAsking] = useState<KeyName | null>(null)
  const used = (keys: string, name: KeyName) => (Object.keys(bindings) as KeyName[]).find((n) => n !== name && (choice.changed[n] ?? bindings[n].keys) === keys)
  const change = (name: KeyName, keys: string | null) => {
    const { [name]: _, ...rest } = choice.changed
    const other = keys ? used(keys, name) : undefined
    choose({ ...choice, changed: { ...rest, ...(keys === null ? {} : { [name]: keys }), ...(other ? { [other]: '' } : {}) } })
    setAsking(null)
  }
  return (
    <div className="stack">
      <div className="form-switch">
        <Switch id="letters" checked={!choice.off} onChange={(e) => choose({ ...choice, off: !e.target.checked })} />
        <label htmlFor="letters">
          Single letters do something<span className="meta">Outside fields. Keys with Ctrl, Enter and Esc always work.</span>
        </label>
      </div>
      {keyGroups.map((group) => (
        <section key={group} aria-label={group}>
          <p className="form-label">{group}</p>
          <table className="keys-edit">
            <caption className="vh">{group}</caption>
            <thead className="vh">
              <tr>
                <th scope="col">Act</th>
                <th scope="col">Key</th>
                <th scope="col">Change</th>
              </tr>
            </thead>
            <tbody>
              {namesIn(group).map((name) => {
                const keys = keysOf(name)
                return (
                  <tr key={name}>
                    <th scope="row">{bindings[name].label}</th>
                    <td>
                      {asking === name ? (
                        <Capture onKeys={(k) => change(name, k)} onCancel={() => setAsking(null)} />
                      ) : keys ? (
                        keyParts(keys).map((k) => <Kbd key={k}>{k}</Kbd>)
                      ) : (
                        <span className="meta">Off</span>
                      )}
                    </td>
                    <td>
                      <Button variant="text" aria-label={`Change the key of ${bindings[name].label}`} onClick={() => setAsking(name)}>
                        Change
                      </Button>
                      {keys ? (
                        <Button variant="text" aria-label={`Switch the key of ${bindings[name].label} off`} onClick={() => change(name, '')}>
                          Off
                        </Button>
                      ) : null}
                      {choice.changed[name] !== undefined ? (
                        <Button variant="text" aria-label={`Usual key of ${bindings[name].label}`} onClick={() => change(name, null)}>
                          Usual
                        </Button>
                      ) : null}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  )
}

function Capture({ onKeys, onCancel }: { onKeys: (keys: string) => void; onCancel: () => void }) {
  return (
    <input
      className="plain-input"
      style={{ width: 150 }}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was just asked for
      autoFocus
      readOnly
      aria-label="Press the new key"
      value="Press a key"
      onBlur={onCancel}
      onKeyDown={(e) => {
        if (['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(e.key)) return
        e.preventDefault()
        e.stopPropagation()
        if (e.key === 'Escape') onCancel()
        else onKeys(pressed(e.nativeEvent))
      }}
    />
  )
}
