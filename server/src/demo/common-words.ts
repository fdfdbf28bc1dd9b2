/** Words that fit many stories: a first sign of life, a reminder, a problem that came back, a rating. Same notation as the stories. */

export const acknowledgements: readonly string[] = [
  'I have read this and am looking into it. You will hear from me [today|before the evening|by tomorrow morning].',
  'I am [checking this with a colleague|asking the colleague who knows your area|looking at your account] and come back to you here.',
  'I have taken this over. [Give me a little time to look at the earlier history.|Let me first see what was done last time.]',
  'Noted, and passed to the right people. I stay your contact and [will write as soon as there is a date|keep you posted here].',
  'This is with me now. Nothing is needed from you at the moment.',
]

export const reminders: readonly string[] = [
  'Any update on this?',
  'Hello? [Is anybody looking at this?|Please reply.]',
  'Kindly update the status.',
  'Sorry to ask again, [is there a date now?|any news?]',
  'Still waiting. [It would help to know at least a day.|Please tell a date.]',
  'Koi update hai kya?',
  'Following up on my request.',
  'Please treat this as a reminder.',
  'When can I expect it?',
  'Pls update',
]
export const visitReminders: readonly string[] = [
  'Nobody has come yet. [Is he still coming?|The time is over.]',
  'He was to come by now. Any news?',
  'Still waiting for your man. [I have to leave soon.|Please call him.]',
  'No one has come or called.',
  'Koi aaya nahi abhi tak.',
]
export const angryReminders: readonly string[] = [
  'This is very poor service. [Is this how you treat customers who pay on time?|Nothing has moved.]',
  'How many more days? [Nobody calls back.|I am tired of waiting.]',
  'Please give me the number of your manager. [This is taking too long.|I do not want another standard message.]',
  'Not acceptable. It is a simple matter.',
  'Bas bahut ho gaya. [Please solve it today.|Kuch to jawab do.]',
]
export const staffSorry: readonly string[] = [
  'You are right to ask, and I am sorry for the silence. [I am on it now.|It stood in the wrong queue; I have taken it myself.]',
  'I am sorry that you had to remind us. You have the answer [today|within the hour|by this evening].',
  'Apologies for the wait. [My colleague is off today and I have taken over.|We had more reports than usual this week.]',
]
export const visitSorry: readonly string[] = [
  'I am sorry. He was held up at the visit before yours and is on his way now.',
  'I have just called him: the job before took longer. He comes straight to you, I am sorry.',
  'Apologies, he is stuck in traffic near Swargate. He will call you in ten minutes.',
]

/** Settled at a desk, with papers and money, or in somebody’s home. */
interface Places {
  readonly desk: readonly string[]
  readonly home: readonly string[]
}
export const cameBack: Places = {
  desk: [
    'I still see the old status in the app. [Please check.|Did it go through?]',
    'Sorry, this is not solved yet. [It shows the same as before.|I got one more message about it today.]',
    'Why was this marked as resolved? It is still the same on my side.',
    'One thing is still not right. [Please look once more.|Can you call me?]',
  ],
  home: [
    'Same problem again. [Please look once more.|It was fine for a while.]',
    'Sorry, it is not solved. The same problem is back.',
    'I thought it was okay but [it is not|the problem is still there]. Please open this again.',
    'Not solved. Why was it marked as resolved?',
    'Same issue again. [Please send a senior person this time.|What now?]',
  ],
}
export const takenUpAgain: readonly string[] = [
  'Thank you for telling us, I have opened it again. [I will look at it myself today.|We go one step further this time.]',
  'I am sorry that it is not right yet. [I have it open in front of me.|Let me check what was missed.]',
  'Then we are not done. I am taking it up again now.',
]
export const solvedAgain: Places = {
  desk: [
    'It had not gone through in one of our systems. It has now, and I have looked at it myself.',
    'Solved now, on your account as well as in the app. [I am sorry for the second round.|Thank you for your patience.]',
    'It is done, properly this time; a second colleague has checked it.',
  ],
  home: [
    'This time we found the reason behind it and have put it right. [Please give it a few days and write if anything is unusual.|I will ask you again in a week.]',
    'It is done, properly I hope. [I have looked at it with the crew.|A second fitter has checked it.] Should it come back, write here and it comes straight to me.',
    'Solved now, and I have noted the cause on your account so that nobody has to start from the beginning.',
  ],
}

/** What some people add to a first message. */
export const tails: Places = {
  desk: [
    'Please reply here and not by phone.',
    'I can send a screenshot if needed.',
    'Thanks in advance.',
    'Please confirm.',
    'My number is the one in the profile.',
    'I have been a customer for years and never had this.',
    'No hurry, but please do not forget.',
    'If you need any paper, tell me.',
    'I could not find it in the help pages.',
    'Best is to write, I am at work.',
  ],
  home: [
    'I am at home all day.',
    'Please call before coming.',
    'After 5 pm somebody is always at home.',
    'My number is best in the morning.',
    'We are on the {floor} floor, lift is working.',
    'Please tell a time, we both work.',
    'Security will ask for a name at the gate.',
    'There is an old person at home.',
    'Call my {relative} if I do not pick up.',
    'Thanks in advance.',
    'Please come before the weekend if you can.',
    'I have two small children here.',
    'Parking is inside the gate.',
    'Kindly send someone experienced.',
  ],
}

export const cancelWords: readonly string[] = [
  'Solved by itself.',
  'It is working again, no need to come.',
  'Raised by mistake, sorry.',
  'Found the answer in the help pages.',
  'Already reported by my husband.',
  'My neighbour has reported the same, please close this one.',
  'Not needed any more.',
  'We postponed the work.',
  'Wrong category, I will write a new one.',
  'The bill came today.',
  'I called and it was settled on the phone.',
]

export const notes: Places = {
  desk: [
    'Called, no answer. Trying again after 4.',
    'Called the customer, [agreed|happy with the plan].',
    'Second contact in two weeks, please keep an eye on it.',
    'Prefers a message to a call.',
    'Speaks Marathi, a little English.',
    '@Rutuja please check the account, I think there is an old credit.',
    'History looks fine, no open dues.',
    'Landlord and tenant disagree, stay neutral.',
    'Customer was upset at first, fine at the end of the call.',
    'Seen the bank’s side, it matches.',
    'Same question as last year, answer copied from there.',
  ],
  home: [
    'Called, no answer. Trying again after 4.',
    'Called the customer, [agreed|happy with the plan].',
    'Second contact in two weeks, please keep an eye on it.',
    'Prefers a call to a message.',
    'Speaks Marathi, a little English.',
    'Gate needs a code, ask by phone before going up.',
    'Dog in the flat. Ring first.',
    '@Imran can you look at the network side?',
    'Checked with the planner, slot is firm.',
    'Elderly couple, please be patient on the phone.',
    'Same building as the tickets from last week. Pattern?',
    'Spare part ordered, due in two days.',
    'Customer was upset at first, fine at the end of the call.',
    'Address in the system lacks the wing. Corrected.',
    'Works night shifts, do not call before noon.',
    'If this comes back a third time, send a senior fitter.',
  ],
}

/** What people write beside their stars, by the number of stars. */
export const feedback: Readonly<Record<1 | 2 | 3 | 4 | 5, readonly string[]>> = {
  5: [
    'Quick and polite.',
    'Very good service, thank you {agent}.',
    'Solved fast.',
    'Clear answers. I knew at every step what happens next.',
    'Good',
    'Excellent',
    'Best service in Pune :)',
    'Did not expect such a fast reply.',
    'Thank you for your patience.',
    'Khup chhan service. Thank you.',
    'All good',
    'Happy with the help.',
    'No running around, everything from the phone.',
    'Bahut accha. Thanks.',
    'I liked that one person answered all the time.',
    'Super',
    'Well handled.',
    '{agent} was very helpful.',
    'Prompt.',
    'Satisfied.',
    'Keep it up.',
    'Simple and clear.',
  ],
  4: [
    'Good, could be a little faster.',
    'Solved. The first answer took some time.',
    'Nice people. The app was a bit slow.',
    'Ok, satisfied.',
    'Good but had to explain twice.',
    'Fine.',
    'Helpful. Please send an SMS also.',
    'Good service.',
    'ok',
  ],
  3: ['Average.', 'Solved in the end, but too many messages.', 'Took longer than I thought.', 'Ok ok.', 'The problem is gone but nobody told me the reason.', 'So so.'],
  2: ['Too slow.', 'Was told different things.', 'Nobody called back.', 'Expected better.'],
  1: ['Very bad experience.', 'Still not happy with the explanation.', 'Not helpful.', 'Poor.'],
}
/** The same after somebody has been at the door. */
export const feedbackAfterVisit: typeof feedback = {
  5: [
    '{techfirst} was on time and explained everything.',
    'Technician wore shoe covers. Small thing, but nice.',
    'Polite staff, neat work.',
    'They called before coming and came when they said.',
    '{techfirst} did a good job.',
    'Good fitter, knows his work.',
    'Thank {techfirst} from my side.',
    'Came on time, finished in 20 minutes.',
  ],
  4: ['Work good, came half an hour late.', 'Done well. Would like evening visits.', 'Good service, timing slot is too wide.', 'Fitter good, had to call for directions.'],
  3: ['Technician was good, office was slow.', 'He came late.', 'Work is done, floor was left dirty.'],
  2: ['Had to take leave for it.', 'Came in the last minute of the slot.'],
  1: ['Waited the whole day.', 'Came late and was in a hurry.'],
}
