import type { ServiceId } from '@cuemark/services'
import { manifests } from '@cuemark/services/manifests'
import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useDoctor } from '../../data/doctor.ts'
import { Button } from '../../kit/Button.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { Page } from '../../kit/Page.tsx'
import { doctorExamples, doctorTexts as texts } from '../../texts/doctor.ts'
import { signInAtTexts } from '../../texts/sign-in-at.ts'
import { DoctorAnswer } from './DoctorAnswer.tsx'
import { Stuck } from './Stuck.tsx'
import styles from './doctor.module.css'

const services = [
  { value: '', label: texts.anyService },
  ...Object.values(manifests).map(({ id, name }) => ({ value: id, label: name })),
]

function serviceOf(value: string): ServiceId | null {
  return Object.values(manifests).find((manifest) => manifest.id === value)?.id ?? null
}

/** Paste what you have in hand; the answer comes as you type, and nothing leaves the page. */
export function Doctor(): React.ReactElement {
  const [text, setText] = useState('')
  const [service, setService] = useState<ServiceId | null>(null)
  const [isNear, setIsNear] = useState(false)
  const [isStuck, setIsStuck] = useState(false)
  const { explanation, error, retry } = useDoctor(text, service, isNear)
  return (
    <Page title={texts.title} lead={texts.text}>
      <div className={styles.desk}>
        <Textarea
          label={texts.input}
          description={texts.privacy}
          placeholder={texts.placeholder}
          rows={8}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          value={text}
          onFocus={() => setIsNear(true)}
          classNames={{ input: styles.input ?? '' }}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setIsStuck(false)
          }}
        />
        <div className={styles.tools}>
          <NativeSelect
            label={texts.service}
            data={services}
            value={service ?? ''}
            onChange={(event) => setService(serviceOf(event.currentTarget.value))}
          />
          {text !== '' && <Button onClick={() => setText('')}>{texts.clear}</Button>}
        </div>
        <div className={styles.examples} role="group" aria-label={texts.examples}>
          <span>{texts.examples}</span>
          {doctorExamples.map((example) => (
            <Button
              key={example.label}
              look="quiet"
              onClick={() => {
                setText(example.text)
                setService(null)
                setIsStuck(false)
              }}
            >
              {example.label}
            </Button>
          ))}
        </div>
        <div className={styles.examples}>
          <span>{signInAtTexts.stuck.doctorTitle}</span>
          <Button look="quiet" expanded={isStuck} onClick={() => setIsStuck(!isStuck)}>
            {isStuck ? texts.stuck.close : signInAtTexts.stuck.doctorOpen}
          </Button>
        </div>
      </div>
      {error !== null && (
        <Notice tone="error" actions={<Button onClick={retry}>{texts.again}</Button>}>
          {texts.broken}
        </Notice>
      )}
      {isStuck ? (
        <Stuck />
      ) : (
        <div aria-live="polite" className={styles.answer}>
          {explanation === null ? (
            <p className={styles.soft}>{texts.waiting}</p>
          ) : (
            <DoctorAnswer explanation={explanation} />
          )}
        </div>
      )}
    </Page>
  )
}
