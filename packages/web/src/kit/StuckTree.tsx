import type { StuckContext, StuckInput } from '@cuemark/services/stuck'
import { type StuckChoice, stuckTree } from '@cuemark/services/stuck-tree'
import { Textarea } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useStuckRules } from '../data/stuck.ts'
import { doctorTexts } from '../texts/doctor.ts'
import { signInAtTexts } from '../texts/sign-in-at.ts'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'
import { RowsLoading } from './RowsLoading.tsx'
import { StuckAnswer } from './StuckAnswer.tsx'
import styles from './stuck-tree.module.css'

const texts = signInAtTexts.stuck

/** What was said so far: the choices one after another, or a pasted text. */
interface Said {
  readonly path: readonly StuckChoice[]
  readonly pasted: string | null
}
const nothing: Said = { path: [], pasted: null }

/** Takes focus after a step: what was pressed is gone, and whoever uses no eyes goes on here. */
function Head({
  id,
  isAfterStep,
  children,
}: {
  readonly id: string
  readonly isAfterStep: boolean
  readonly children: string
}): React.ReactElement {
  const place = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (isAfterStep) place.current?.focus({ preventScroll: true })
  }, [isAfterStep])
  return (
    <h3 id={id} ref={place} tabIndex={-1} className={styles.title}>
      {children}
    </h3>
  )
}

/** What is to be explained; null while a question is open. */
function inputOf({ path, pasted }: Said): StuckInput | null {
  if (pasted !== null) return { pasted }
  const last = path.at(-1)
  return last === undefined || last.next !== undefined ? null : { answer: last.id }
}

function Choices({
  said,
  onChoose,
}: {
  readonly said: Said
  readonly onChoose: (choice: StuckChoice) => void
}): React.ReactElement {
  const question = said.path.at(-1)?.next ?? stuckTree
  return (
    <ul className={styles.choices}>
      {question.choices.map((choice) => (
        <li key={choice.id}>
          <button type="button" className={styles.choice} onClick={() => onChoose(choice)}>
            <span>{choice.label}</span>
            <IconChevronRight size={16} stroke={1.75} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  )
}

function Paste({ onPaste }: { readonly onPaste: (text: string) => void }): React.ReactElement {
  const [text, setText] = useState('')
  return (
    <form
      className={styles.paste}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') onPaste(text)
      }}
    >
      <Textarea
        label={stuckTree.paste.label}
        description={`${stuckTree.paste.help} ${doctorTexts.privacy}`}
        rows={2}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" disabled={text.trim() === ''}>
        {texts.paste}
      </Button>
    </form>
  )
}

/** Leads a person who is stuck at the sign-in page, which the server cannot see, to the one step that fits. */
export function StuckTree({
  context,
  onAgain,
}: {
  readonly context: Omit<StuckContext, 'here'>
  /** Starts the sign-in again. */
  readonly onAgain?: () => void
}): React.ReactElement {
  const [said, setSaid] = useState<Said>(nothing)
  const rules = useStuckRules(true)
  const id = useId()
  const [steps, setSteps] = useState(0)
  const say = (next: Said): void => {
    setSaid(next)
    setSteps(steps + 1)
  }
  const input = inputOf(said)
  const result =
    input === null || rules.answer === null
      ? null
      : rules.answer(input, { ...context, here: window.location.origin })
  const last = said.path.at(-1)
  const title = result?.diagnosis.title ?? last?.next?.question ?? texts.title
  return (
    <section className={styles.tree} aria-labelledby={id}>
      {said.path.length > 0 && (
        <p className={styles.soft}>{said.path.map(({ label }) => label).join(' · ')}</p>
      )}
      <Head key={steps} id={id} isAfterStep={steps > 0}>
        {title}
      </Head>
      {input === null && (
        <Choices said={said} onChoose={(choice) => say({ ...said, path: [...said.path, choice] })} />
      )}
      {said === nothing && <Paste onPaste={(pasted) => say({ path: [], pasted })} />}
      {input !== null && result === null && rules.error === null && <RowsLoading count={1} height={96} />}
      {rules.error !== null && (
        <Notice tone="error" actions={<Button onClick={rules.retry}>{doctorTexts.again}</Button>}>
          {doctorTexts.broken}
        </Notice>
      )}
      {result !== null && <StuckAnswer result={result} onAgain={onAgain} />}
      {said !== nothing && (
        <div>
          <Button look="quiet" onClick={() => say(nothing)}>
            {texts.back}
          </Button>
        </div>
      )}
    </section>
  )
}
