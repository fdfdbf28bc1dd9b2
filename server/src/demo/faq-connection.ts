import type { FaqText } from './faq.ts'

export const connectionArticles: readonly FaqText[] = [
  {
    slug: 'new-piped-gas-connection',
    title: 'How do I get piped gas?',
    summary: 'Papers, visit, pipe, meter: about three weeks',
    reach: 15,
    liked: 0.9,
    body: `If our pipe is already in your street it takes about **three weeks** from the form to the first flame.

1. **Apply.** Choose *Installation*, then *New connection*. Add a photo ID and a proof of address, such as the index II, the electricity bill or the rent agreement.
2. **Survey.** A planner visits, agrees with you where pipe and meter go, and gives a written price. Up to fifteen metres of pipe are included.
3. **Work.** The crew lays the pipe in half a day, and tests it under air pressure before any gas flows.
4. **Meter and gas.** On the next visit we fit the meter and change the jets of your stove. Somebody over 18 must be at home.

Tenants need a letter from the owner. For a whole society, ask the secretary to apply once: we then do all flats together.`,
  },
  {
    slug: 'move-meter-or-pipe',
    title: 'Can I move the meter or the pipe?',
    summary: 'Yes, but only our crew may do it',
    reach: 8,
    liked: 0.87,
    body: `Yes, and please plan it **before** the carpenter starts. Only our crew may cut, move or extend a gas pipe. Work by others voids the insurance, and we must close the supply when we find it.

Choose *Installation*, then *Move the meter* or *Move a pipe*, and add a photo of the place now and of the place you have in mind. A planner visits and tells you:

- whether the new place is allowed: it must be open to the air, reachable, and away from switches and plugs
- what it costs, in writing
- on which day we can come

The work itself takes two to four hours, and you have no gas during that time. We test every joint before we leave.

Never cover a pipe or meter with a closed cupboard. A ventilated shutter is fine.`,
  },
  {
    slug: 'renovating-the-kitchen',
    title: 'We are renovating the kitchen',
    summary: 'Close, protect, and call us before tiles go up',
    reach: 7,
    liked: 0.9,
    body: `Tell us a week before the work begins. We close the supply at the meter, disconnect the stove and come back when you are ready. The two visits together cost less than one repair.

While the work goes on:

- show the contractor where the pipe runs, and mark it on the wall
- no drilling within **15 cm** of the pipe
- do not hang anything on it, and do not use it for earthing
- do **not paint** the joints or the rubber hose; the yellow coat of the pipe itself is a warning colour and must stay visible

Before the tiles go up, let us see the pipe. What is behind a wall cannot be inspected and we would have to open it again.

If a pipe is hit: everybody out, no switches, and call 1906 from outside.`,
  },
  {
    slug: 'shifting-house',
    title: 'I am moving house',
    summary: 'Close the old account, open the new one',
    reach: 7,
    liked: 0.86,
    body: `Tell us **seven days before** you move. You need two things: a last reading at the old home, and a name on the account at the new one.

**Leaving.** Choose *Billing* and write the date of the move. We read the meter on that day, send the last bill and close the valve. Your security deposit comes back to your bank account within fifteen days after the last bill is paid.

**Arriving.** If the new home already has our meter, ask for a change of name: sale deed or rent agreement, your photo ID, and a no-dues letter from the person before you. It takes about five working days, and the gas keeps flowing.

If you stay with us inside Pune, the deposit can move with you instead. Just say so in the same request.`,
  },
  {
    slug: 'piped-gas-and-lpg-together',
    title: 'May I keep my LPG cylinder with piped gas?',
    summary: 'Not for long: give it up within 30 days',
    reach: 6,
    liked: 0.8,
    body: `A home with piped gas gives its subsidised LPG connection back **within 30 days** after the gas flows. The rule is national, so that cylinders reach the homes that have no pipe.

How to do it:

1. Ask your LPG distributor for a **termination voucher**. Take the cylinder, the regulator and the subscription voucher with you.
2. You receive the deposit for cylinder and regulator back.
3. Keep the termination voucher. It is valid for one year, and with it you get an LPG connection again if you move to a place without piped gas.

If LPG is with us, choose *Question* in the app and we will collect everything from your door.

Never connect a cylinder to the piped system, and do not use a stove with piped-gas jets on a cylinder: the flame would be far too high.`,
  },
]
