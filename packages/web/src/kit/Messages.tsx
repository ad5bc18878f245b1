import { IconX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { type Message, unsay, useMessages } from '../data/messages.ts'
import { shellTexts } from '../texts/shell.ts'
import { words } from '../texts/words.ts'
import { Button } from './Button.tsx'
import { Shape } from './Shape.tsx'
import styles from './messages.module.css'

const plainMs = 5000
/** Time enough to read, reconsider and reach the button. */
const undoMs = 10_000

function MessageRow({ message }: { readonly message: Message }): React.ReactElement {
  const isHeld = useRef(false)
  useEffect(() => {
    const everyMs = message.undo === null ? plainMs : undoMs
    const timer = setInterval(() => {
      if (!isHeld.current) unsay(message.id)
    }, everyMs)
    return () => clearInterval(timer)
  }, [message])
  const hold = (held: boolean) => () => {
    isHeld.current = held
  }
  return (
    <li
      className={styles.message}
      onPointerEnter={hold(true)}
      onPointerLeave={hold(false)}
      onFocus={hold(true)}
      onBlur={hold(false)}
    >
      {message.tone !== 'plain' && (
        <span className={message.tone === 'good' ? styles.good : styles.error}>
          <Shape name={message.tone === 'good' ? 'check' : 'diamond'} />
        </span>
      )}
      <span className={styles.text}>{message.text}</span>
      {message.undo !== null && (
        <Button
          onClick={() => {
            message.undo?.()
            unsay(message.id)
          }}
        >
          {words.undo}
        </Button>
      )}
      <button
        type="button"
        className={styles.close}
        aria-label={shellTexts.dismissMessage}
        onClick={() => unsay(message.id)}
      >
        <IconX size={16} stroke={1.75} aria-hidden="true" />
      </button>
    </li>
  )
}

/** Short messages at the lower edge; the newest is nearest to the hand. */
export function Messages(): React.ReactElement {
  const messages = useMessages()
  return (
    <ul className={styles.messages} aria-label={shellTexts.messages} role="log" aria-live="polite">
      {messages.map((message) => (
        <MessageRow key={message.id} message={message} />
      ))}
    </ul>
  )
}
