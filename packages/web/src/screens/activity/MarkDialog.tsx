import { TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { minuteText, readMoment } from '../../data/days.ts'
import { useMark } from '../../data/plays.ts'
import { readTitle, type TypedTitle } from '../../data/title-input.ts'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { markTexts as texts } from '../../texts/activity.ts'
import { words } from '../../texts/words.ts'
import { TitleFields } from './TitleFields.tsx'
import styles from './activity.module.css'

/** Marks a title as watched by hand, for what no player tells. */
export function MarkDialog({ onClose }: { readonly onClose: () => void }): React.ReactElement {
  const id = useId()
  const [typed, setTyped] = useState<TypedTitle>({ type: 'movie', id: '', season: '', number: '' })
  const [when, setWhen] = useState(() => minuteText(Date.now()))
  const [tried, setTried] = useState(false)
  const [isPast, setIsPast] = useState(true)
  const mark = useMark()
  const read = readTitle(typed)
  const save = (): void => {
    setTried(true)
    const at = readMoment(when)
    const isFit = at !== null && at <= Date.now()
    setIsPast(isFit)
    if ('fault' in read || !isFit) return
    mark.mutate({ title: read.title, watched: true, at }, { onSuccess: onClose })
  }
  return (
    <Dialog
      title={texts.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="main" type="submit" form={id} loading={mark.isPending}>
            {texts.save}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <p>{texts.text}</p>
        <TitleFields typed={typed} fault={tried && 'fault' in read ? read.fault : null} onType={setTyped} />
        <TextInput
          type="datetime-local"
          label={texts.at}
          value={when}
          error={isPast ? null : texts.atFault}
          onChange={(event) => setWhen(event.currentTarget.value)}
        />
        {mark.error !== null && <Notice tone="error">{mark.error.message}</Notice>}
      </form>
    </Dialog>
  )
}
