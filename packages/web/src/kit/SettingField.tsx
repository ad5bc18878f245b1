import { NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import type { Field } from '@cuemark/services'
import type { FieldMessages } from '../data/form.ts'
import { formTexts } from '../texts/integrations.ts'
import { Button } from './Button.tsx'
import { FieldError } from './FieldError.tsx'
import { FieldRemark } from './FieldRemark.tsx'
import { OutsideLink } from './OutsideLink.tsx'
import styles from './setting-field.module.css'

export interface SettingFieldProps {
  readonly field: Field
  readonly value: string
  readonly messages: FieldMessages
  /** Last characters of a saved secret; null when none is saved. */
  readonly hint: string | null
  readonly isRemoved: boolean
  readonly onType: (value: string) => void
  /** Told after a paste and on leaving: the moments at which a value is put into its right form. */
  readonly onSettle: () => void
  readonly onRemove: (isRemoved: boolean) => void
}

type InputProps = Pick<SettingFieldProps, 'field' | 'value' | 'hint' | 'isRemoved'> & {
  readonly common: Record<string, unknown>
}

const inputModes = { url: 'url', number: 'numeric', text: 'text' } as const

function PlainOrSecret({ field, hint, isRemoved, common }: InputProps): React.ReactElement {
  if (field.type === 'choice') {
    const choices = (field.choices ?? []).map(({ value, label }) => ({ value, label }))
    return (
      <NativeSelect {...common} data={field.required ? choices : [{ value: '', label: '' }, ...choices]} />
    )
  }
  if (field.type === 'secret') {
    const kept = hint === null || isRemoved ? field.placeholder : formTexts.keep
    return (
      <PasswordInput
        {...common}
        aria-invalid={common['error'] !== null}
        placeholder={isRemoved ? '' : kept}
        autoComplete="new-password"
        data-1p-ignore
        data-lpignore="true"
        visibilityToggleButtonProps={{ 'aria-label': formTexts.show, tabIndex: 0 }}
      />
    )
  }
  return (
    <TextInput
      {...common}
      placeholder={field.placeholder}
      inputMode={inputModes[field.type]}
      autoComplete="off"
    />
  )
}

function SecretKeeping({
  field,
  hint,
  isRemoved,
  value,
  onRemove,
}: SettingFieldProps): React.ReactElement | null {
  if (field.type !== 'secret' || hint === null || value !== '') return null
  return (
    <div className={styles.keeping}>
      <span>{isRemoved ? formTexts.willBeRemoved : formTexts.savedSecret(hint)}</span>
      {isRemoved ? (
        <Button look="quiet" onClick={() => onRemove(false)}>
          {formTexts.keepSecret}
        </Button>
      ) : (
        <Button look="quiet" label={formTexts.removeSecret(field.label)} onClick={() => onRemove(true)}>
          {formTexts.remove}
        </Button>
      )}
    </div>
  )
}

/** One field of a settings form, drawn from the manifest. */
export function SettingField(props: SettingFieldProps): React.ReactElement {
  const { field, value, messages, onType, onSettle } = props
  const common = {
    id: `field-${field.name}`,
    name: field.name,
    value,
    label: field.required ? field.label : `${field.label} (${formTexts.optional})`,
    description: (
      <>
        {/* Inside the description, so that it is tied to the field: the library writes aria-describedby itself. */}
        <FieldRemark messages={messages} />
        {field.help}
        {field.link !== undefined && (
          <>
            {' '}
            <OutsideLink link={field.link}>{formTexts.where}</OutsideLink>
          </>
        )}
      </>
    ),
    error: messages.error === null ? null : <FieldError text={messages.error} />,
    spellCheck: false,
    autoCapitalize: 'off',
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLSelectElement>) =>
      onType(event.currentTarget.value),
    // The pasted text has not arrived in the value yet when the event is told.
    onPaste: () => setTimeout(onSettle, 0),
    onBlur: onSettle,
  }
  return (
    <div className={styles.field}>
      <PlainOrSecret {...props} common={common} />
      <SecretKeeping {...props} />
    </div>
  )
}
