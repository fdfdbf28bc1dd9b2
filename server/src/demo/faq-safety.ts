import type { FaqText } from './faq.ts'

export const safetyArticles: readonly FaqText[] = [
  {
    slug: 'i-smell-gas',
    title: 'I smell gas. What do I do?',
    summary: 'Leave the building first, then call 1906',
    reach: 30,
    liked: 0.98,
    body: `**Leave the building now and call 1906 from outside.** The call is free, day and night.

1. Put out any flame. Do not touch switches, plugs, the doorbell or the lift, not even to turn them off. A small spark is enough.
2. If the gas valve is on your way, close it: turn the handle until it lies across the pipe.
3. Leave doors and windows open behind you. Do not stay to open more.
4. Take the stairs. Knock on your neighbours’ doors as you pass.
5. Stay outside, well away from the building, until our crew says it is safe.

Use your phone only when you are outside. If there is a fire or somebody is hurt, call 112 first.

The report form in this app is for the exact place and for following the crew. It never replaces the call.`,
  },
  {
    slug: 'what-happens-after-i-report-a-leak',
    title: 'What happens after I report a leak?',
    summary: 'Who comes, how fast, and what they do',
    reach: 12,
    liked: 0.95,
    body: `A person on the emergency desk reads your report at once, whatever the hour, and a crew sets out.

- **The valve is open or the smell is still there:** we aim to be with you within **1 hour**.
- **The valve is closed and the smell is gone:** within **2 hours**.
- In both cases we aim to stop the escape within **12 hours**.

The crew measures the air before anybody goes in, finds the place with a detector, and makes it safe. Sometimes that means closing the supply for your home or the whole building. They then repair the pipe, test it under pressure, and light your burners with you.

You can follow all of it on the page of your request. Afterwards we write down what we found and what we did, because you should not have to wonder.`,
  },
  {
    slug: 'yellow-or-orange-flame',
    title: 'The flame is yellow or orange. Is that dangerous?',
    summary: 'It may mean poor burning: stop and look',
    reach: 11,
    liked: 0.91,
    body: `A healthy flame is blue and steady. A yellow or orange one often means that the gas gets too little air. Poor burning can make carbon monoxide, which you cannot see or smell.

**Turn the burner off and open a window.** Then look at three things:

- Is the burner cap seated properly? Let it cool, lift it off and set it back.
- Are the small holes blocked by food? Clean them with a dry brush, not with a pin, which makes them wider.
- Was the kitchen freshly swept or is the air very damp? Dust and moisture colour the flame for a minute and then pass.

If the flame is still yellow, leave that burner off and ask us for a pressure check. If anybody has a headache or feels dizzy, go out into fresh air at once and call 112.`,
  },
  {
    slug: 'how-to-close-the-gas-valve',
    title: 'How do I close the gas valve?',
    summary: 'Across the pipe is closed, along the pipe is open',
    reach: 10,
    liked: 0.96,
    body: `There are two valves in most homes. Learn where they are today, before you need them.

**The appliance valve** is on the wall near the stove, just before the rubber hose. **The meter valve** is next to the meter, in the kitchen, on the balcony or in the duct outside your door.

Each has a short handle:

- handle **along** the pipe: open
- handle **across** the pipe: closed

A quarter turn is enough. If it is stiff, do not use a tool: leave it and call us.

For a cylinder, turn the regulator’s knob to *off*, then put the plastic safety cap back on the valve when you take the regulator away.

Close the appliance valve each night, and the meter valve when you travel. Show both to everybody who cooks in your home.`,
  },
  {
    slug: 'rubber-hose-when-to-change',
    title: 'When must the rubber hose be changed?',
    summary: 'Every five years, or at once if it is cracked',
    reach: 9,
    liked: 0.92,
    body: `The orange safety hose between the valve and the stove is the part that ages fastest. Change it **every five years**, and at once if you see any of these:

- cracks when you bend it gently
- a soft, sticky or hardened place
- marks from heat, or from rats
- a loose fit at either end

The year of manufacture is printed along the hose. Use only a hose with the ISI mark, at most 1.5 metres long, in one piece. It should never run behind the stove, through a wall or over a hot pan, and it should not be covered by cloth or paint.

We sell and fit a new one during any visit. Ask for *Maintenance* in the app. After the change the fitter tests both ends with soap solution; ask him to show you.`,
  },
  {
    slug: 'five-year-safety-inspection',
    title: 'What is checked in the safety inspection?',
    summary: 'Every five years, ₹236 including tax',
    reach: 7,
    liked: 0.88,
    body: `Each home has a safety inspection **every five years**. It costs **₹200 plus 18 % GST, ₹236.00 in all**, and takes about twenty minutes. Your accident insurance depends on it.

The inspector looks at eight points: the stove, the hose, the regulator or valve, the pipe and its clamps, the meter, the air supply of the kitchen, the place of the cylinder, and possible sources of fire nearby. He tests the joints with soap solution and never with a flame.

**Before you let him in**, ask for his ID card. We wrote its number to you in your request. He does not take cash: it goes on your next bill.

If something must be repaired he writes it down with the price. You decide. Only a real danger is closed off on the spot.`,
  },
]
