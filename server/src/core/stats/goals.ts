import Type from 'typebox'
import { setting } from '#platform/settings'

const Share = Type.Number({ minimum: 0, maximum: 1 })
export const targetGoal = setting('stats.target_goal', { schema: Share, default: 0.95, sentence: 'Share of promises that the desk wants to keep, 0 to 1' })
export const leakGoal = setting('stats.leak_goal', { schema: Share, default: 0.97, sentence: 'Share of leaks to be reached within the hour, 0 to 1' })
