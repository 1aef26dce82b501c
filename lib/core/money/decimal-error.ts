/**
 * Why a decimal was refused: it is not plain decimal text, or it is but has more digits than
 * numeric(38,18) holds.
 */
export type DecimalErrorCode = 'DECIMAL_MALFORMED' | 'DECIMAL_UNSUPPORTED'

/** A decimal from outside that we do not take. The message says what was expected and what was found. */
export class DecimalError extends Error {
  override readonly name = 'DecimalError'
  readonly code: DecimalErrorCode

  constructor(code: DecimalErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
