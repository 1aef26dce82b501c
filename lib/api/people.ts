import * as z from 'zod'
import { clientId, inviteId, userId } from './codecs/id.ts'
import {
  emailInput,
  inviteCodec,
  meCodec,
  nameInput,
  passwordInput,
  personCodec,
  role,
} from './codecs/person.ts'
import { endpoint } from './endpoint.ts'
import { wholeListOf } from './page-of.ts'

const TOKEN_LENGTH_MAX = 128
const token = z.string().min(1).max(TOKEN_LENGTH_MAX)

export const getMe = endpoint({
  name: 'getMe',
  method: 'GET',
  path: '/api/v1/me',
  permission: 'profile:read',
  summary: 'Who signed in, for whom they may act and what they may do.',
  result: meCodec,
})

export const listPeople = endpoint({
  name: 'listPeople',
  method: 'GET',
  path: '/api/v1/people',
  permission: 'people:read',
  summary: 'The firm’s people.',
  result: wholeListOf(personCodec),
})

export const updatePerson = endpoint({
  name: 'updatePerson',
  method: 'PATCH',
  path: '/api/v1/people/{userId}',
  permission: 'people:write',
  summary: 'Change a person’s role or client, or revoke them. The last administrator stays.',
  params: { userId },
  body: z.strictObject({
    role: role.optional(),
    clientId: clientId.nullable().optional(),
    isRevoked: z.boolean().optional(),
  }),
  result: personCodec,
})

export const listInvites = endpoint({
  name: 'listInvites',
  method: 'GET',
  path: '/api/v1/people/invites',
  permission: 'people:read',
  summary: 'The newest 200 invites.',
  result: wholeListOf(inviteCodec),
})

export const createInvite = endpoint({
  name: 'createInvite',
  method: 'POST',
  path: '/api/v1/people/invites',
  permission: 'people:invite',
  summary: 'Invite a person by a link, which is shown once.',
  body: z.strictObject({ email: emailInput, role, clientId: clientId.nullable().default(null) }),
  result: z.object({ invite: inviteCodec, url: z.string() }),
  status: 201,
})

export const revokeInvite = endpoint({
  name: 'revokeInvite',
  method: 'POST',
  path: '/api/v1/people/invites/{inviteId}/revoke',
  permission: 'people:invite',
  summary: 'Make an invite’s link useless.',
  params: { inviteId },
  result: inviteCodec,
})

export const getInvite = endpoint({
  name: 'getInvite',
  method: 'GET',
  path: '/api/v1/invites/{token}',
  permission: 'public',
  limit: 'public',
  summary: 'What an invite’s link invites to.',
  params: { token },
  result: z.object({
    email: z.string(),
    role,
    organizationName: z.string(),
    clientName: z.string().nullable(),
  }),
})

export const acceptInvite = endpoint({
  name: 'acceptInvite',
  method: 'POST',
  path: '/api/v1/invites/{token}/accept',
  permission: 'public',
  limit: 'credential',
  summary: 'Join the firm: choose a name and a password, then sign in.',
  params: { token },
  body: z.strictObject({ name: nameInput, password: passwordInput }),
  result: z.object({ email: z.string() }),
})

export const getSetup = endpoint({
  name: 'getSetup',
  method: 'GET',
  path: '/api/v1/setup',
  permission: 'public',
  limit: 'public',
  summary: 'Whether the desk still waits for its first administrator.',
  result: z.object({ isOpen: z.boolean() }),
})

export const setUp = endpoint({
  name: 'setUp',
  method: 'POST',
  path: '/api/v1/setup',
  permission: 'public',
  limit: 'credential',
  summary: 'Make the firm and its first administrator, with the token that the desk printed.',
  body: z.strictObject({
    token,
    organizationName: nameInput,
    name: nameInput,
    email: emailInput,
    password: passwordInput,
  }),
  result: z.object({ email: z.string() }),
  status: 201,
})
