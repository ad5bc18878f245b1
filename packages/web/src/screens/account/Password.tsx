import { PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { isUnreachable, problemOf } from '../../data/client.ts'
import { say } from '../../data/messages.ts'
import { useChangePassword } from '../../data/people.ts'
import { usePerson } from '../../data/session.ts'
import { Button } from '../../kit/Button.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { peopleTexts } from '../../texts/people.ts'
import { isLongEnough } from '../people/password-length.ts'
import styles from './account.module.css'

const texts = peopleTexts.password

const Field = ({
  label,
  name,
  value,
  error,
  isNew = false,
  onType,
}: {
  readonly label: string
  readonly name: string
  readonly value: string
  readonly error: string | null
  readonly isNew?: boolean
  readonly onType: (value: string) => void
}): React.ReactElement => (
  <PasswordInput
    label={label}
    name={name}
    description={isNew && error === null ? peopleTexts.setUp.passwordHelp : undefined}
    autoComplete={isNew ? 'new-password' : 'current-password'}
    visibilityToggleButtonProps={{ 'aria-label': peopleTexts.show, tabIndex: 0 }}
    value={value}
    error={error}
    aria-invalid={error !== null}
    onChange={(event) => onType(event.currentTarget.value)}
  />
)

/** Changes the own password. */
export function Password(): React.ReactElement {
  const person = usePerson()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const change = useChangePassword()
  const isWrong = problemOf(change.error)?.code === 'wrong_password'
  const submit = (): void => {
    setTried(true)
    if (current === '' || !isLongEnough(password)) return
    change.mutate(
      { current, password },
      {
        onSuccess: () => {
          say(texts.changed, { tone: 'good' })
          setCurrent('')
          setPassword('')
          setTried(false)
        },
      },
    )
  }
  const currentError = isWrong ? texts.wrong : tried && current === '' ? texts.currentMissing : null
  const nextError = tried && !isLongEnough(password) ? peopleTexts.setUp.passwordShort : null
  return (
    <form
      className={styles.password}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {/* For programs that keep passwords; people know who they are. */}
      <input hidden name="username" autoComplete="username" value={person?.name ?? ''} readOnly />
      <Field
        label={texts.current}
        name="current-password"
        value={current}
        error={currentError}
        onType={(value) => {
          setCurrent(value)
          change.reset()
        }}
      />
      <Field
        label={texts.next}
        name="new-password"
        value={password}
        error={nextError}
        isNew
        onType={setPassword}
      />
      {change.error !== null && !isWrong && (
        <Notice tone="error">
          {isUnreachable(change.error) ? peopleTexts.unreachable : change.error.message}
        </Notice>
      )}
      <div>
        <Button type="submit" loading={change.isPending}>
          {texts.submit}
        </Button>
      </div>
    </form>
  )
}
