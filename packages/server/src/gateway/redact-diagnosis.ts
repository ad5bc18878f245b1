import type { Diagnosis } from '@cuemark/diagnosis'

/** A diagnosis is made from the raw answer and may quote it; what is kept of it quotes nothing secret. */
export const redactDiagnosis = (diagnosis: Diagnosis, text: (raw: string) => string): Diagnosis => ({
  ...diagnosis,
  title: text(diagnosis.title),
  explanation: text(diagnosis.explanation),
  remedy: diagnosis.remedy.map((step) => ({ ...step, text: text(step.text) })),
  evidence: diagnosis.evidence.map((item) => ({ ...item, text: text(item.text) })),
  ...(diagnosis.probe === undefined
    ? {}
    : { probe: { ...diagnosis.probe, because: text(diagnosis.probe.because) } }),
})
