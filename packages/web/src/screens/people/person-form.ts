import { useState } from 'react'
import { problemOf } from '../../data/client.ts'
import type { NewPerson } from '../../data/people.ts'
import { peopleTexts } from '../../texts/people.ts'

const texts = peopleTexts.list

export interface PersonForm {
  readonly value: NewPerson
  readonly nameError: string | null
  /** Why it was refused, where no field is at fault. */
  readonly refusal: string | null
  readonly change: (value: NewPerson) => void
  readonly submit: () => void
}

/** Name and role while they are filled in. What was refused is said until it is changed. */
export function usePersonForm(
  start: NewPerson,
  error: Error | null,
  onSubmit: (person: NewPerson) => void,
): PersonForm {
  const [value, setValue] = useState(start)
  const [tried, setTried] = useState<NewPerson | null>(null)
  const isMissing = value.name.trim() === ''
  const code = problemOf(error)?.code
  const isOfThis = error !== null && tried === value
  const isTaken = isOfThis && code === 'duplicate_name'
  const refusal = code === 'last_administrator' ? texts.lastAdministrator : (error?.message ?? null)
  return {
    value,
    nameError: tried !== null && isMissing ? texts.nameMissing : isTaken ? texts.duplicate : null,
    refusal: isOfThis && !isTaken ? refusal : null,
    change: setValue,
    submit: () => {
      setTried(value)
      if (!isMissing) onSubmit({ ...value, name: value.name.trim() })
    },
  }
}
