import type { FaqText } from './faq.ts'

export const billingArticles: readonly FaqText[] = [
  {
    slug: 'bill-higher-than-last-month',
    title: 'Why is my bill higher than last month?',
    summary: '1 min read',
    reach: 22,
    liked: 0.89,
    body: `There are four usual reasons. The first two explain most bills.

1. **The earlier bill was estimated.** When our reader cannot see the meter, we bill your average. The next real reading makes up the difference, up or down. Look for the word *Estimated* beside the reading.
2. **More days.** Compare the dates at the top: one bill may cover 58 days and the next 64.
3. **More use.** Guests, a geyser on gas, or the cold months. A gas geyser alone can double a bill.
4. **A new price.** The price per cubic metre is printed on each bill, with the day from which it counts.

**Check it yourself:** read the black digits on your meter today. If they are lower than the reading on the bill, send us a photo. We correct the bill and you pay nothing extra for the mistake.`,
  },
  {
    slug: 'bill-says-estimated-reading',
    title: 'My bill says “estimated reading”',
    summary: 'Send your own reading by photo',
    reach: 14,
    liked: 0.93,
    body: `It means that our reader came and could not see your meter, so we billed the average of your last three real readings. Nothing is lost: the next real reading puts it right.

You need not wait for that. **Send your own reading:**

1. Take a photo of the meter, with the display and the number plate both in the picture.
2. In the app choose *Report a problem*, then *Billing*.
3. Add the photo and write which bill it is about.

If you send it before the due date we issue a new bill, normally within two working days, and the old one falls away. Pay only the new one.

Is your meter behind a locked door? Tell us an hour when somebody is at home and we plan the reading for then.`,
  },
  {
    slug: 'ways-to-pay',
    title: 'How can I pay my bill?',
    summary: 'UPI, card, net banking or cash',
    reach: 11,
    liked: 0.9,
    body: `- **Online:** UPI, card or net banking, with the code that is printed on the bill. The receipt comes by e-mail at once.
- **By auto-pay:** we take the amount on the due date and tell you three days before.
- **In cash:** at our customer centres in Deccan Gymkhana and Hadapsar, Monday to Saturday from 9 to 6. Ask for the printed receipt.

An online payment shows on your account within a few minutes. A bank transfer can take one working day.

**If the page stops while you pay, do not pay again.** Wait for fifteen minutes and look at *Payments*. If your bank took the money and we did not receive it, it goes back by itself, normally within five working days.

Our technicians never take money at the door. If somebody asks you for it, please tell us.`,
  },
  {
    slug: 'paid-twice',
    title: 'I paid the same bill twice',
    summary: 'Keep it for the next bill, or have it back',
    reach: 8,
    liked: 0.9,
    body: `It happens when a payment seems to hang and one presses the button again. You do not lose anything.

First look at the statement of your bank. If you see **two payments that went through**, both have reached us, and you can choose:

- **Keep it.** The extra amount stays on your account and the next bill is smaller. You need not do anything.
- **Have it back.** Choose *Report a problem*, then *Billing*, and tell us which of the two to return. It goes back the way it came, within five working days.

If the second one says *Failed*, we never had that money. Your bank returns it by itself, normally within five working days. Should it take longer, send us the bank’s reference number and we will ask for you.`,
  },
  {
    slug: 'late-payment-charge',
    title: 'What does it cost to pay late?',
    summary: 'After the due date, and before we close the supply',
    reach: 6,
    liked: 0.78,
    body: `Your bill has a due date at the top right. For a payment after it there is a late charge on the next bill. The rate is printed on the back and is counted per day, so a few days cost only a few rupees.

We remind you by SMS and e-mail three days before the due date, on the day, and seven days after.

**We do not close the supply without notice.** Before that you receive a written notice with at least fifteen days to pay or to talk to us. A bill that is in dispute is not collected while we look into it: just pay the part you agree with.

If the amount is hard to pay at once, tell us early. We can split it into two or three parts at no extra cost.`,
  },
]
