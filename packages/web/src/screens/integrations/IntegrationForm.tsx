import type { IntegrationView } from '@cuemark/contract'
import type { Field, Manifest } from '@cuemark/services'
import { TextInput } from '@mantine/core'
import { useEffect, useMemo } from 'react'
import { changesOf, cleanedUp, messagesOf, startForm, typed, withSecretRemoved } from '../../data/form.ts'
import { type FormDesk, useFormDesk } from '../../data/form-desk.ts'
import { useFormSave } from '../../data/form-save.ts'
import { focusField, prepare, useFormTest } from '../../data/form-test.ts'
import { useLeaveWarning } from '../../data/leave-warning.ts'
import { Button } from '../../kit/Button.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { SettingField } from '../../kit/SettingField.tsx'
import { TestSteps } from '../../kit/TestSteps.tsx'
import { formTexts as texts } from '../../texts/integrations.ts'
import { fieldToFocus } from './field-to-focus.ts'
import styles from './integration-form.module.css'

export interface IntegrationFormProps {
  readonly manifest: Manifest
  /** Null for a new one. */
  readonly integration: IntegrationView | null
  /** A field, or an alert's action whose field is meant, to be given focus. */
  readonly focus: string | null
  readonly onFocused?: () => void
  readonly onSaved: (integration: IntegrationView) => void
}

function Fields({
  desk,
  fields,
}: {
  readonly desk: FormDesk
  readonly fields: readonly Field[]
}): React.ReactElement {
  const { form, manifest } = desk
  const messages = useMemo(() => messagesOf(form, manifest), [form, manifest])
  const change = (step: (old: typeof form) => typeof form): void => {
    desk.setForm(step)
    desk.setCanForce(false)
  }
  return (
    <>
      {fields.map((field) => (
        <SettingField
          key={field.name}
          field={field}
          value={form.values[field.name] ?? ''}
          messages={messages[field.name] ?? { error: null, warning: null, info: null }}
          hint={form.saved.hints[field.name] ?? null}
          isRemoved={form.removed.includes(field.name)}
          onType={(value) => change((old) => typed(old, field.name, value))}
          onSettle={() => desk.setForm((old) => cleanedUp(old, manifest))}
          onRemove={(isRemoved) => change((old) => withSecretRemoved(old, field.name, isRemoved))}
        />
      ))}
    </>
  )
}

function Advanced({ desk, open }: { readonly desk: FormDesk; readonly open: boolean }): React.ReactElement {
  const { form, manifest } = desk
  return (
    <details className={styles.advanced} open={open}>
      <summary>{texts.advanced}</summary>
      <div className={styles.fields}>
        <TextInput
          className={styles.name}
          label={texts.name}
          description={texts.nameHelp}
          maxLength={80}
          autoComplete="off"
          value={form.name}
          onChange={(event) => {
            const name = event.currentTarget.value
            desk.setForm((old) => ({ ...old, name }))
          }}
        />
        <Fields desk={desk} fields={manifest.fields.filter((field) => field.advanced === true)} />
      </div>
    </details>
  )
}

function Told({
  desk,
  onForce,
}: {
  readonly desk: FormDesk
  readonly onForce: () => void
}): React.ReactElement {
  const { notice, canForce, runner } = desk
  return (
    <>
      {notice !== null && <Notice tone={notice.tone}>{notice.text}</Notice>}
      <TestSteps run={runner.run} onStop={runner.stop} />
      {canForce && (
        <Notice tone="warning" actions={<Button onClick={onForce}>{texts.saveAnyway}</Button>}>
          {texts.saveAnywayText}
        </Notice>
      )}
    </>
  )
}

/** The settings of a service: drawn from its manifest, tested before they are saved. */
export function IntegrationForm({
  manifest,
  integration,
  focus,
  onFocused,
  onSaved,
}: IntegrationFormProps): React.ReactElement {
  const desk = useFormDesk(manifest, integration)
  const runTest = useFormTest(desk)
  const { save, isSaving } = useFormSave(desk, runTest, onSaved)
  const changes = changesOf(desk.form, manifest)
  const isDirty = changes.name || changes.settings
  const isBusy = desk.runner.run.running || isSaving
  useLeaveWarning(isDirty && !isSaving)
  const target = focus === null ? null : fieldToFocus(manifest, focus)
  useEffect(() => {
    if (target === null) return
    focusField(target)
    onFocused?.()
  }, [target, onFocused])
  const isAdvanced = (name: string | null): boolean =>
    manifest.fields.some((field) => field.name === name && field.advanced === true)
  const faults = desk.form.refusals.some((refusal) => isAdvanced(refusal.field))
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save(false)
      }}
    >
      <div className={styles.fields}>
        <Fields desk={desk} fields={manifest.fields.filter((field) => field.advanced !== true)} />
      </div>
      <Advanced desk={desk} open={faults || isAdvanced(target)} />
      {/* Leaving a field settles it, and what that says could move the button away before the click ends. */}
      <div className={styles.buttons} onMouseDown={(event) => event.preventDefault()}>
        <Button
          look={integration === null || isDirty ? 'main' : 'plain'}
          type="submit"
          disabled={isBusy || (integration !== null && !isDirty)}
        >
          {texts.save}
        </Button>
        <Button
          disabled={isBusy}
          onClick={() => {
            const ready = prepare(desk)
            if (ready !== null) void runTest(ready)
          }}
        >
          {texts.test}
        </Button>
        {integration !== null && isDirty && (
          <Button
            look="quiet"
            onClick={() => {
              desk.runner.clear()
              desk.setNotice(null)
              desk.setCanForce(false)
              desk.setForm(startForm(manifest, integration))
            }}
          >
            {texts.discard}
          </Button>
        )}
        <span role="status" className={styles.state}>
          {isSaving
            ? texts.saving
            : desk.runner.run.running
              ? texts.testing
              : isDirty && integration !== null
                ? texts.unsaved
                : ''}
        </span>
      </div>
      <Told desk={desk} onForce={() => void save(true)} />
    </form>
  )
}
