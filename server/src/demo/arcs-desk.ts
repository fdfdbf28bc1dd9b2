/** Complaints about how we work, and plain questions. The notation is explained in conversations.ts. */
export const deskArcs = `
=== comp-missed complaint any 8 tags=missed-visit team=field-crew skill=piping
# Nobody came for the visit
# Technician did not come, waited all day
# (a) Nobody came, again
> (a) Your technician was to come {missday} between 10 and 12. I took leave. Nobody came and nobody called. [This is not how one treats customers.|Who pays for my leave?]
> (b) Waited the whole {daypart} for your man. Phone not picked up. [I got an SMS “visited, door locked”. I was sitting at the door!|The SMS says completed. Completed what?]
> (a) No one came {missday}. Please do not give a time if you cannot keep it.
act | (a) I am sorry. You kept your day free and we did not keep ours. I have asked the crew what happened, and {tech} can be with you {visit}, as the first visit.
act | (b) That is our mistake and I apologise. “Visited, door locked” was entered at the wrong house. {tech} comes {visit} and will call you half an hour before.
say 0.6 | [Last chance please.|Ok. If he does not come this time I will go to the consumer forum.|Fine. Call me on my mobile, not the landline.|Alright.]
note 0.6 | Goodwill ₹200 approved by Vikram if the second visit is kept.
note 0.3 | (b) Route sheet had the wrong wing. Corrected on the address.
fix | {techfirst} has been with you and the work is done, he reports. We have put ₹200 on your account for the lost day.
fix | (b) The visit is done. I have corrected your address on the route sheet (the wing was missing), so this should not happen again.
ty 0.4 | [Yes he came on time. Ok.|Work is done. Thank you for the gesture.|At last.|He was good, your planning is not.]
=== comp-rude complaint any 4 tags=conduct skill=complaints
# (a) Rude behaviour on phone
# (b) Staff was rude at the customer centre
> (a) I called about my bill {missday} and the person cut the phone while I was talking. [I am 71 years old.|I had been on hold for 20 minutes.] 
> (b) The man at the Hadapsar counter shouted at my father because he did not have a photocopy. [He is a heart patient.|Is this your training?]
act | I am sorry, nobody should be spoken to like that. Could I help with what you came for, while I look into it?
ask | (a) May I know at about what time it was? I would like to listen to the call together with the colleague.
ask | (b) May I know at about what time it was, so that I can speak with the person who was at the counter?
ans | [About 11:15.|In the morning, just after you open.|Around 4.]
ans | (a) Around noon. And the bill question is still open.
note | (a) Call heard. Colleague tired, end of a double shift. Spoken with her, she wishes to apologise.
note 0.3 | (b) Centre manager informed, counter staff briefed.
fix | (a) We have listened to it, and you are right. The colleague is sorry and so am I. As for your question: it is answered on a separate request so that you need not repeat it.
fix | (b) I have spoken with the people concerned. Photocopies are not needed any more; that was an old rule. My direct desk is the gas desk, please ask for me.
ty 0.4 | [Thank you for calling back.|Apology accepted.|ok thanks for listening]
=== comp-hole complaint piped 5 tags=workmanship team=field-crew skill=piping
# (a) Crew left a hole in the wall
# (a) Wall left open after work
# (b) Tiles broken during pipe work
> (a) Your crew drilled a hole for the pipe and left it open. [Rain comes in.|Pigeons will come next.] Please close it properly.
> (b) Two tiles were broken when the pipe was fitted {missday}. [They said it is not their job.|Nobody told me before leaving.] Who will repair?
> (a) The crew left a hole around the pipe, with cement and dust all over. [My maid refused to clean it.|I cleaned for two hours.] Very unprofessional.
ask | I am sorry, leaving it like that is not our way. Could you send a photo, so that the mason brings the right material?
ans | [Photo attached.|Attached. It is on the east wall.]
ans | (b) See photo, attached. Tile size is 12 by 18.
visit | Thank you. The mason comes {visit}. There is nothing to pay.
note 0.4 | Contractor crew, not ours. Deduct from their bill.
fix | (a) It is closed, plastered and cleaned up. The paint must dry for two days. Once more, I am sorry.
fix | The mason has repaired it, {techfirst} went to look at it afterwards. ₹150 for the cleaning is on your account.
ty 0.5 | [Looks fine now.|Good work by the mason. Thanks.|Ok. Thanks for sending him.]
=== comp-notice complaint piped 4 tags=disconnection team=billing skill=billing
# Wrong disconnection notice
# Why did I get a notice?
> (a) I received a disconnection notice though there is nothing due. [My neighbours saw it pasted on my door.|It is humiliating.] Please explain.
> (b) Notice says pay ₹{bill} within 15 days. My last receipt is of {bookdate}. [Check your records first.|What is this?]
act | (a) I am sorry, and I understand that it is unpleasant. Your account is fully paid. The notice was meant for a flat with nearly the same number.
act | (b) You owe us nothing. The payment of {bookdate} crossed with the printing of the notices.
fix | (a) The notice is withdrawn in writing, you have the letter in your mail. We no longer paste notices on doors in {society}; they go by post.
fix | It is cancelled, and the withdrawal comes by e-mail as a PDF, in case your secretary asks. I apologise for the embarrassment.
ty 0.4 | [Got the letter. Ok.|Thank you for the written apology.]
=== comp-repeat complaint any 4 tags=repeat skill=complaints priority=high
# Same problem again and again
# No one takes responsibility
> I have complained {n} times about the low flame and each time it is “resolved”. It is not. [Please give it to somebody senior.|I want a permanent solution.]
> Every time a new person, every time I explain from the beginning. [Can one person please own this?|Read the old tickets first.]
act | I have read all the earlier requests, so you need not explain again. From now on it stays with me. The common point is the regulator of your riser, and it has never been changed. {tech} does that {visit}.
act | You are right, we repaired the effect each time. From now on it is mine. A crew measures the whole riser {visit} and I write to you the same day.
say 0.4 | [Ok. Thank you for reading.|I hope this time it works.|Let us see.]
note | Owner until measured twice. Do not resolve before two evenings of 20 mbar.
fix | The regulator of the riser is new. We measured two evenings in a row: 21 and 20 mbar. I have linked the earlier requests to this one. If it comes back, write here and it comes to me.
fix | The crew found the filter of the riser full of rust; it is replaced, and the flow is right on all floors. I will look at it once more in a week by myself.
ty 0.5 | [It is really better. Thank you for staying with it.|Good. That is all I wanted, one person.]
=== q-tariff question piped 5 tags=tariff team=billing skill=billing
# (a) What is the rate per unit now?
# (b) How is SCM converted to rupees?
> (a) What is the present rate per SCM, and is there a slab? [I could not find it on the site.|The bill is hard to read.]
> (b) How do you calculate from cubic metres to the amount? I get a different figure. [My use was {units} units.|Is there a fixed charge?]
fix | (a) There are no slabs: one rate per SCM, printed in the middle of the bill with the day from which it counts, plus a fixed ₹30 a month and the tax. If you send me the bill number I will go through yours line by line.
fix | (b) Reading now minus reading before gives cubic metres; these are the same as SCM in our bills. Times the rate, plus ₹60 fixed for two months, plus VAT. For {units} units that comes to about what you see.
ty 0.5 | [Understood, thank you.|Clear now. Thanks.|ok thx]
=== q-travel question piped 4 tags=safety
# Going abroad for two months
# Should I close the meter while travelling?
> We will be away for two months. [Should the meter be closed?|What about the bill in that time?]
> Flat will be locked till {duedate}. Anything to do for gas? Can someone read the meter from outside?
fix | Please close both valves, at the stove and at the meter: handle across the pipe. The bill will be the fixed ₹30 a month; if the meter is inside, we mark it as away instead of estimating. I have noted your dates. Have a good journey.
fix | Close the handle at the meter and you are safe. Send a photo of the reading on the day you leave, then nothing has to be estimated. Auto-pay keeps running if you have it.
ty 0.5 | [Photo sent, thank you.|Thanks, useful.|Thank you for the prompt answer.]
=== q-tenant question any 4 tags=papers team=billing skill=billing
# (b) Tenant wants to pay the bill
# (a) Can my tenant see the bills?
> (a) I have let out the flat. Can the tenant get the bills by e-mail, while the connection stays in my name?
> (b) We are tenants, the owner lives in Dubai. How do we see and pay the bill?
fix | (a) Yes. The tenant writes to us with the account number. You get a notice and can end it at any time. The bill stays in your name.
fix | (b) Write me your e-mail address and the amount of the last bill, and the bills come to you from now on. You can pay and report problems; the owner only gets a notice.
ty 0.5 | (b) [Sent. Thank you.|Works, thanks.]
ty | (a) ok will tell him
=== q-centre question any 4 tags=hours
# (a) Is the customer centre open on Saturday?
# (b) Timing of Hadapsar office
> (a) Is the Deccan centre open on Saturday? I have to give some papers by hand.
> (b) Please tell the timing of the Hadapsar office. [Google shows something else.|Last time it was closed.] 
fix | (a) Yes, Monday to Saturday from 9 to 6, closed on public holidays. You can also add the papers here as photos, then you need not come.
fix | (b) Both centres are open from 9 to 6, Monday to Saturday, except on public holidays. It is quietest before 11. Most things can be done here in the app as well.
ty 0.5 | [Thanks.|ok thank you]
ty | (a) It is for name change, will upload here then. Thanks.
=== q-app question any 4 tags=app
# (a) My account number is not accepted
# (a) Account number not valid
# (b) E-bill for my parents’ account
> (a) When I ask for the e-bill by SMS it says the account number does not exist. I typed it from the bill. [Tried three times.|My number is {account}.]
> (b) How do I get my parents’ bill by e-mail as well? They live in {locality}.
ask 0.5 | (a) Could you tell me the number as you type it? On older bills a 1 and a 7 look alike.
ask | (b) With their account number. Do you have a bill of theirs at hand?
ans | (a) [{account}.|It is {account}. Oh, I was typing 7 in place of 1.|{account}, from the bill of {month}.]
ans | (b) [Yes, the one of {month}.|Yes I have it.]
fix | (b) Then it is quick: write me the ten-digit number and the amount of that bill as proof. They get a notice, and the next bill comes to both of you.
fix | (a) It works now, I tried it from our side as well. The confirmation goes to the number that we have on file.
fix | (a) That number is right; our list did not accept accounts that begin with 14. That is corrected, and your e-bill is on from this month.
ty 0.5 | [Got it now.|Yes, works. Thank you.|Done, thanks {agent}]
=== q-both question both 4 tags=lpg,rules
# Do I have to surrender my LPG connection?
# (a) Piped gas started, what about cylinder?
> (a) Piped gas has started in our flat. Must I give back the cylinder, or can I keep one for emergencies?
> (b) I got a message about surrendering LPG within 30 days. [What happens if I do not?|Is the deposit returned?]
fix | With piped gas the subsidised LPG connection has to be given back within 30 days. We collect cylinder and regulator at your door and the deposit goes to your bank. Shall I plan it? Just write a day that suits you.
fix | Yes, it is a national rule. You get a termination voucher, valid for a year, with which you can have LPG again if you move. The deposit of cylinder and regulator is returned in full.
ty 0.5 | [Saturday is good. Thank you.|Ok clear.|Thanks for explaining.]
=== q-cooking question piped 3 tags=appliance
# (a) Can I use my old stove with piped gas?
# (b) Barbecue on the piped line?
> (a) We are getting piped gas. Can I use the same three burner stove, or must I buy new? [It is four years old.|It is a glass top.]
> (b) Can I connect a barbecue or tandoor to the piped line on the terrace?
fix | (a) Your stove can stay: our fitter changes the jets when the gas is turned on, which takes ten minutes. Only the jets for cylinders do not fit.
fix | (b) Not to the kitchen line, I am afraid. It needs its own point with its own valve, and only on a terrace that is open on two sides at least. I can send somebody to look at it, free of charge.
ty 0.6 | [Thanks for the clear reply.|ok]
ty | (a) Great, saves money.
=== q-sub question lpg 3 tags=subsidy team=lpg-bookings skill=lpg
# Subsidy not received
# LPG subsidy status
> Subsidy for the last two cylinders has not come to my bank account. Whom do I ask?
> How do I know to which bank the subsidy goes? [I have three accounts.|My old bank was merged.]
ask | It goes to the account that is linked with your Aadhaar, which is not always the one you pay from. Have you looked there as well?
ans | (a) [No, let me see. Yes! It is in the Bank of Maharashtra account.|Found them, in my old account.]
ans | (b) [I checked, it is not there either.|Found one of the two.]
fix | (a) Good. If you would like it in another account, the bank can move the Aadhaar link for you.
fix | (b) It is credited by the government within about a week of delivery. Our side shows it as sent, so the bank’s Aadhaar desk can tell you the date and the account.
ty 0.4 | Ok thanks.
ty | (b) Will go to the bank. Thank you.
`
