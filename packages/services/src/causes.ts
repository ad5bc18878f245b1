import { defaultCauses, defaultRules, entriesOf, type CauseEntry } from '@cuemark/diagnosis'
import { settingsCauses } from './ready-settings.ts'
import { anyService } from './any-service.ts'
import { ruleSets } from './rule-sets.ts'

export type { CauseEntry } from '@cuemark/diagnosis'

/** Every cause that can be diagnosed, service by service and then the defaults; the documentation is made of it. */
export function causeCatalogue(): readonly CauseEntry[] {
  return [
    ...ruleSets.flatMap((set) => entriesOf(set, set.causes)),
    ...entriesOf(
      { ...anyService, rules: [...ruleSets.flatMap((set) => set.rules), ...defaultRules] },
      defaultCauses,
    ),
    ...entriesOf(anyService, settingsCauses),
  ]
}
