import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useOwnTrakt } from '../../data/accounts.ts'
import { minuteText, readMoment } from '../../data/days.ts'
import { useMark } from '../../data/plays.ts'
import { readAnswer, type TitleAnswer } from '../../data/title-answer.ts'
import { AskDialog } from '../../kit/AskDialog.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { markTexts as texts, matchTexts } from '../../texts/activity.ts'
import { TitleFields } from './TitleFields.tsx'
import { TitleQuestion } from './TitleQuestion.tsx'

/** Marks a title as watched by hand, for what no player tells. */
export function MarkDialog({ onClose }: { readonly onClose: () => void }): React.ReactElement {
  const [answer, setAnswer] = useState<TitleAnswer>({
    search: '',
    chosen: null,
    typed: { type: 'movie', id: '', season: '', number: '' },
  })
  const [when, setWhen] = useState(() => minuteText(Date.now()))
  const [tried, setTried] = useState(false)
  const [isPast, setIsPast] = useState(true)
  const mark = useMark()
  const hasTrakt = useOwnTrakt()
  const read = readAnswer(answer)
  const fault = tried && read !== null && 'fault' in read ? read.fault : null
  const save = (): void => {
    setTried(true)
    const at = readMoment(when)
    const isFit = at !== null && at <= Date.now()
    setIsPast(isFit)
    if (read === null || 'fault' in read || !isFit) return
    mark.mutate({ title: read.title, watched: true, at }, { onSuccess: onClose })
  }
  return (
    <AskDialog title={texts.title} save={texts.save} saving={mark.isPending} onSave={save} onClose={onClose}>
      <p>{texts.text}</p>
      {hasTrakt ? (
        <TitleQuestion playId={null} answer={answer} fault={fault} onAnswer={setAnswer} />
      ) : (
        <>
          <p>{texts.noSearch}</p>
          <TitleFields
            typed={answer.typed}
            fault={tried && read === null ? 'id' : fault}
            onType={(typed) => setAnswer({ ...answer, typed })}
          />
        </>
      )}
      <TextInput
        type="datetime-local"
        label={texts.at}
        value={when}
        error={isPast ? null : texts.atFault}
        onChange={(event) => setWhen(event.currentTarget.value)}
      />
      {hasTrakt && tried && read === null && <Notice tone="warning">{matchTexts.choose}</Notice>}
      {mark.error !== null && <Notice tone="error">{mark.error.message}</Notice>}
    </AskDialog>
  )
}
