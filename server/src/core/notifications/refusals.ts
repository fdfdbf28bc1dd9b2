import { problems } from '#platform/problems'

export const refuse = problems('notification', {
  template_invalid: [422, 'The template cannot be read. Check that every {{#section}} is closed and every variable exists.'],
  template_exists: [409, 'There is a template for this notice, channel and language already.'],
  template_needed: [409, 'The English template stays: it is used where a language has none. Reset it instead.'],
  rule_exists: [409, 'There is a rule for this notice and audience already.'],
  rule_needed: [409, 'This rule comes with the product. Switch it off instead.'],
  unknown_notice: [422, 'There is no notice with this name, or it does not go to that channel.'],
  always_on: [422, 'Safety and security notices cannot be switched off.'],
  not_failed: [409, 'Only a delivery that failed can be tried again.'],
  link_invalid: [404, 'This link is not valid. Open the newest mail and use the link there.'],
  push_refused: [422, 'This browser gave a push address that we do not send to.'],
})
