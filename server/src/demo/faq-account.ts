import type { FaqText } from './faq.ts'

export const accountArticles: readonly FaqText[] = [
  {
    slug: 'change-name-on-connection',
    title: 'How do I change the name on a connection?',
    summary: 'Three papers, five working days',
    reach: 10,
    liked: 0.88,
    body: `You need a change of name after a sale, an inheritance or a new rent agreement. The gas keeps flowing all the time.

Choose *Billing*, write “change of name”, and add photos of:

1. **Proof for the home:** sale deed, index II, rent agreement with the owner’s letter, or succession certificate
2. **Photo ID** of the new holder
3. **No-dues letter** from the present holder; after a death, the death certificate and a letter in which the other heirs agree

We check them within two working days and tell you if something is missing. The new name is on the account **five working days** after everything is there.

The security deposit goes over to the new holder unless both of you ask for something else. Auto-pay of the old holder ends by itself.`,
  },
  {
    slug: 'link-my-gas-account',
    title: 'Where do I find my account number?',
    summary: 'Ten digits at the top right of every bill',
    reach: 9,
    liked: 0.91,
    body: `The **ten-digit account number** is at the top right of every bill and looks like 1402 7789 03. It belongs to the home, not to the person, and stays the same when the holder changes.

Name it when you report a problem about a bill or a meter; we then need not ask. You can also report for another home, for example that of your parents: give the account number of that home and its address.

**No bill at hand?** The number is also on the plate that we fixed beside the meter, and on the SMS that comes with each bill.

If we say that the number does not exist, compare the digits once more: a 1 and a 7 look alike on an older bill.`,
  },
  {
    slug: 'change-phone-or-email',
    title: 'How do I change my phone number or e-mail?',
    summary: 'We check the new one before we use it',
    reach: 7,
    liked: 0.9,
    body: `Open *Account*, then *Profile*, and type the new number or address. We send a code to the **new** one; once you enter it, it counts. We also tell the **old** one, so that nobody can change it behind your back.

For your safety we ask for your password first. If you did not set one, because you sign in by code, we send a code to the old number.

**You no longer have the old phone?** Visit one of our customer centres with a photo ID and a recent bill. We change it while you wait.

Delivery codes, visit times and safety notices go to this number, so please keep it current. Notices about leaks and about gas being closed in your street always come, even in your quiet hours.`,
  },
  {
    slug: 'how-to-follow-a-request',
    title: 'How do I follow my request?',
    summary: 'Every step has a date, and so does the next one',
    reach: 8,
    liked: 0.93,
    body: `Open *Requests* and choose it. At the top you see four steps, **Received, In progress, Resolved, Closed**, with the time of each and the time by which we aim to take the next one.

- **Waiting for you** means that we have asked you something. Our clock stands still until you answer, so a short reply helps.
- When we plan a visit, we write its day and time there, with the technician’s name and ID card number.
- You can write to the person who looks after it and add photos at any time.

After we resolve it you have **seven days** to say that something is still wrong: just reply, and the same request opens again. After that it closes, and a new one is needed.

You can cancel while nobody has begun the work.`,
  },
  {
    slug: 'privacy-and-deleting-my-account',
    title: 'What do you keep about me, and can I delete it?',
    summary: 'Download everything, or close the account',
    reach: 4,
    liked: 0.87,
    body: `We keep what we need to bring gas to your home safely: your name, address and phone, your readings and bills, your requests with their messages and photos, and who of our staff has looked at them. You can see that last list yourself under *Account*, then *Activity*.

**Download it.** *Account*, then *Privacy*, then *Download my data* gives you one file with all of it, normally within a few minutes.

**Delete it.** In the same place you can delete your account. Your name, phone, address and messages are erased. Amounts and dates of payments have to stay for the tax office, but without your name.

An account with an open bill or an active connection cannot be deleted yet. Close the connection first: we then tell you when it is possible.`,
  },
]
