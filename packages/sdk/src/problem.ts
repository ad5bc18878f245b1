import type { Problem } from '@cuemark/contract'

/** The API answered with a problem document. `problem.code` is stable; `message` is for people. */
export class ApiError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.name = 'ApiError'
    this.problem = problem
  }
}

/** No answer, or one that is not Cuemark's: the server is down, or something stands in between. */
export class UnreachableError extends Error {
  /** Null when no answer arrived at all. */
  readonly status: number | null
  constructor(message: string, status: number | null, cause?: unknown) {
    super(message, { cause })
    this.name = 'UnreachableError'
    this.status = status
  }
}

/** Reads a refused answer. A proxy's page in its place is not taken for one of ours. */
export async function errorFrom(answer: Response): Promise<ApiError | UnreachableError> {
  const type = answer.headers.get('content-type') ?? ''
  if (type.startsWith('application/problem+json')) {
    try {
      const problem: Problem = await answer.json()
      return new ApiError(problem)
    } catch (cause) {
      return new UnreachableError('The answer of Cuemark was cut off.', answer.status, cause)
    }
  }
  return new UnreachableError(
    `Something between this page and Cuemark answered with status ${answer.status}.`,
    answer.status,
  )
}
