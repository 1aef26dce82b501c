import { signalRuleId } from './codecs/id.ts'
import { newSignalRule, signalRuleCodec } from './codecs/signal-rule.ts'
import { endpoint } from './endpoint.ts'
import { wholeListOf } from './page-of.ts'

export const listSignalRules = endpoint({
  name: 'listSignalRules',
  method: 'GET',
  path: '/api/v1/signals/rules',
  permission: 'alerts:read',
  summary: 'Of which signals one’s own alert channels tell.',
  result: wholeListOf(signalRuleCodec),
})

export const createSignalRule = endpoint({
  name: 'createSignalRule',
  method: 'POST',
  path: '/api/v1/signals/rules',
  permission: 'alerts:write',
  summary:
    'Be told of the signals that come from now on, each once, through one’s own alert channels. An empty list leaves none out.',
  body: newSignalRule,
  result: signalRuleCodec,
  status: 201,
})

export const removeSignalRule = endpoint({
  name: 'removeSignalRule',
  method: 'POST',
  path: '/api/v1/signals/rules/{signalRuleId}/remove',
  permission: 'alerts:write',
  summary: 'Be told no longer of the signals that a rule asks for.',
  params: { signalRuleId },
  result: signalRuleCodec,
})
