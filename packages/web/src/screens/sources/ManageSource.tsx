import type { SourceView } from '@cuemark/contract'
import { TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { say } from '../../data/messages.ts'
import { useRemoveSource, useSourceTask } from '../../data/sources.ts'
import { Button } from '../../kit/Button.tsx'
import { Confirm } from '../../kit/Confirm.tsx'
import { Section } from '../../kit/Section.tsx'
import { TaskRow, TaskRows } from '../../kit/TaskRows.tsx'
import { alertTexts } from '../../texts/alerts.ts'
import { sourceTexts as texts } from '../../texts/sources.ts'
import styles from './sources.module.css'

const sayFailed = (error: Error): void => say(alertTexts.failed(error.message), { tone: 'error' })

function Rename({ source }: { readonly source: SourceView }): React.ReactElement {
  const [name, setName] = useState(source.name)
  const task = useSourceTask(source)
  const typed = name.trim()
  return (
    <form
      className={styles.rename}
      onSubmit={(event) => {
        event.preventDefault()
        if (typed === '' || typed === source.name) return
        task.mutate(
          { type: 'rename', name: typed },
          { onSuccess: () => say(texts.renamed), onError: sayFailed },
        )
      }}
    >
      <TextInput
        label={texts.name}
        name="source-name"
        maxLength={80}
        autoComplete="off"
        value={name}
        error={typed === '' ? texts.nameMissing : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" loading={task.isPending} disabled={typed === '' || typed === source.name}>
        {texts.rename}
      </Button>
    </form>
  )
}

function Pause({ source }: { readonly source: SourceView }): React.ReactElement {
  const task = useSourceTask(source)
  const { name } = source
  const isPaused = source.state === 'paused'
  const turn = (): void =>
    task.mutate(
      { type: 'pause', paused: !isPaused },
      { onSuccess: () => say(isPaused ? texts.resumed(name) : texts.paused(name)), onError: sayFailed },
    )
  return (
    <TaskRow text={source.kind === 'stremio_account' ? texts.pauseAsked : texts.pauseText}>
      <Button loading={task.isPending} onClick={turn}>
        {isPaused ? texts.resume : texts.pause}
      </Button>
    </TaskRow>
  )
}

function Remove({ source }: { readonly source: SourceView }): React.ReactElement {
  const [asking, setAsking] = useState(false)
  const navigate = useNavigate()
  const remove = useRemoveSource(source.id)
  // By its promise: callbacks of `mutate` are dropped with this part of the page, which goes with the source.
  const confirm = (): void =>
    void remove.mutateAsync().then(
      () => {
        say(texts.removed(source.name))
        return navigate({ to: '/sources' })
      },
      (error: Error) => {
        setAsking(false)
        sayFailed(error)
      },
    )
  return (
    <TaskRow text={texts.removeText}>
      <Button look="danger" onClick={() => setAsking(true)}>
        {texts.remove}
      </Button>
      {asking && (
        <Confirm
          title={texts.removeTitle(source.name)}
          action={texts.remove}
          loading={remove.isPending}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
        >
          {texts.removeAsk}
        </Confirm>
      )}
    </TaskRow>
  )
}

/** Renaming, pausing, removing. What comes with an account goes with that account. */
export function ManageSource({ source }: { readonly source: SourceView }): React.ReactElement {
  const isAsked = source.kind === 'stremio_account'
  return (
    <Section title={isAsked ? texts.manageAsked : texts.manage}>
      <TaskRows>
        <Rename source={source} />
        <Pause source={source} />
        {!isAsked && <Remove source={source} />}
      </TaskRows>
    </Section>
  )
}
