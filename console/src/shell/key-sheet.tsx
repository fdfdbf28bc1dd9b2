import Dialog from '@mui/material/Dialog'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { Link } from 'react-router'
import { CloseIcon, Kbd } from '@manifold/ui'
import { bindings, keyParts, useKeys, type KeyName } from '#shell/keys.tsx'
import { IconAct } from '#shell/parts.tsx'
import './keys.css'

export const keyGroups = ['Everywhere', 'Lists', 'Ticket, open or chosen in the queue', 'Money'] as const
export const namesIn = (group: string): KeyName[] => (Object.keys(bindings) as KeyName[]).filter((n) => bindings[n].group === group)

/** Every key, by where it works. */
export function KeySheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { keysOf, choice } = useKeys()
  return (
    <Dialog open={open} onClose={onClose} maxWidth="md" fullWidth aria-labelledby="keys-title">
      <DialogTitle id="keys-title" className="row">
        Keys
        <span className="push" />
        <IconAct label="Close" onClick={onClose}>
          <CloseIcon />
        </IconAct>
      </DialogTitle>
      <DialogContent>
        <div className="keys-groups">
          {keyGroups.map((group) => (
            <section key={group}>
              <h3>{group}</h3>
              <dl>
                {namesIn(group).map((name) => {
                  const keys = keysOf(name)
                  return (
                    <div key={name}>
                      <dt>{bindings[name].label}</dt>
                      <dd>
                        {keys ? (
                          keyParts(keys).map((k, i) => (
                            <span key={k + i} className="row" style={{ gap: 4 }}>
                              {i > 0 ? <span className="meta">then</span> : null}
                              <Kbd>{k}</Kbd>
                            </span>
                          ))
                        ) : (
                          <span className="meta">Off</span>
                        )}
                      </dd>
                    </div>
                  )
                })}
              </dl>
            </section>
          ))}
        </div>
        <p className="meta" style={{ margin: '16px 0 12px' }}>
          Single letters work outside fields{choice.off ? ' and are switched off at present' : ''}.{' '}
          <Link to="/me/keys" onClick={onClose}>
            Change or switch off keys
          </Link>
        </p>
      </DialogContent>
    </Dialog>
  )
}
