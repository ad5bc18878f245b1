import type { BudgetView } from '@cuemark/contract'
import { absolute, relative } from '../data/format.ts'
import { useNow } from '../data/use-now.ts'
import { integrationTexts } from '../texts/integrations.ts'
import bar from './bar.module.css'
import styles from './budget-bar.module.css'

const texts = integrationTexts.budget

function sentence(budget: BudgetView, left: number | null): string {
  if (left !== null && budget.limit !== null) return texts.left(left, budget.limit)
  return budget.used === null ? '' : texts.used(budget.used)
}

/** What is left of an allowance, as a thin bar, with the moment at which it starts anew. */
export function BudgetBar({ budget }: { readonly budget: BudgetView }): React.ReactElement | null {
  const now = useNow()
  const { limit, used, resetsAt } = budget
  const left = budget.remaining ?? (limit !== null && used !== null ? Math.max(0, limit - used) : null)
  const text = sentence(budget, left)
  if (text === '') return null
  const share = left !== null && limit !== null && limit > 0 ? Math.min(1, left / limit) : null
  const tone = share === null || share > 0.1 ? '' : (bar.low ?? '')
  return (
    <div className={styles.budget} title={texts.source[budget.source]}>
      {share !== null && (
        <meter className={bar.spoken} min={0} max={1} value={share} aria-label={texts.label} />
      )}
      {share !== null && (
        <div className={bar.bar} aria-hidden="true">
          <div className={`${bar.part} ${tone}`} style={{ inlineSize: `${share * 100}%` }} />
        </div>
      )}
      <span>
        {text}
        {resetsAt !== null && (
          <>
            {', '}
            {texts.resets} <time title={absolute(resetsAt)}>{relative(resetsAt, now)}</time>
          </>
        )}
      </span>
    </div>
  )
}
