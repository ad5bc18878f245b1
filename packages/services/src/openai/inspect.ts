import { inspection } from '../inspection.ts'
import type { Manifest } from '../manifest.ts'

const knownPrefix = /^sk-(?!lm-|or-|ant-)/
const fits = (value: string): boolean => /^sk-(?!lm-|or-|ant-)[A-Za-z0-9_-]{20,}$/.test(value)

/** Shorter than every key seen; a cut is likely, not certain. */
const shortestKey = 40

const remarkOnKey = (value: string): readonly [code: string, text: string] | null => {
  if (value.startsWith('sk-admin-')) {
    return [
      'admin_key',
      'This is an admin key: it manages an organization and cannot generate. Use a project key.',
    ]
  }
  if (!knownPrefix.test(value)) {
    return [
      'foreign_key',
      'OpenAI keys begin with sk-. This looks like the key of another service; it fits only behind another base address.',
    ]
  }
  if (value.length < shortestKey) {
    return [
      'key_cut',
      `OpenAI keys are longer than ${String(value.length)} characters; part of it may be missing.`,
    ]
  }
  return null
}

/** See `Manifest.inspect`. */
export const inspect: Manifest['inspect'] = (settings) => {
  const desk = inspection('openai', settings)
  const apiKey = desk.key('apiKey', {
    label: 'API key',
    names: ['api_key', 'apikey', 'key'],
    fits,
    sentIn: 'header',
    required: true,
  })
  const remark = apiKey.remarked ? null : remarkOnKey(apiKey.value)
  if (remark !== null) desk.note('apiKey', 'warning', remark[0], remark[1])
  const model = desk.text('model')
  if (/\s/.test(model)) desk.note('model', 'warning', 'model_shape', 'Model names have no spaces.')
  const organization = desk.text('organization')
  const project = desk.text('project')
  for (const [field, value] of [
    ['organization', organization],
    ['project', project],
  ] as const) {
    // Both travel in headers, which cannot carry other characters.
    if (/[^\x20-\x7e]/.test(value)) {
      desk.note(field, 'error', 'not_ascii', 'Only plain letters, digits and signs can be sent here.')
    }
  }
  if (organization !== '' && !organization.startsWith('org-')) {
    const text = 'Organization ids begin with org-. The name of the organization does not work here.'
    desk.note('organization', 'warning', 'organization_shape', text)
  }
  if (project !== '' && !project.startsWith('proj_')) {
    const text = 'Project ids begin with proj_. The name of the project does not work here.'
    desk.note('project', 'warning', 'project_shape', text)
  }
  const baseUrl = desk.address('baseUrl', {
    defaultScheme: 'https',
    surplusPath: /\/v1(?:\/(?:models|chat\/completions|responses|embeddings))?$/i,
  })
  return desk.result({ apiKey: apiKey.value, model, organization, project, baseUrl })
}
