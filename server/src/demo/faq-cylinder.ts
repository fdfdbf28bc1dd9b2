import type { FaqText } from './faq.ts'

export const cylinderArticles: readonly FaqText[] = [
  {
    slug: 'check-cylinder-at-the-door',
    title: 'What to check when a cylinder arrives',
    summary: 'Seal, weight, washer, test date',
    reach: 10,
    liked: 0.95,
    body: `You may check all of this before you give the delivery code. The delivery man has to wait.

- **Seal.** The plastic seal over the valve is whole and has the company’s name.
- **Weight.** He carries a scale. Weight on the scale minus the tare printed on the collar must be **14.2 kg, give or take 150 g**.
- **Washer.** Take off the cap: the small black ring inside the valve is there and not torn.
- **Leak.** A few drops of soapy water on the valve make no bubbles.
- **Test date.** A letter and a year are painted inside the collar. A is March, B June, C September, D December. It must not be over.

If one of them is wrong, refuse the cylinder. You pay nothing, and he brings another one, the same day where he can.`,
  },
  {
    slug: 'connect-the-regulator',
    title: 'How do I connect the regulator?',
    summary: 'Flames off, cap off, press down, click',
    reach: 9,
    liked: 0.93,
    body: `Keep the cylinder upright, below the level of the stove, with no flame or incense burning in the room.

1. Turn off all knobs of the stove, and the regulator’s knob to *off*.
2. Take the safety cap off the valve and look for the black washer.
3. Hold the regulator by its body, pull the **black ring up**, and press it straight down onto the valve.
4. Let the ring go. You hear a **click** and it cannot be lifted.
5. Turn the knob to *on*, wet the joint with soapy water and look for bubbles. None? Light the stove.

If it does not click, do not force it and do not hold it with a cloth. Put the cap back and ask us for an exchange: choose *Regulator issue*.

If it hisses, turn it off, open the windows, leave and call 1906.`,
  },
  {
    slug: 'when-can-i-book-again',
    title: 'When can I book the next refill?',
    summary: 'Refills are at least 15 days apart',
    reach: 11,
    liked: 0.84,
    body: `The day is printed on your last cash memo. At least **15 days** lie between two deliveries. There are also limits for a month and for a year (1 April to 31 March), counted by the day of delivery.

If you try earlier, the booking line tells you every rule that stands in the way and the date on which each one clears.

**No cylinder in stock?** You can pay and join the queue. Your number in it is shown, and we tell you as soon as a cylinder is yours. You can leave the queue at any time and the whole amount goes back.

If you cook for many people or somebody in your home is ill, write to us under *Question* before the gas runs out. We cannot change the national limits, but we can often plan the delivery better.`,
  },
  {
    slug: 'cylinder-finished-too-early',
    title: 'The cylinder finished too early',
    summary: 'How long it should last, and what to do',
    reach: 8,
    liked: 0.82,
    body: `For a family of four that cooks twice a day, 14.2 kg last about **35 to 45 days**. Heating water on the stove, frying and long simmering make it shorter.

First look for waste: a yellow flame, a burner that does not close fully, a hose that smells. **If you smell gas, leave and call 1906.**

If you think it came underweight, keep it: do not hand it back with the next delivery. Choose *Complaint* and tell us

- the cylinder’s code, three letters and three digits on the collar
- the date of the delivery
- the tare weight printed on the collar

We look up its weight at the filling plant. If it left short, we replace the missing gas free of charge. The surest way is to have the next one weighed at the door, before you give the code.`,
  },
  {
    slug: 'delivery-code',
    title: 'What is the delivery code?',
    summary: 'Give it at the door, to nobody else',
    reach: 7,
    liked: 0.92,
    body: `It is a short number that we send to your registered phone on the morning of the delivery. Giving it to the delivery man says: *I have this cylinder, sealed and of full weight.* Without it the delivery is not complete.

- Give it **only at your door**, after you have looked at the seal and, if you wish, the weight.
- Never give it on the phone, not even to somebody who says he is from our office.
- Somebody else may take the cylinder for you. Send them the code by message.

**No code?** Call our customer centre and we send it once more. If your number has changed, the delivery man can update it in his app at the door and a new code comes within a minute.

If somebody delivered without asking for the code, please tell us.`,
  },
]
