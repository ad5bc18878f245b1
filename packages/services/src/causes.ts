import { defaultCauses, defaultRules, entriesOf, type CauseEntry } from '@cuemark/diagnosis'
import { settingsCauses } from './ready-settings.ts'
import { anyService } from './any-service.ts'
import { ruleSets } from './rule-sets.ts'
import { stuckCauses } from './stuck-causes.ts'
import { traktRules } from './trakt/failures.ts'

export type { CauseEntry } from '@cuemark/diagnosis'

const seenOnPage = 'A person says what is on the sign-in page, which no answer to Cuemark shows.'
const noRequest = 'The settings, looked at before anything is sent, allow no request.'

/** Every cause that can be diagnosed, service by service and then the defaults; the documentation is made of it. */
export function causeCatalogue(): readonly CauseEntry[] {
  return [
    ...ruleSets.flatMap((set) => entriesOf(set, set.causes)),
    ...entriesOf(
      { ...anyService, rules: [...ruleSets.flatMap((set) => set.rules), ...defaultRules] },
      defaultCauses,
    ),
    ...entriesOf(traktRules, stuckCauses).map((entry) => ({ ...entry, because: [seenOnPage] })),
    // Not read from an exchange: there is none.
    ...entriesOf(anyService, settingsCauses).map((entry) => ({ ...entry, because: [noRequest] })),
  ]
}
