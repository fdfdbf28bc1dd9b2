/** Words that fit many stories: a first sign of life, a reminder, a problem that came back, a rating. Same notation as the stories. */

export const acknowledgements: readonly string[] = [
  'I have read this and am looking into it. You will hear from me [today|before the evening|by tomorrow morning].',
  'Thank you for writing. I am [checking this with the field crew|asking the colleague who knows your street|looking at your account] and come back to you here.',
  'I have taken this over. [Give me a little time to look at the earlier visits.|Let me first see what was done last time.]',
  'Noted, and passed to the right people. I stay your contact and [will write as soon as there is a date|keep you posted here].',
  'This is with me now. Nothing is needed from you at the moment.',
]

export const customerReminders: readonly string[] = [
  'Any update on this?', 'Hello? [Is anybody looking at this?|Please reply.]', 'Kindly update the status.', 'Sorry to ask again, [is there a date now?|any news?]',
  'Still waiting. [It would help to know at least a day.|Please tell a date.]', 'Koi update hai kya?', 'Following up on my request. [It is still the same here.|No change at our end.]', 'Please treat this as a reminder.',
]
export const angryReminders: readonly string[] = [
  'I have still not heard anything. [This is very poor service.|Is this how you treat customers who pay on time?]', 'How many more days? [Nobody calls back.|I am tired of waiting.]',
  'Please give me the number of your manager. [This is taking too long.|I do not want another standard message.]', 'Not acceptable. I asked a simple question.', 'Bas bahut ho gaya. [Please solve it today.|Kuch to jawab do.]',
]
export const staffSorry: readonly string[] = [
  'You are right to ask, and I am sorry for the silence. [I am on it now and write again today.|It was waiting for a spare part, which has arrived.|It stood in the wrong queue; I have taken it myself.]',
  'I am sorry that you had to remind us. [I have asked for the first free slot.|I have the answer by this evening.]',
  'Apologies for the wait. [My colleague is off today and I have taken over.|We had more reports than usual this week.] I have not forgotten you.',
]

export const cameBack: readonly string[] = [
  'It has started again. [Same as before.|It was fine for two days only.] Please look once more.', 'Sorry, it is not solved. [The same problem is back {since}.|It worked for a day.]',
  'I thought it was okay but [it is not|the problem is still there]. Please open this again.', 'Not solved. Why was it marked as resolved?', 'Same issue again. [Please send a senior person this time.|What now?]',
]
export const takenUpAgain: readonly string[] = [
  'Thank you for telling us, I have opened it again. [I will look at it myself today.|We go one step further this time.]', 'I am sorry that it did not last. [I have asked the crew to come back.|Let me check what was missed.]',
  'Then we are not done. I am taking it up again now.',
]
export const solvedAgain: readonly string[] = [
  'This time we found the reason behind it and have put it right. [Please give it a few days and write if anything is unusual.|I will ask you again in a week.]',
  'It is done, properly I hope. [I have looked at it with the crew.|A second colleague has checked it.] Should it come back, write here and it comes straight to me.',
  'Solved now, and I have noted the cause on your account so that nobody has to start from the beginning.',
]

export const cancelWords: readonly string[] = [
  'Solved by itself.', 'It is working again, no need to come.', 'Raised by mistake, sorry.', 'Found the answer in the help pages.', 'Already reported by my husband.', 'My neighbour has reported the same, please close this one.',
  'Not needed any more.', 'We postponed the work.', 'Wrong category, I will write a new one.', 'The bill came today.', 'I called and it was settled on the phone.',
]

export const notes: readonly string[] = [
  'Called, no answer. Trying again after 4.', 'Called the customer, [agreed|happy with the plan].', 'Please keep an eye on this one, second contact in two weeks.', 'Prefers a call to a message.', 'Speaks Marathi, a little English.',
  'Gate needs a code, ask by phone before going up.', 'Dog in the flat. Ring first.', '@Imran can you look at the network side?', '@Rutuja please check the account, I think there is an old credit.', 'Checked with the planner, slot is firm.',
  'History looks fine, no open dues.', 'Elderly couple, please be patient on the phone.', 'Landlord and tenant disagree, stay neutral.', 'Same building as the tickets from last week. Pattern?', 'Spare part ordered, due in two days.',
  'Customer was upset at first, fine at the end of the call.', 'Address in the system lacks the wing. Corrected.', 'Works night shifts, do not call before noon.', 'Photo is good enough, no visit needed for the reading.', 'If this comes back a third time, send a senior fitter.',
]

/** What people write beside their stars, by the number of stars; an empty choice is somebody who only gave stars. */
export const feedback: Readonly<Record<1 | 2 | 3 | 4 | 5, readonly string[]>> = {
  5: [
    'Quick and polite.', 'Very good service, thank you {agent}.', '{techfirst} was on time and explained everything.', 'Solved the same day.', 'Clear answers. I knew at every step what happens next.', 'Good', 'Excellent', 'Best service in Pune :)',
    'Did not expect such a fast reply.', 'Technician wore shoe covers. Small thing, but nice.', 'Thank you for your patience with my mother.', 'Khup chhan service. Thank you.', 'All good', 'Happy with the help.', 'No running around, everything from the phone.',
    'Polite staff, neat work.', 'Bahut accha. Thanks.', 'They called before coming and came when they said.', 'Problem solved in one message.', 'I liked that one person answered all the time.', 'Super', 'Well handled.',
  ],
  4: [
    'Good, could be a little faster.', 'Solved. The first answer took some time.', 'Nice people. The app was a bit slow.', 'Work good, came half an hour late.', 'Ok, satisfied.', 'Good but had to explain twice.', 'Fine.', 'Helpful. Please send an SMS also.',
    'Good service, timing slot is too wide.', 'Done well. Would like evening visits.',
  ],
  3: ['Average.', 'Solved in the end, but too many messages.', 'Took longer than promised.', 'Technician was good, office was slow.', 'Ok ok.', 'Had to remind you.', 'The problem is gone but nobody told me the reason.'],
  2: ['Too slow.', 'Had to take leave twice.', 'Was told three different things.', 'Only solved after I got angry.', 'Nobody called back.'],
  1: ['Very bad experience.', 'It took days and the problem came back.', 'Waited the whole day for nothing.', 'Still not happy with the explanation.', 'Worst. I had to call 6 times.'],
}
