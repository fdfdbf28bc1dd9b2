import type { FaqText } from './faq.ts'

export const meterArticles: readonly FaqText[] = [
  {
    slug: 'ask-us-to-test-your-meter',
    title: 'Ask us to test your meter',
    summary: '₹236.00, refunded if it reads wrong',
    reach: 10,
    liked: 0.88,
    body: `If you think that the meter runs too fast, we test it. The test costs **₹236.00 including tax**. If it reads wrong by more than the permitted two per cent, you get the fee back and we correct up to six months of bills.

**A first check takes five minutes.** Turn everything off, the geyser’s pilot flame too. Read all the digits, wait half an hour and read again. If they have moved, choose *Pressure or smell check* today: gas is going somewhere.

If they stand still, ask for the test under *Meter*. A fitter puts a checked meter in line with yours, or takes yours to the laboratory and leaves another, so you have gas all the time. You may be present. The certificate comes to you by e-mail within ten working days.`,
  },
  {
    slug: 'how-to-read-the-meter',
    title: 'How do I read the meter?',
    summary: 'Only the black digits count',
    reach: 12,
    liked: 0.94,
    body: `Look at the display from straight in front.

- **Black digits**, before the comma: whole cubic metres. These are on your bill.
- **Red digits**, after the comma: parts of a cubic metre. Leave them out.

So \`00842,371\` is **842**.

The difference between two readings is your use, in standard cubic metres (SCM). A family of four that cooks twice a day uses about 12 to 18 in a month. A gas geyser adds about as much again.

On a meter with an electronic display, press the button once to wake it. It shows the number for a few seconds, with the letter *m³*.

The plate above the display has the **meter number**. It begins with G and must match your bill. If it does not, tell us before you pay.`,
  },
  {
    slug: 'meter-display-blank',
    title: 'The meter’s display is blank',
    summary: 'The gas still flows and is still counted',
    reach: 7,
    liked: 0.87,
    body: `Do not worry: the counting inside does not need the display, and your gas is not cut off.

First press the button under the display for two seconds. To save its battery it sleeps when nobody looks.

If it stays blank, choose *Meter* in the app and send a photo with the number plate. We change the display or the meter, free of charge, normally within three working days. Until then we bill your average and mark it as estimated.

**After heavy rain** a little mist under the glass is harmless and dries within a few days. Water that moves when you look at it is not: tell us and keep the cover closed.

Please do not open the meter or break its seal, even to dry it. A broken seal has to be reported and the test is then charged.`,
  },
  {
    slug: 'meter-makes-a-noise',
    title: 'My meter makes a noise',
    summary: 'A soft tick is normal, a hiss is not',
    reach: 5,
    liked: 0.9,
    body: `**A soft, even tick** while gas is being used is the sound of the bellows inside. It grows faster when more burners are lit and stops when all are off. That is normal.

**A rattle or a grinding sound** may mean that the bellows are worn. It is not dangerous, but the meter should be tested. Choose *Meter* and, if you can, add a short note on when you hear it.

**A hiss is different.** If it goes on when every burner is off, or if you smell gas:

1. leave the building and take everybody with you
2. touch no switches
3. call **1906** from outside

Do not look for the place yourself, and never with a match.

A loud hum in the evening comes from the pressure regulator of the building. Tell us and we will look at it on a weekday.`,
  },
]
