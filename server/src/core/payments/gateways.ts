import type { Config } from '#platform/config'
import type { Ctx } from '#platform/db'
import type { Gateway } from './gateway.ts'
import { gatewayKeys } from './keys.ts'
import { razorpay } from './razorpay.ts'
import { refuse } from './refusals.ts'

const made = new WeakMap<Config, Gateway>()
/** The gateway of this operator: Razorpay, or the simulator, which speaks the same dialect. Refuses where neither is set up. */
export function gatewayOf(ctx: Ctx): Gateway {
  const keys = gatewayKeys(ctx.config)
  if (!keys) throw refuse.gateway_off()
  let gateway = made.get(ctx.config)
  if (!gateway) made.set(ctx.config, (gateway = razorpay(keys)))
  return gateway
}
