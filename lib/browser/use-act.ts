'use client'
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import type { CallInput, CallResult, Endpoint } from '#api/endpoint.ts'
import { call, newIdempotencyKey } from './call.ts'
import type { CallError } from './call-error.ts'

/** An operation that changes something. What it may have changed is read again before it counts as done. */
export function useAct<E extends Endpoint>(
  endpoint: E,
  changed: readonly Endpoint[],
): UseMutationResult<CallResult<E>, CallError, CallInput<E>> {
  const queryClient = useQueryClient()
  return useMutation<CallResult<E>, CallError, CallInput<E>>({
    // One press is one intention.
    mutationFn: (input) =>
      call(endpoint, input, endpoint.idempotent ? { idempotencyKey: newIdempotencyKey() } : {}),
    onSuccess: () =>
      Promise.all(changed.map(({ name }) => queryClient.invalidateQueries({ queryKey: [name] }))),
  })
}
