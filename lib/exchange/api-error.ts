/**
 * A refusal in the dialect's own words: the code and text a client reads, and the HTTP status it travels with.
 * Codes: https://developers.binance.com/docs/binance-spot-api-docs/errors
 */
export class ApiError extends Error {
  readonly code: number
  readonly status: number
  readonly data: unknown

  constructor(code: number, message: string, options: { status?: number; data?: unknown } = {}) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.status = options.status ?? 400
    this.data = options.data
  }

  toJSON(): Record<string, unknown> {
    const body = { code: this.code, msg: this.message }
    return this.data === undefined ? body : { ...body, data: this.data }
  }
}

export const filterFailure = (filter: string): ApiError =>
  new ApiError(-1013, `Filter failure: ${filter}`)
export const newOrderRejected = (reason: string): ApiError => new ApiError(-2010, reason)
export const cancelRejected = (reason: string): ApiError => new ApiError(-2011, reason)
export const orderDoesNotExist = (): ApiError => new ApiError(-2013, 'Order does not exist.')
export const invalidSymbol = (): ApiError => new ApiError(-1121, 'Invalid symbol.')
export const insufficientBalance = (): ApiError =>
  newOrderRejected('Account has insufficient balance for requested action.')
export const mandatoryParameter = (name: string): ApiError =>
  new ApiError(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`)
export const illegalParameter = (name: string, legal: string): ApiError =>
  new ApiError(-1100, `Illegal characters found in parameter '${name}'; legal range is '${legal}'.`)
export const parameterNotRequired = (name: string): ApiError =>
  new ApiError(-1106, `Parameter '${name}' sent when not required.`)
