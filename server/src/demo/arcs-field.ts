/** Stories about connections, repairs and meters. The notation is explained in conversations.ts. */
export const fieldArcs = `
=== install-status installation piped 9 tags=new-connection
# When will my new connection be ready?
# New connection, survey done, no news
# Status of new gas connection
> Survey was done on {bookdate}, after that no news. [We shift in next week.|The interior work is finished.] When will the pipe be laid?
> Paid for the new connection on {bookdate}. [Nobody has called since.|Each time I am told two more days.] Kindly give me a date.
> I applied for a connection at {society}. [All the other flats on my floor have it already.|The society is fully piped.] What is pending from my side?
act | I have looked it up. Your papers are complete and the plan is approved; what is missing is the date for the pipe. The crew can come {visit}; pipe and meter take two to three hours. Does that suit you?
act | The survey is fine and your payment of ₹6,118 is on the account. I have put you down for the crew {visit}. Someone above 18 should be at home, and the wall under the window must be free.
note | Was lying in the planner’s queue without a date since the survey. Slot given.
say | [That works. My father will be at home.|Yes, okay.|Suits me, thank you.|Ok. Please ask them to call before coming.]
fix | Pipe and meter are in place, tested and sealed, and your burners are lit. Meter number is on the card that {techfirst} left with you. Welcome to piped gas.
fix | The connection is live. The meter starts at 0, and the first bill comes in about two months. Please give your old LPG connection up within 30 days.
ty 0.6 | [Finally. Thank you {agent}.|Very neat work, the crew even cleaned up.|Thanks, gas is on.]
=== install-papers installation piped 7 tags=new-connection,papers
# Papers for new connection
# New connection application, which documents?
# (a) Application shows incomplete
> (a) My application for a new connection shows incomplete. I uploaded [Aadhaar and the electricity bill|the agreement and my PAN]. What else do you need?
> (b) I stay on rent in {society}. Can I get a piped connection in my name? [Owner is abroad.|Owner has agreed on phone.]
> (c) I want piped gas at {flat}. Please tell the process and papers, [I could not find it in the app|the form is confusing].
ask | (a) Almost complete. We still need a proof for the flat: index II, or the rent agreement together with a letter from the owner. A clear photo is enough, you can add it here.
ask | (c) You are welcome to send it all here: a photo ID, and for the flat either index II or the electricity bill. A clear photo of each is enough. Do you own the flat?
ask | (b) For a tenant we need the rent agreement and a short letter from the owner that he agrees; his signed photo by e-mail is fine. Could you add both here?
ans | Please find attached. [Tell me if anything is not readable.|Let me know if something is missing.]
ans | (b) Attached both. [Is this okay?|Owner signed it.]
ans | (c) Yes, we own it. Both attached.
ans | (a) Index II attached. [Hope this is enough.|Is the photo clear?]
act | Thank you, all readable. A planner comes for the survey {visit}.
fix | The survey is done and the application is complete: your price is ₹6,118 including the deposit, of which ₹5,000 comes back when you leave. As soon as it is paid, we write the crew’s date to you.
fix | Your application is approved. The slip for the first amount comes by e-mail; the pipe is laid within ten working days after that.
ty 0.4 | [Paid just now. Thank you.|Thanks for the clear answer.|ok will pay]
=== install-point installation piped 6 tags=extra-point
# (a) One more gas point for the geyser
# (b) One more gas point for the balcony
# Extra point needed
> (a) We need one more point for a geyser in the bathroom. The kitchen line is about [3|4|5] metres away. What will it cost?
> (b) Can you give a gas point in the dry balcony? [We are making a second kitchen there for my mother.|The washing area is now a kitchen.]
ask | (a) Yes, we can. Could you send a photo of the place, with the nearest window in the picture? A geyser needs one that opens to the outside.
ask | (b) That is possible in most flats. Please send two photos: the pipe where it ends now, and the wall where you want the point.
ans | Photos attached. [Distance is about 4 metres.|Let me know if you need more.]
ans | (a) Photo attached. [The window opens fully.|There is one exhaust fan also.]
visit | Thank you, that looks fine. {tech} comes {visit} to measure and gives you a written price. Usually it is between ₹1,400 and ₹2,200.
say 0.3 | [Ok, please ask him to come after 11.|Fine.]
note 0.4 | Photos ok, vent present. Copper 4 m plus one valve.
fix | The new point is ready and tested. ₹{prev} for pipe, valve and work will be on your next bill, as in the written price.
fix | Done: four metres of pipe, one valve, tested for ten minutes. {techfirst} has marked the line on the wall with yellow tape, please leave it there.
ty 0.5 | [Good work.|Nice clean job, thanks.]
ty | (a) Thank you, geyser is working
=== install-move installation piped 6 tags=move-meter
# (a) Move meter to the balcony
# (b) Shift gas pipe, kitchen renovation
# (a) Need to relocate the meter
> (a) We are redoing the kitchen and the meter is in the way of the new cabinet. Can it be moved to the balcony? [Carpenter starts next week.|We have time till the end of the month.]
> (b) Please shift the pipe by about one metre, the chimney is coming there. [Tiles go up on {duedate}.|The contractor is ready to do it but he said to ask you first.]
ask | (b) Good that you ask before the tiles go up; please do not let the contractor touch the pipe. For a metre or so the price is ₹1,850 including tax, payable with the next bill. Shall we do it?
ask | (a) Yes, the balcony is allowed if it is open to the air. It is ₹1,850 including tax and takes two to three hours, without gas during that time. Shall we do it?
ans | [Yes, go ahead.|Yes please. Morning is better.|Yes. As early as possible.]
visit | Thank you. The crew comes {visit}.
note | Customer agreed. Needs 2 m GI, two elbows, crew of two.
fix | It has been moved and tested. The old place on the wall is closed with cement; the paint has to be yours. The price is on the next bill.
fix | (a) Work finished: meter moved, pipe tested for ten minutes, sealed. You can put the cabinet up where it was.
fix | (b) Work finished: pipe shifted, tested for ten minutes, sealed. The tiles can go up, but please keep the joint in view.
ty 0.5 | [Perfect.|Thank you.|Thanks, exactly where we wanted it.]
=== install-second installation piped 5 tags=second-visit
# Second visit for new connection
# Crew left, work half done
> The crew came {missday} and laid the pipe, but the meter is not fitted. They said someone will come. [No call till now.|Who, and when?]
> Half of the work is done. Pipe is there, no meter, no gas. [They were short of one fitting.|It started raining and they left.] When is the second visit?
act | The pipe is tested and on our list, only the meter is missing; they had run out of the brackets. {tech} brings it {visit} and gives you gas at the same time.
act | I see it. The test certificate came in today, and without it no meter may be fitted. So {tech} can come for the second visit {visit}. I am sorry that nobody told you.
say 0.5 | [Ok, I will be at home.|Please make sure, I am taking half day leave.|Fine, waiting.]
note | Leave taken by customer. No second slip please.
fix | The meter is fitted and your stove is converted. Everything was tested with you at home, {techfirst} tells me. Thank you for your patience.
fix | Done, you have gas. The certificate comes by e-mail.
ty 0.5 | [Yes, all done. Thanks.|Thank you, but two leaves for one connection is too much.|Working fine]
=== install-reconnect installation piped 5 tags=reconnect
# (a) Reconnect after renovation
# (a) Please reconnect gas, work is over
# (b) Please start our gas again
> (a) Kitchen work is over. Please reconnect the gas which you closed [last month|some weeks back]. We are ready any day after {duedate}.
> (b) We are back in the flat after [six months|a year], please start the gas again. [Bills are paid.|There is no due.]
visit | Happy to. {tech} will come {visit}, test the pipe and light the stove. Somebody above 18 should be there.
visit | (a) You are booked {visit}. Before that, please let nobody cover the pipe; we have to see all of it.
chase 0.2 | Nobody came yet. [Is it still today?|Should I wait?]
act @chase | He was held up at the house before yours and is on the way now, twenty minutes. I am sorry.
fix | The pipe held its pressure, the hose is new and the gas is on. The date of the next inspection is counted from today.
fix | (a) Gas is open again. {techfirst} had to tighten one clamp behind the new cabinet; please keep that panel removable.
ty 0.5 | [Thank you, chai is on.|ok thanks|Thanks a lot for the quick reconnection.]
=== install-society installation piped 3 tags=society
# Piped gas for our whole society
# Connection for {society}, 24 flats
> I am the secretary of {society}. {n}0 flats want piped gas. What is the procedure and is there a group rate?
> Our AGM has passed the resolution for piped gas. Please send somebody to address the members. [Evening after 7 suits most.|Sunday would be best for us.]
ask | Very welcome. Could you send us the list of flats with names and phone numbers, and the resolution of the meeting? A photo of the page is enough.
ans | Attached the list and the resolution. [Three members are abroad.|Two flats are still thinking.]
act | Thank you. Our planner will walk the building with you {visit}. After that you have the drawing and one price per flat within a week. From 20 flats on the survey fee falls away.
note | Riser in the duct is possible on both wings. Planner Thorat to see it himself.
fix | The drawing and prices have gone to you by e-mail. As soon as 20 flats have paid, the crew needs about eight working days for the building. I am closing this request and the project continues under its own number.
ty 0.6 | [Received, thank you. Will circulate.|Thank you for the presentation, members were satisfied.]
=== maint-hose maintenance any 8 tags=hose
# Hose needs to be changed
# Rubber pipe is old and cracked
# Change of gas pipe (rubber)
> The orange hose is [six|seven] years old, date is over. Please change it. [Is 1.2 metre enough?|What is the charge?]
> Rubber hose has small cracks near the stove. [No smell.|I checked with soap water, no bubbles.] Kindly replace.
> Rats have bitten the gas pipe. No smell but I have kept the valve closed. Please come soon.
visit | Please keep the valve closed when you are not cooking, and do not bend the hose. {tech} will change it {visit}; ₹280 with hose, clamps and test.
visit | {tech} can come {visit}. He brings 1.5 metres, which is also the longest that is allowed. It costs ₹280 and goes on your bill, you pay nothing at the door.
chase 0.2 | [Is he still coming today?|Is he coming? I have to go out.]
act @chase | He has one visit before yours and should be with you within the hour.
fix | The hose is changed and both ends are tested. Next change: five years from today, and earlier if you see a crack.
fix | Done. {techfirst} also found the clamp at the stove loose and replaced it without charge.
ty 0.5 | [Thanks, on time.|Good service.|done, thank you|Thank you. He did not even take water.]
=== maint-inspection maintenance any 8 tags=inspection
# (bc) Safety inspection due
# (c) Book the five-year inspection
# (b) Inspection message received
# (a) Was this man from you?
# (a) Inspector asked for cash
> (b) I got a message that my safety inspection is due. [Saturday would be best for me.|We are both working, only evenings or Saturday.] Is it really compulsory?
> (a) Someone came for an inspection {missday} and asked for ₹236 in cash. Was he from you? I did not let him in.
> (c) Please book the inspection for {flat}. [My parents are alone, so send somebody who speaks Marathi.|Only after 4 pm please.]
ask | (a) You did right not to let him in: our people never take cash, and he was not one of ours. An inspection is really due at your address, though. Could {tech}, ID card {card}, come {visit}?
ask | (c) Gladly. {tech} (ID card {card}) could come {visit}. Is that all right?
ask | (b) It is needed every five years, also for the insurance. {tech} (ID card {card}) could come {visit}. Is that all right?
ans | [Yes, that is fine.|Ok.|Yes. Please ask him to call 30 minutes before.|That suits us.]
note 0.6 | (a) Possible fake inspector in {locality}. Told Vikram, notice for the area in the app?
fix | The inspection is done, everything passed. The report is in your account, and the next one is due in five years.
fix | {techfirst} found the hose past its date and replaced it; the rest passed. The amount of ₹516 for both is on your next bill.
ty 0.4 | [Thank you, polite person.|Ok, thanks.]
ty | (c) [Thanks. He explained everything very patiently.|Thank you for the good time slot.]
=== maint-valve maintenance piped 6 tags=valve
# (ac) Gas valve is stiff
# (b) Valve handle broken
# (a) Valve near stove is jammed
# (c) Main valve does not close
> (a) The valve near the stove has become so stiff that my mother cannot turn it. [I have to use both hands.|I am afraid it will break.]
> (b) Handle of the gas valve came off in my hand. It is closed now, [so no cooking|and we eat outside].
> (c) Main valve by the meter does not turn fully. [It stops half way.|Since the painting work.]
visit | Please do not use a tool on it. {tech} comes {visit} and will replace it, that takes a quarter of an hour. It is free of charge.
visit | (a) Thank you for telling us, a valve must be easy to close. {tech} comes {visit}. Until then use the valve at the meter to close the gas at night.
note 0.4 | Old brass type again. Take two.
fix | A new valve is in and turns with one finger. Tested for leaks, all tight.
fix | {techfirst} replaced the valve and the short pipe before it, which was painted over. Please show everyone at home how it closes: across the pipe.
ty 0.5 | [Very smooth now.|Thanks]
ty | (a) Mother is happy, thank you.
=== maint-pipe maintenance piped 6 tags=pipe
# (a) Gas pipe is rusting
# (b) Clamp of gas pipe came out
# (b) Gas pipe shaking, clamps loose
# (a) Brown spots on the gas pipe
> (a) The gas pipe outside our window is rusting [where the rain falls on it|near the clamp]. Please see to it before it becomes a leak one day.
> (b) Two clamps of the gas pipe on the outer wall came out and the pipe moves in the wind. [{floor} floor, so I cannot reach.|Looks dangerous to the children below.]
> (a) The pipe in the duct is wet from a leaking water line and has brown spots. [The society will repair the water line this week.|Plumber is called.]
ask 0.6 | Could you send a photo, from a little further away so that we see where it is? We may need a ladder.
ans | [Photo attached.|Sending two photos, attached.]
ans | (b) Photo attached. It is about 12 metres up.
visit | Thank you. There is no danger at the moment, but we do not want to leave it. A crew comes {visit}; nobody has to be at home.
visit | We will do it {visit}. You keep your gas while they work.
note 0.4 | (b) Third society in {locality} with these clamps. Check the batch of 2019.
fix | (b) The crew has set {n} new clamps and given the pipe a new coat. It is tight and holds.
fix | (a) Rust removed, pipe measured (thickness is fine) and painted with two coats. We look again in the next inspection.
ty 0.4 | [Thanks, looks good.|Thank you for the fast work.]
=== maint-paint maintenance piped 4 tags=third-party
# (a) Gas pipe painted by contractor
# Painter has painted the pipe and hose
# (b) All gas pipes painted over
> (a) Our contractor has painted everything, the gas pipe, the joints and even the rubber hose. Is that a problem?
> (b) The society painted the building and all gas pipes are now cream coloured, with the valves. [I heard it is not allowed.|Your man refused to read the meter because of it.]
ask | The pipe itself can stay painted, but joints, valve and hose must be free, or we cannot see a leak. Was the hose painted along its whole length? A photo would help.
ans | [Yes the full hose.|Photo attached. Also the meter cover has spots.|Half of it. Valve too.]
visit | Then the hose has to be replaced, paint makes it brittle. {tech} comes {visit} with a new one and will clean the joints.
fix | (a) Joints and valve are clean, the hose is new, all tested. Please tell the contractor that the yellow of the pipe is a warning colour.
fix | (b) {techfirst} has cleaned the valve and exchanged the hose, ₹280. I have also written to your secretary, so that the other flats are looked at.
ty 0.4 | Thank you, learned something.
ty | (a) Ok, contractor will pay. Thanks.
=== meter-blank meter piped 8 tags=display
# Meter display blank [|{since}]
# Nothing on the meter screen
# Meter display not working
> The display of the meter is blank {since}. [It rained in on the balcony.|The button also does nothing.] Gas is coming normally. Will I get a wrong bill?
> Meter screen shows nothing. Meter number {meter}. [Reading man came and went away without writing.|Last reading I noted is {reading}.]
> No digits on the meter. [Is the battery over?|It was dim for some weeks and now gone.]
ask | Your gas is not affected and nothing is lost, the counter works without the display. Please press the button under it for two seconds, in case it is only asleep. If it stays blank, send us a photo with the number plate.
ans | [Pressed, no change. Photo attached.|Still blank. See photo.|Tried for five seconds also. Nothing.]
visit | Thank you. {tech} exchanges it {visit}, free of charge, in about twenty minutes. Until then we would bill your average.
note 0.3 | Same series as the ones in {locality} last month, battery.
fix | The meter is exchanged. The old one was read out at the workshop: {reading}. So your bill will be exact and not estimated.
fix | A new display is in and shows {reading}. I have corrected the reading for this month, too.
ty 0.4 | [Thanks.|Thank you, display is bright now.|ok good]
=== meter-dispute meter piped 7 tags=meter-dispute team=billing skill=billing
# Reading on the bill is wrong
# Bill reading does not match the meter
# Wrong meter reading in {month} bill
> The bill says {reading2} but my meter shows {reading} today. [How can I have used gas in the future?|Please correct.] I can send a photo.
> Reading on the {month} bill is higher than what the meter shows now. [This is the second time.|Your reader did not even come up to our floor.]
> Meter shows {reading}, bill shows {reading2}. I am not paying until it is corrected.
ask | You need not pay that bill for now, I have stopped the reminders. Could you send one photo with the display and the number plate together? I want to be sure that it is the right meter.
ask | Thank you for looking so closely. May I have a photo of the display with the plate above it? The plate should say {meter}.
ans | [Here it is.|Attached, number and reading both visible.|Photo attached. Took it just now.]
act | Your photo is clear: the reader has mixed up two digits. I am making a new bill.
note 0.4 | Digits swapped, same reader as in the two cases last week. Told Anjali.
fix | The new bill is in your account: ₹{prev} instead of ₹{bill}. The due date is fifteen days from today. I am sorry for the trouble.
fix | Corrected. The wrong bill is cancelled and the new one, ₹{prev}, is from your photo. The reader’s round will be checked.
ty 0.5 | [Paid the new one. Thanks.|Ok. Please train your readers.|Thank you for not making me run around.]
=== meter-noise meter piped 4 tags=noise
# (a) Meter makes a ticking sound
# Noise from the gas meter
> (a) The meter ticks loudly when the stove is on. [At night it is quiet.|It was silent before.] Is it faulty?
> (b) Grinding noise from the meter when we use two burners. [No smell.|Gas is normal otherwise.]
ask | A soft tick is the sound of the bellows and is normal. Does it stop completely when every burner is off?
ans | [Yes, stops when off. But it is more of a rattle.|It stops. The sound is like a fan with something stuck.]
visit | Then it is not a leak, but I would like it tested. {tech} comes {visit} to listen and measure.
fix | The bellows were worn. The meter is exchanged, the old one read {reading}. The new one only ticks softly.
fix | {techfirst} measured: it counts correctly, within half a per cent. A bracket was loose and rattled; it is tight now.
ty 0.4 | [Quiet now, thanks.|Thanks for checking.]
=== meter-test meter piped 5 tags=meter-test,meter-dispute
# Please test my meter
# Meter runs too fast
> I think the meter runs too fast. We are [two|three] people, out all day, and still {units} units. I want it tested.
> Bills are rising every time though we use less. [Please test the meter.|I have noted the readings daily, it does not make sense.]
ask | We will gladly test it. The fee is ₹236 and you get it back if the meter is wrong by more than two per cent. Before that one quick check: with everything off, does the reading move within half an hour?
ans | [No, it stands still.|Checked for one hour, no movement. Please do the test.|It did not move. Go ahead with the test.]
visit | Good, so nothing escapes. {tech} comes {visit} and runs a checked meter in line with yours for an hour. You can watch both numbers.
note | (a) Test ordered. Geyser in the house since June, may explain the use.
note | (b) Test ordered. No geyser, two people. May really be the meter.
fix | (a) The result: your meter counts 0.4 % too little, which is within the limit. The certificate is in your mail. The use comes from the new geyser, about 9 units a month; a lower setting helps.
fix | (b) {techfirst} found +3.1 %. You were right. The meter is replaced, the fee is refunded, and ₹{diff} for the last six months is credited to your account.
ty 0.5 | (a) [Ok, understood.|Thanks. At least now I know.]
ty | (b) [Thank you for the honest answer.|I knew it. Thanks for the refund.]
=== meter-number meter piped 3 tags=records team=billing skill=billing
# Meter number on bill is different
# My bill has another flat’s meter
> The meter number on my bill is not the one on my wall. Mine is {meter}. Whose bill am I paying?
> Bill shows a different meter number. [My neighbour has the same doubt.|Since we moved in nobody noticed.] Please check.
act | You are right, the numbers of two flats on your floor were exchanged when the meters were fitted. I am checking both readings before I touch the bills.
act | Thank you, I will compare it with our fitting record today. Please do not pay the current bill until I write.
note | Cross-connected records, both flats. Readings on file differ by {units} units in favour of this customer.
say 0.3 | [My neighbour is fine with it, we spoke.|Ok waiting.]
fix | The records are put right. Over the past bills you paid ₹{diff} too much; it is on your account and lowers the next bill. Your neighbour has been told by us.
fix | Corrected from today, and the difference is small: ₹{half} in your favour, credited. Thank you for noticing what we did not.
ty 0.4 | [Great, thanks.|Thank you. Next time please check when fitting.]
`
