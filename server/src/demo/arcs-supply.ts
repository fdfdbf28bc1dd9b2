/** Stories about leaks, no gas and pressure. The notation is explained in conversations.ts. */
export const supplyArcs = `
=== leak-stairwell gas-leak piped 9 tags=leak leak=uncontrolled
# Gas smell in [the stairwell|the staircase|the common passage]
# Strong smell of gas [on the {floor} floor|near the duct|at the meter box]
# Smell of gas in our building
> There is a strong smell of gas on the stairs between the ground and the {floor} floor. [We are all standing in the parking now.|Everybody from our wing is outside.|I knocked at the neighbours and we came down.] Please send somebody quickly.
> Gas smell in the duct where the meters are, {society}. [It was faint at first and is strong now.|The watchman noticed it when he switched off the pump.|My neighbour smelt it first and called me out.] [I have called 1906 also.|We are outside, children too.]
> [Smell of gas as soon as the lift door opens on the {floor} floor.|As you enter the building you smell gas.] Nobody knows from which flat. [We have asked people to come down.|We have not used the lift after that.]
act | Your report is with our emergency crew and they are on the way to {society}. Please keep everybody outside and away from the entrance. Do not switch the pump or the stair lights on or off.
act | The crew has left, they should need [about 20 minutes|20 to 25 minutes]. Stay outside please, and let nobody use the lift. If the smell reaches the road, move further away.
note | Paged crew {n}. Caller is outside, building being emptied. {ackname} informed.
note 0.5 | Crew on site. Reading in the duct 18 % LEL on arrival, riser valve closed, falling.
say 0.4 | They have come. [Two men with a meter.|They asked us to wait at the gate.] Thank you for the speed.
say 0.4 | The crew is here now.
fix | The crew found a loose union at the meter of [one flat on the {floor} floor|the flat below yours] and has replaced it. The riser was tested for ten minutes and held. It is safe to go back and to use gas. Thank you for calling at once.
fix | We found a small escape at a riser joint in the duct. The joint is renewed, the pipe tested under pressure and the air measured on every floor: zero. You may all go in again.
ty 0.7 | Thank you. [Very professional.|We were really frightened, your men were calm and explained everything.|All okay now.]
=== leak-kitchen gas-leak piped 9 tags=leak leak=controlled
# Smell of gas in the kitchen
# Gas smell near the stove
# (a) I smelt gas when I came home
> (a) Smell of gas in my kitchen [when I came back from work|when I opened the door just now]. I closed the valve near the stove and opened the balcony door and came out. The smell is less now.
> (b) My mother smelt gas near the stove. She turned the valve off and went to the neighbour. Please check before we cook again.
> (a) Gas smell behind the stove {since}. I have put the handle across the pipe. [Now there is no smell but I am afraid to open it.|After that it has gone.] We are standing outside.
act | You did exactly the right thing. Leave the valve closed and stay out of the kitchen. {tech} is on the way to {flat}, ID card {card}. We aim to be there within two hours, [and he is likely to be quicker|it should be less].
act | Thank you for closing the valve. Please do not open it again to try. {tech} (ID card {card}) is coming to you now. Use no switches in the kitchen until he has measured.
note | Controlled, valve shut, smell gone per caller. {techfirst} sent.
say 0.3 | He has called, [reaching in ten minutes|he is near {locality} signal].
fix | {techfirst} found a crack in the rubber hose, about a hand’s width from the stove. Hose replaced, both ends tested with soap solution, no bubbles. It is safe to cook. The old hose was from before your last inspection, so please note the new date: five years from now.
fix | The smell came from the joint at the appliance valve. {techfirst} has renewed the washer and tested the pipe. All burners lit with you, so you can cook again. Please keep closing this valve at night.
ty 0.6 | (a) [Thank you so much, he came fast.|Good work. Relieved.]
ty | (b) [Thanks. He also showed my mother how to close the valve.|Thank you. My mother is fine.]
=== leak-meter gas-leak piped 6 tags=leak,meter leak=uncontrolled
# Hissing sound from the meter
# Meter is hissing and I smell gas
> The meter on my balcony is hissing and I can smell gas. All burners are off. [I have left the flat.|We came down, I am writing from the gate.]
> Continuous hiss from the meter, strong smell. [It began after the painters moved their ladder.|It started suddenly.] I could not turn the handle, it is stuck. We are all out.
act | Good that you are out. Do not go back to the valve. Crew {n} has started and will close the riser from outside the flat. Please wait at the gate so that they find you.
act | We have it. The crew is on its way and will close the supply from outside first. Please tell the flats beside you to come out too.
note | Valve stuck, riser to be isolated. Neighbours told to leave.
fix | The inlet union of your meter was cracked. The meter is exchanged, the valve as well since it was stuck, and the whole line tested. Reading of the old meter: {reading}. It will be on your bill with the new one starting at 0.
fix | Crew {n} found the nut at the meter outlet loose. It is tightened with a new washer, tested, and sealed. The valve now turns easily. You can use gas.
ty 0.5 | [Thanks to the team.|Thank you, all good now. Kids are already asking for dinner.|ok thank you]
=== leak-road gas-leak any 4 tags=leak,third-party leak=uncontrolled
# (a) JCB has hit a gas pipe on the road
# Gas pipe broken by digging work
> (a) A JCB digging for cables has hit the yellow pipe outside {society}. There is a loud noise and gas is coming out. [Traffic is still passing.|People are standing around with phones.]
> Road work near {society}, {locality}. They broke a gas pipe and ran away. Strong smell on the whole road.
act | Two crews are on the way and the police has been told to stop the traffic. Please keep at least 50 metres away, upwind, and ask people to switch engines off and not to smoke.
act | We are closing the main from the control room now and the crew is coming. Please stay well away and close windows on the road side. Thank you for reporting it.
note | 63 mm PE line hit by cable contractor, no permit shown. Police informed. Photos for the claim.
fix | The pipe has been squeezed off and repaired, and the pit measured: no gas. About 40 homes were without gas for a while; they are being relit one by one. Your report was the first we had.
fix | The damaged piece of pipe is replaced and the road is open again. If you have no gas at home, please open the valve only when our fitter is with you. Thank you.
ty 0.4 | [Good job by your people.|Please take action against that contractor also.]
=== leak-cylinder gas-leak lpg 7 tags=leak,cylinder leak=controlled
# (a) Cylinder is leaking from the top
# Smell from the new cylinder
# (b) Gas coming out near the regulator
> (a) The new cylinder leaks at the valve. I heard it when I took the cap off. [I put the cap back and carried it to the terrace.|I put the cap back, it has stopped.] Nobody is in the kitchen.
> (b) Smell of gas from the cylinder after I fixed the regulator. I turned the knob off and removed it, cap is on. Windows are open. [Should I wait outside?|We are sitting at the neighbour’s place.]
act | Yes, please wait outside with the cap on, and touch no switches. {tech} is coming with another cylinder. He will ask for nothing; the exchange is free.
act | You did right. Leave the cylinder where it is, upright, and stay outside until {tech} comes. ID card {card}.
note | Suspected worn O-ring. Depot told to check the batch of {cyl}.
fix | The rubber ring inside the valve of {cyl} was torn. {techfirst} has taken that cylinder away, connected another one and tested it with soap water. You can cook. We have told the filling plant about it.
fix | {techfirst} exchanged cylinder {cyl} and tested the new joint, no bubbles. There is nothing to pay. The faulty one goes back to the plant with a red tag.
ty 0.5 | [Thanks, very quick.|Thank you. Please check before sending, there are small children here.|ok done]
=== leak-not-gas gas-leak any 5 tags=no-trace leak=controlled
# Strange smell, maybe gas
# Some smell in the flat, not sure if gas
> (a) There is a smell like rotten eggs in the bathroom and passage. Not sure if it is gas. We are outside to be safe.
> (b) My son says he smells gas, I cannot. [Better you check.|I do not want to take a chance.] The valve is closed and we have come out.
act | You are right not to take a chance. {tech} is on the way with a detector. Please stay outside until he has measured every room.
act | Thank you for coming out. {tech} will be with you within two hours at most. It costs nothing, whatever he finds.
note | Told the family it is fine to call for this every time.
fix | (a) {techfirst} measured all rooms, the meter and the hose: no gas anywhere. The smell comes from the floor drain, which had dried out. Pour a bucket of water into it and it should go. Please call again whenever you are unsure.
fix | No gas found, zero on the detector in every room and at the meter. {techfirst} thinks it is the drain of the washing machine. You did the right thing by leaving.
ty 0.6 | [Sorry for the trouble and thanks.|Thanks, sorry it was nothing.|Embarrassing, but thank you. He was very polite.]
=== nogas-building no-gas piped 10 tags=outage
# No gas [{since}|in the whole building|in our wing]
# Gas supply stopped in {society}
# No gas at all, all flats
> No gas in our wing {since}. [I asked three neighbours, all the same.|The flats in the other wing have gas.] [Is there some work going on?|When will it come?]
> No supply in {society} {since}. We have not received any message. [Tiffin for two children could not be made.|There is a baby at home and we have to heat milk.]
> The flame went out while cooking and did not come back. [Upstairs and downstairs also nothing.|Watchman says whole building.] Please tell how long.
> ~ Gas band hai {since}, [poore building mein|sab flats mein]. Koi message nahi aaya. Kab tak aayega?
act | Nothing is planned in {locality} today, so this is a fault in your building. {tech} is on the way to look at the riser. Please close the valve at your stove until we write again, so that no burner is left open.
act | I can see {n} reports from {society} now. A crew is on its way. Please keep the stove valve closed meanwhile.
note 0.5 | {n} flats affected, same riser. Could be the service valve again, see last month.
chase 0.25 | Any update? [We have to cook.|Still nothing here.|Nobody has come to our floor.]
act2 @chase | {techfirst} is at the building and has found the cause. About half an hour more, please.
fix | A plumber had closed the valve of your riser in the duct by mistake. It is open and sealed again, and {techfirst} has checked every floor. If your flame is unsteady for the first minute, that is only air in the pipe.
fix | The filter in the building’s regulator was blocked. It has been cleaned and the pressure is normal, 21 mbar. Please light one burner to check, and write here if it stays low.
ty 0.6 | [Gas has come. Thank you.|It is back, thanks.|ok came now|Thank you {agent}. Next time please send an SMS before we have to ask.]
=== nogas-oneflat no-gas piped 9 tags=self-help
# No gas only in my flat
# (b) No gas after coming back
# (a) Stove does not light, neighbours have gas
# Gas not coming in {flat}
> (a) Only my flat has no gas {since}, neighbours have it. I have opened and closed the valve [twice|many times]. Nothing.
> (b) We came back from [the village|Mumbai|a wedding] and there is no gas at the stove. The bill is paid. What should I do?
> (a) No flame on any burner. The neighbour’s stove works. Bill is paid, I have the receipt. Please send someone [today|soon].
ask | (a) It may be the safety cut-off beside the meter; it trips when a valve is opened too fast. With all burners off, please close the meter valve, wait a minute, open it slowly and press the small button on the regulator once. Does it come back?
ask | (b) Your account is in order, so the supply was not closed by us. Could you look at the handle beside the meter: does it lie along the pipe or across it? If along, close it, wait a minute and open it slowly.
ans | (a) [I did it and the flame is back.|It works! The button was a bit hidden.|Yes, now it has come. I was opening it too fast it seems.]
ans | (b) Handle was across. [My wife had closed it before we left and I forgot.|The cleaning lady must have done it.] Now it is fine.
fix | Very good, then nothing is broken. Open it slowly each time, as you did now, and it will stay.
fix | That was it. There is no charge. If it trips again within a week, write here and I will send a fitter to look at the cut-off.
ty 0.3 | [Thanks, saved me a day.|Thank you for the quick help.]
=== nogas-cutoff no-gas piped 5 tags=disconnection team=billing skill=billing
# Gas disconnected though bill is paid
# Supply closed by your man, but I have paid
> Your man closed my gas {missday} for non payment. I paid ₹{bill} on {bookdate}, UPI reference {upi}. [This is not acceptable.|Please open it today itself.]
> Supply cut without any notice. The bill of {month} was paid on {bookdate}. [I have a screenshot of it.|I can send the bank statement.] Who will pay for the food we are ordering from outside?
act | (a) I am sorry. I can see your payment; it went to an old account number and so the bill stayed open. I have moved it and a fitter will come {visit} to open the supply. You pay nothing for that.
act | (b) You are right and we are wrong: the payment reached us a day after the list for closing had been printed. Somebody comes {visit}. I have also removed the reconnection fee.
note | (a) Payment {upi} found in suspense. Moved.
note | (b) Closing list printed a day too early again. Third one this month, @Anjali.
say 0.4 | [Ok but it should not have happened.|Waiting. Please make sure he really comes.|Fine.]
fix | The supply is open again and your account shows zero due. I have asked for the reminder fee of ₹100 to be taken off as well. Once more, I am sorry.
fix | {techfirst} has opened the valve and lit the burners with you, he tells me. There is no charge on your account. I have written to the people who make the list.
ty 0.3 | [Working now.|Thanks for sorting it out, but please improve this.|ok]
=== nogas-planned no-gas piped 5 tags=planned-work
# No gas and no notice
# How long is the gas off in {locality}?
> No gas {since}. [My neighbour says work is going on at the corner.|I saw your van on the main road.] How long will it take?
> Is there a shutdown in {locality}? Nothing by e-mail, nothing by SMS. [I have guests coming.|I run a small tiffin service from home.]
act | There is planned work on the main in {locality}, and it should be finished {eta}. The notice went to the secretary of your society, but I see that you did not get it yourself. I am sorry about that. Please keep your valve closed until then.
act | Yes, we are connecting a new pipe at the corner. The gas should be back {eta}. You should have had an SMS {missday}; your number on the account was an old one, may I use the one in your profile?
say 0.5 | [Ok.|Alright, thanks for telling.|Ok noted.|Ok. My number is the one in the app.]
fix | The work is finished and the gas is back. Open the valve slowly and let the first burner run for a moment. From now on notices for {society} come to you by SMS directly.
fix | Supply in {locality} is restored. I have put you on the list for planned work, so next time you hear it five days before.
ty 0.3 | [Yes, it is back.|ok thank you]
=== pressure-oneburner pressure piped 9 tags=self-help
# One burner burns low
# (a) Big burner has a weak flame
# (b) Left burner is not proper
> (a) The big burner has a low flame {since}, the other ones are fine. [Rice takes double the time.|It goes out when I put it on sim.]
> (ab) One burner out of [three|four] is weak. [I cleaned the top but no change.|The stove is two years old.] Is it the pressure?
> (b) Left side burner burns only on one half. [Rest are ok.|Other burners normal.]
ask | If the others burn well then the pressure is fine, and it is the burner itself. Once it is cold, lift the cap off: are the small holes blocked, or is the cap sitting crooked?
ask | Could you try one thing before we send somebody? Take the cap of that burner off when it is cold, clean the holes with a dry brush, and set it back so that it does not rock. How is the flame then?
ans | [Many holes were blocked, I think milk boiled over. After cleaning it is better.|It was sitting crooked. Now full flame.|Cleaned it with a toothbrush. It is like new.]
fix | Glad to hear it. A brush once a week is enough; please no pins, they make the holes wider.
fix | Good. I am leaving this open for nothing then. If it gets weak again within a few days, reply here and a fitter will look at the jet.
ty 0.3 | [Thanks :)|Thank you, I thought I need a new stove.]
=== pressure-evening pressure piped 8 tags=low-pressure
# Low flame in the evening
# Pressure drops after 7 pm
# Flame becomes small every evening
> Every evening between 7 and 9 the flame is very low. In the morning it is normal. [Since about a week.|It started after the new tower behind us got gas.] 
> Low pressure at dinner time, [daily|for {n} days now]. Even tea takes 15 minutes. We are on the {floor} floor, {society}.
> Flame is half in the evenings. [Neighbours complain of the same.|My neighbour on the same floor has it too.] Please increase the pressure.
ask | Thank you for the exact times, that helps. Are all burners low at that hour, and is it the same for the flats above you?
ask | Is it on all burners, and do you have a gas geyser running at that time?
ans | [All burners. No geyser running.|All of them, and the flat above has it too.|Yes all burners. We use the geyser only in the morning.]
act | Then it is the street and not your stove. {tech} will measure at your meter {visit}; together with the curve of the station that shows us what happens in the evening.
act | I have asked the network team to look at the load of your regulator station. {tech} comes {visit} to measure at the meter, it takes ten minutes.
note | Evening dip in {locality}, second report. Ask network for the curve of the district regulator, 18:30–21:30.
note 0.3 | Station curve: 14 mbar at 20:10, 21 at 23:00. It is the network.
fix | The curve of your station shows the dip, and what {techfirst} measured at your meter agrees with it. The station is set higher for the evening hours from today. Please watch it for two days.
fix | We found the cause: a valve in the street was only half open after repair work. It is fully open now and the evening pressure is normal.
ty 0.5 | [Ok, will watch it. Thanks.|Thank you {agent}.|Thanks. Dinner at 8 instead of 10 would be nice.]
=== pressure-yellow pressure piped 7 tags=flame
# Flame is yellow
# Orange flame and black marks on vessels
# Yellow flame, vessels turning black
> The flame is yellow instead of blue and vessels are getting black [from below|at the bottom]. {since|cap}.
> Orange flame on two burners. [My cooker has black marks.|We scrubbed the pots twice.] Is it dangerous?
> Vessels become black, flame looks yellow. [Stove was serviced last year.|We shifted from cylinder to piped gas some months ago.]
ask | Please do not use those burners until we have looked, and keep the window open when you cook. Was the stove converted from cylinder to piped gas by our fitter, or by somebody else?
ask | It means that the gas gets too little air. Please leave these burners off. Has anybody changed or opened the stove in the last weeks?
ans | [A local mechanic did it.|The stove shop man opened it for cleaning.|My brother-in-law cleaned the jets, maybe he mixed them.]
visit | {tech} will come {visit} and set the air and the jets. ID card {card}. It is ₹150 if jets have to be replaced, otherwise free.
visit | {tech} will be with you {visit}. Please keep the stove cold for half an hour before.
note 0.4 | Jets probably swapped. Send the small kit along.
fix | {techfirst} found the jets mixed up, put them right and set the air. The flame is blue on all burners. Next time please let us do it; a wrong jet can also make carbon monoxide.
fix | Two jets were of the wrong size. They are replaced and the air shutter is set. {techfirst} measured the flue gas as well, all normal.
ty 0.5 | [Blue again, thank you.|Good. He was neat and quick.|Thanks, will not call the local fellow again.]
=== pressure-noise pressure piped 4 tags=flame
# (a) Flame jumps and makes noise
# (b) Burner makes a whistling sound
> (a) The flame jumps and makes a noise like wind [when I turn it full|on full]. [It even went out once.|The children are scared of it.]
> (b) There is a whistling from the stove when two burners are on. [The flame is too high.|The flame lifts from the burner.] Like this {since}.
act | That sounds like too much pressure. Please use only one burner, on low, until we have measured. {tech} comes {visit}.
act | A flame that lifts usually means that the regulator beside the meter is set too high. {tech} will come {visit} to measure it; please cook on low till then.
note | Possible regulator drift, check the whole floor.
fix | {techfirst} measured 29 mbar at your meter, it should be 21. The regulator is exchanged and the flats beside you are checked too. The flame should be quiet now.
fix | The regulator beside your meter was worn and let too much through. A new one is in, measured at 21 mbar with all burners on.
ty 0.5 | [Silent now. Thanks.|Thank you, flame is normal.|Thanks for coming so fast]
=== pressure-smell pressure piped 6 tags=smell-check
# (a) Slight smell {missday}, please check
# Smell came and went
# (a) Please check for leakage, smell {missday}
# (b) Little smell when lighting the burner
> (a) {missday|cap} there was a slight smell near the stove for a few minutes, today nothing. [I would feel better if someone checks.|Please check once.] The valve is closed at night.
> (b) Sometimes a little smell when I light the big burner, then it is gone. [Not now.|Right now there is none.] Can you check the hose and the joint?
act | Thank you for not ignoring it. If it comes back, leave the flat and call 1906, do not wait for our visit. {tech} will test hose, valve and meter {visit}.
act | I have booked a smell check {visit}, it is free. If you smell it again before that, do not write: go out and call 1906.
note | No smell at present, confirmed by phone. Smell check only.
say 0.4 | Ok. [No smell since then.|Valve is closed anyway when we are not cooking.|Thank you, will do.]
fix | (a) {techfirst} tested everything with soap solution and the detector. The washer at the stove inlet was a little loose and has been changed; all else is tight.
fix | (b) Everything is tight: hose, valve, meter, all at zero. A little smell at the moment of lighting is normal when the lighter needs two or three tries.
ty 0.5 | [Thanks, peace of mind.|Thank you for checking.|good]
=== pressure-geyser pressure piped 5 tags=geyser
# (b) Geyser does not start
# (a) Gas geyser switches off after a minute
> (a) The gas geyser goes off after [one minute|30 seconds], the stove is fine. [New batteries are in.|I changed the cells already.] Cold baths for {n} days.
> (b) Geyser clicks but does not light. Stove burns normally. Is it a pressure problem?
ask | Which make is it, and does the stove flame get smaller in the moment the geyser starts?
ask | Could you send the make and model, and tell us whether it lights when all burners of the stove are off?
ans | (a) [Racold, bought in 2022. Same with the stove off, and the stove flame does not change.|V-Guard, 6 litre. Even with the stove off it stops.|Bajaj, 3 years old. The stove flame stays as it is.]
ans | (b) [It is a Bajaj 6 litre. Even with the stove off it does not light.|Racold, from 2021. It clicks and clicks. No change in the stove.]
visit | Then we should measure at the geyser’s own valve. {tech} comes {visit}. Please let nobody use the bathroom’s geyser until then, and leave the window open.
fix | (a) The pressure at the geyser is right, 20 mbar. It is the sensor inside that cuts off, which the maker’s service has to change. {techfirst} has written the reading on the slip for them.
fix | (b) The strainer before the geyser was full of dust from the pipe. It is clean, and the geyser ran for ten minutes without stopping. Please never use it with the window shut.
ty 0.4 | (b) [Hot water at last. Thanks.|Thank you, working.]
ty | (a) [Ok I will call the company. Thanks for checking.|Thanks, at least I know.]
`
