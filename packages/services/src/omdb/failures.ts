import type { Rule, RuleSet } from '@cuemark/diagnosis'
import { omdbCauses } from './failures-causes.ts'

/** OMDb's words decide: one status stands for a bad key and for a used-up day (omdb.md §2). */
const words: readonly Rule[] = [
  {
    when: { text: [/(?:request|daily|api) limit (?:has been )?(?:reached|exceeded)/] },
    is: { cause: 'omdb.daily_limit', confidence: 'certain' },
    because: 'OMDb says in words that the limit is reached, although the status is 401.',
  },
  {
    when: { text: ['no api key provided'] },
    is: { cause: 'omdb.key_missing', confidence: 'certain' },
    because: 'OMDb says that no key arrived.',
  },
  {
    when: { text: ['invalid api key'], lastParameter: 'apikey' },
    is: { cause: 'omdb.key_last' },
    because: 'OMDb has called valid keys invalid when apikey was the last parameter.',
  },
  {
    when: { text: ['invalid api key'] },
    is: { cause: 'omdb.key_invalid', confidence: 'certain' },
    because: 'OMDb names the key, also inside a 200 and as plain text from the poster address.',
  },
  {
    when: { text: ['error getting data'] },
    is: { cause: 'omdb.getting_data', confidence: 'guess' },
    because: 'These words were seen for broken titles and for a failing service.',
  },
  {
    when: {
      field: { Error: [/incorrect imdb id/, /must provide (?:more|at least)/, /^conversion from string/] },
    },
    is: { cause: 'omdb.wrong_id', confidence: 'certain' },
    because: 'OMDb refuses the id or the query.',
  },
  {
    when: { field: { Error: /too many results/ } },
    is: { cause: 'omdb.too_many_results', confidence: 'certain' },
    because: 'OMDb says that the search is too wide.',
  },
  {
    when: { field: { Error: /not found/ } },
    is: { cause: 'omdb.not_found', confidence: 'certain' },
    because: 'OMDb says that the title, series, season or episode is not there.',
  },
  {
    when: {
      field: {
        Error: [
          /subquery returned/,
          /deadlock/,
          /timeout expired/,
          /object reference not set/,
          /sql server/,
          /stored procedure/,
          /transaction|arithmetic overflow|invalid column|invalid object/,
          /connection (?:was|could not)|login failed for user|network-related/,
          /something went wrong|server error|nullable object/,
        ],
      },
    },
    is: { cause: 'omdb.database_error' },
    because: 'The text is that of the database or program behind OMDb.',
  },
]

const bareAnswers: readonly Rule[] = [
  {
    when: {
      status: [401, 'none'],
      host: ['www.omdbapi.com', 'omdbapi.com', 'img.omdbapi.com'],
      query: { apikey: false, s: true },
    },
    is: { cause: 'omdb.key_missing' },
    because: 'The address holds a search and no apikey.',
  },
  {
    when: {
      status: [401, 'none'],
      host: ['www.omdbapi.com', 'omdbapi.com', 'img.omdbapi.com'],
      query: { apikey: false, t: true },
    },
    is: { cause: 'omdb.key_missing' },
    because: 'The address holds a title and no apikey.',
  },
  {
    when: {
      status: [401, 'none'],
      host: ['www.omdbapi.com', 'omdbapi.com', 'img.omdbapi.com'],
      query: { apikey: false, i: true },
    },
    is: { cause: 'omdb.key_missing' },
    because: 'The address holds an id and no apikey.',
  },
  {
    when: { status: 401, body: ['absent', 'empty', 'text', 'json'] },
    is: {
      cause: 'omdb.key_or_limit',
      confidence: 'guess',
      probe: {
        call: 'title',
        because: 'OMDb’s words tell a bad key from a used-up day; its status does not.',
      },
    },
    because: 'A 401 without OMDb’s words is either the key or the day’s limit.',
  },
  {
    when: { status: 403 },
    is: { cause: 'omdb.blocked' },
    because: 'OMDb itself has no 403; Cloudflare in front of it has.',
  },
  {
    when: { status: [503, 'none'], text: 'the service is unavailable' },
    is: { cause: 'omdb.unavailable', confidence: 'certain' },
    because: 'These are the words of OMDb’s web server.',
  },
  {
    when: { status: 503 },
    is: { cause: 'omdb.unavailable' },
    because: 'Status 503 is OMDb’s web server without the service.',
  },
]

const shapes: readonly Rule[] = [
  {
    when: { field: { Response: 'false' } },
    is: { cause: 'omdb.refused', confidence: 'guess' },
    because: 'Response is False with words that are not known.',
  },
  {
    when: { status: '2xx', body: 'json', lacks: ['Response', 'response'], typed: true },
    is: { cause: 'omdb.not_omdb' },
    because: 'Every answer of OMDb holds Response.',
  },
  {
    when: { status: '2xx', body: 'json', lacks: ['Response', 'response'] },
    is: { cause: 'http.wrong_shape' },
    because: 'Every answer of OMDb holds Response.',
  },
]

export const omdbRules: RuleSet = {
  service: 'omdb',
  name: 'OMDb',
  hosts: ['www.omdbapi.com', 'omdbapi.com', 'img.omdbapi.com'],
  selfHosted: false,
  addressField: 'baseUrl',
  credentialField: 'apiKey',
  rules: [...words, ...bareAnswers, ...shapes],
  causes: omdbCauses,
}
