import { NativeSelect, TextInput } from '@mantine/core'
import type { TitleFault, TypedEpisode, TypedTitle } from '../../data/title-input.ts'
import { markTexts as texts } from '../../texts/activity.ts'
import styles from './activity.module.css'

/** Season and number of an episode. */
export function EpisodeFields({
  typed,
  fault,
  onType,
}: {
  readonly typed: TypedEpisode
  readonly fault: TitleFault | null
  readonly onType: (typed: TypedEpisode) => void
}): React.ReactElement {
  const number = (field: keyof TypedEpisode, label: string): React.ReactElement => (
    <TextInput
      label={label}
      inputMode="numeric"
      autoComplete="off"
      value={typed[field]}
      error={fault === field ? texts.numberFault : null}
      onChange={(event) =>
        onType({ season: typed.season, number: typed.number, [field]: event.currentTarget.value })
      }
    />
  )
  return (
    <div className={styles.pair}>
      {number('season', texts.season)}
      {number('number', texts.episode)}
    </div>
  )
}

/** Names a movie, or an episode by its show. */
export function TitleFields({
  typed,
  fault,
  onType,
}: {
  readonly typed: TypedTitle
  readonly fault: TitleFault | null
  readonly onType: (typed: TypedTitle) => void
}): React.ReactElement {
  return (
    <>
      <NativeSelect
        label={texts.type}
        data={[
          { value: 'movie', label: texts.types.movie },
          { value: 'episode', label: texts.types.episode },
        ]}
        value={typed.type}
        onChange={(event) =>
          onType({ ...typed, type: event.currentTarget.value === 'episode' ? 'episode' : 'movie' })
        }
      />
      <TextInput
        label={typed.type === 'movie' ? texts.id : texts.idShow}
        description={texts.idHelp}
        autoCapitalize="off"
        autoComplete="off"
        spellCheck={false}
        value={typed.id}
        error={fault === 'id' ? texts.idFault[typed.type] : null}
        onChange={(event) => onType({ ...typed, id: event.currentTarget.value })}
      />
      {typed.type === 'episode' && (
        <EpisodeFields typed={typed} fault={fault} onType={(episode) => onType({ ...typed, ...episode })} />
      )}
    </>
  )
}
