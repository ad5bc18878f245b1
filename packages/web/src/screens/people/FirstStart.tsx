import { PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { isUnreachable, problemOf } from '../../data/client.ts'
import { useSetUp } from '../../data/session.ts'
import { Button } from '../../kit/Button.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { peopleTexts } from '../../texts/people.ts'
import { Door } from './Door.tsx'

const texts = peopleTexts.setUp
const leastLength = 10

function errorText(error: Error): string {
  if (isUnreachable(error)) return peopleTexts.unreachable
  return problemOf(error)?.code === 'setup_closed' ? texts.closed : error.message
}

/** Makes the first administrator. From another machine it asks for the code in the server's log. */
export function FirstStart({ codeNeeded }: { readonly codeNeeded: boolean }): React.ReactElement {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const setUp = useSetUp()
  const problem = problemOf(setUp.error)
  const codeError = problem?.code === 'setup_code_wrong' ? (problem.detail ?? problem.title) : null
  const nameError = tried && name.trim() === '' ? texts.nameMissing : null
  const passwordError = tried && password.length < leastLength ? texts.passwordShort : null
  const submit = (): void => {
    setTried(true)
    if (name.trim() === '' || password.length < leastLength) return
    setUp.mutate({ name: name.trim(), password, ...(codeNeeded ? { code: code.trim() } : {}) })
  }
  return (
    <Door title={texts.title} text={texts.text} onSubmit={submit}>
      <TextInput
        label={texts.name}
        name="username"
        autoComplete="username"
        autoCapitalize="off"
        spellCheck={false}
        autoFocus
        value={name}
        error={nameError}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PasswordInput
        label={texts.password}
        description={passwordError === null ? texts.passwordHelp : undefined}
        name="password"
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': peopleTexts.show, tabIndex: 0 }}
        value={password}
        error={passwordError}
        aria-invalid={passwordError !== null}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {codeNeeded && (
        <TextInput
          label={texts.code}
          description={texts.codeHelp}
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="off"
          spellCheck={false}
          value={code}
          error={codeError}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      )}
      {setUp.error !== null && (codeError === null || !codeNeeded) && (
        <Notice tone="error">{errorText(setUp.error)}</Notice>
      )}
      <Button look="main" type="submit" loading={setUp.isPending}>
        {texts.submit}
      </Button>
    </Door>
  )
}
