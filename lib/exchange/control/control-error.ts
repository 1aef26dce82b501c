/** A control request that cannot be done as asked; the text says why. */
export class ControlError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ControlError'
  }
}
