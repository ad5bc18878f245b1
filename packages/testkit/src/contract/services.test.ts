import { describe } from 'vitest'
import { serviceIds } from '@cuemark/services'
import { describeServiceContract } from './service.contract.ts'

describe.each(serviceIds)('the contract of %s', (service) => {
  describeServiceContract(service)
})
