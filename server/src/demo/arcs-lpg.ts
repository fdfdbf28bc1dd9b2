/** Stories about cylinders, regulators and deliveries. The notation is explained in conversations.ts. */
export const lpgArcs = `
=== reg-lock regulator lpg 9 tags=regulator
# Regulator does not lock
# Regulator not fitting on new cylinder
# Regulator does not sit properly
> The regulator does not lock on the new cylinder. [It comes up again when I let go.|No click at all.] The old cylinder was fine with it. Cap is back on.
> Regulator is not sitting on the valve. [My son also tried.|We are without gas since the morning.] Cylinder {cyl}. Please send someone.
> New cylinder came {missday}, regulator not fitting. [Is the valve of a different size?|I did not force it.]
ask | (a) Please put the cap on and do not force it. When you pull the black ring up, does it stay up by itself, or fall back at once?
ask | (b) Please leave it off and the cap on. Could you send a photo of the regulator from below, and the code on the collar of the cylinder?
ans | (a) [It falls back at once.|Falls back. It is loose.|No, it does not stay up.]
ans | (b) [Photo attached. Code is {cyl}.|Attached. Cylinder is {cyl}.]
visit | (a) Then the spring in the regulator is gone. {tech} exchanges it {visit}, free against your voucher. ID card {card}.
visit | (b) I think it is the pin in the valve. {tech} comes {visit} with another cylinder and another regulator, so that one of the two will fit.
chase 0.2 | Please send fast, [we are cooking on an induction plate|we had to eat outside yesterday].
act @chase | I understand. He has it as his next visit.
fix | (a) The regulator is exchanged and clicks as it should. The new number is on your voucher, {techfirst} has written it in.
fix | (b) It was the valve of the cylinder, a bent pin. {cyl} has gone back and the new one is connected and tested with soap water.
ty 0.5 | [Thank you, working.|Thanks. Very helpful delivery man.|ok solved]
=== reg-hiss regulator lpg 5 tags=regulator,smell-check priority=high
# Regulator makes hissing sound
# Sound of air when I put regulator on
> When I turn the regulator on there is a hiss for [some|a few] seconds, then it stops. No smell. I have switched it off and put the cap on.
> Regulator hisses when on. I removed it and closed the cap. [It was bought three years ago.|Flame was also jumping.] Please change.
act | You did right. Please leave it off, with the cap on and the window open. If you smell gas at any time, go out and call 1906. {tech} comes {visit} with a new regulator.
act | Thank you for taking it off. Do not use it again, not even once. {tech} brings another one {visit}. For any smell: out of the house and 1906.
note | Told about 1906. No smell now, so not filed as leak. Agreed with Vikram.
say 0.3 | [No smell. Waiting.|Ok. We are using the induction till then.]
fix | The rubber inside the regulator was worn through. It is replaced, the joint was tested with soap solution and {techfirst} watched it for ten minutes. No bubbles.
fix | New regulator and new washer are in, all tight. The old one had the year 2014 on it; please change them every ten years.
ty 0.5 | [Thank you for coming so quickly.|Thanks, no sound now.]
=== reg-stiff regulator lpg 6 tags=regulator
# (a) Regulator knob very tight
# (b) Cannot turn the regulator off
> (a) The knob of the regulator has become so tight that my wife cannot turn it off. [I have to do it at night when I am back.|It needs pliers.]
> (b) Regulator switch is stuck in on position. Stove works. I close it from the stove only.
visit | (a) It should turn with two fingers. Please no pliers. {tech} changes it {visit}; keep the voucher ready. Until then close the stove’s knobs well at night and keep the window open a little.
visit | I would not leave it like that. {tech} is with you {visit} with a new one, free of charge.
note 0.3 | Old type, third in this building.
fix | Exchanged, and it turns easily. Please close it each night.
fix | {techfirst} has put in a new regulator and showed how to take it off. Nothing to pay.
ty 0.5 | [Thank you.|ok now it is smooth]
ty | (a) Wife says thanks :)
=== reg-lost regulator lpg 5 tags=regulator,voucher
# (a) Regulator lost while shifting
# Need a new regulator
# (b) Regulator and cylinder stolen
> (a) We lost the regulator while shifting. What does a new one cost and which papers are needed?
> (b) Regulator was stolen along with the empty cylinder from our balcony. How do I get a new one? [Police complaint is done.|The watchman saw nothing.]
ask | (a) For a lost regulator we need the subscription voucher and a short signed letter that says it is lost; a photo of both is enough. It costs ₹250. Could you add them here?
ask | (b) I am sorry to hear it. Please add a photo of the voucher and, for the lost parts, your signed letter (or the police report). The regulator is ₹250, the empty cylinder ₹1,450.
ans | Both attached. [Please send with the next cylinder if possible.|The voucher is a little faded, hope you can read it.]
act | Readable, thank you. It is on the van and comes {visit}.
fix | Delivered and connected. The number of the new regulator is on your voucher now.
fix | (a) You have the new regulator, and ₹250 is on your account. Please keep the cap on whenever it is off the cylinder.
ty 0.4 | [Thank you.|Got it. Thanks for the help.]
=== reg-delivery regulator lpg 4 tags=regulator,delivery
# (b) Wrong regulator given
# (a) Broken regulator given
> (a) Yesterday’s man exchanged the regulator but gave one with a broken ring. It does not lift. Please send a proper one.
> (b) The regulator given with my new connection is for a different valve size. [It wobbles on top.|Not fitting at all.]
ask | I am sorry. Could you send a photo of the number that is stamped on it? I want to take the whole lot off the van.
ans | [Photo attached. It starts with 24.|Number is 24-0{n}17.|Attached.]
visit | Thank you. {tech} brings a tested one {visit}.
note | Lot 24 from the store, pull the rest. Ganesh knows.
fix | You have a tested one now. The whole lot has gone back to the maker, thanks to your photo.
ty 0.5 | [Good. Thanks.|Working properly now, thank you]
=== cyl-underweight complaint lpg 7 tags=underweight,cylinder team=lpg-bookings skill=lpg priority=high
# Cylinder underweight [by {short}|]
# New cylinder weighs less
# Short weight, {short} missing
> I weighed the cylinder after delivery: {gross} kg, tare on the collar says {tare}. So only {net} kg gas instead of 14.2. [I am paying for full.|Second time this year.|Please look into it.]
> New cylinder {cyl} is short by {short}. [Weighed on the kirana shop’s scale.|We have a scale at home.] The seal looked fine.
> The cylinder feels light. My scale says {short} less than it should. What is your process?
ask | (a) Thank you for weighing it. Please do not use it any further. Is the seal ring still on it or with you, and could you send a photo of the collar with the tare?
ask | (b) That is more than the 150 g that are allowed. Could you send a photo of the scale and one of the collar? Please do not connect the cylinder meanwhile.
ans | (a) [Photos attached. Seal I have kept.|Attached. Seal is in the dustbin but not broken.]
ans | (b) [Attached both.|Please see, both attached. Tare {tare} is readable.]
visit | Clear pictures, thank you. {tech} comes {visit} with a certified scale and a full cylinder. If it is short you keep the full one, at no cost.
note 0.6 | Ask the plant for the filling weight of {cyl}. Second from that round, see Wanowrie.
fix | Our scale showed {net} kg as well, so you were right. The cylinder is exchanged, and ₹60 for the trouble is on your account. The plant has been told to check that filling head.
fix | It was short, by {short}. You have a full one now, weighed in front of you, and the delivery round is being checked.
ty 0.5 | [Thank you for taking it seriously.|Good, but please weigh before loading.|Thanks, fair solution.]
=== cyl-late complaint lpg 8 tags=delivery,late team=lpg-bookings skill=lpg
# Cylinder not delivered
# Delivery late, booked on {bookdate}
# When will my cylinder come?
# Waiting for refill
> I booked on {bookdate} and paid ₹1,000. Still no delivery. [The second cylinder is also about to finish.|We have small children.] When is it coming?
> Booked on {bookdate}, status says out for delivery {missday}. Nobody came. [I stayed home the full day.|No call.]
> Your man did not come {missday} and today again not. How can one run a kitchen like this?
> ~ Cylinder kab aayega? Booking {bookdate} ki hai, paisa bhi cut gaya. Ghar mein gas khatam hai.
act | (a) I am sorry. Your round was stopped because the van broke down {missday}. You are first on the next one, {visit}.
act | (b) I have spoken with the depot. It was loaded but the driver did not find the entrance. He comes again {visit}; may he call you when he is at the gate?
say 0.5 | (b) [Yes, call me. Gate is behind the temple.|Yes, on this number.]
say | [Ok but please no more excuses.|Fine. My mother will be at home.|Ok.]
chase 0.3 | [It is evening now, nobody came.|Is he coming or not?|No call yet.]
act2 @chase | He is two streets away, I have just had him on the phone. Please keep the code ready.
note 0.3 | (a) Van 4 out again. Round {locality} goes with van 2 until the weekend.
fix | The cylinder {cyl} is delivered, the code was given at the door. For the late delivery ₹50 is on your account.
fix | Delivered. I have also moved your address to the morning round, it is more reliable in {locality}.
ty 0.4 | [Finally. Thanks for following up.|Received.|ok received, thanks|Thank you {agent}, at least you answered.]
=== cyl-money complaint lpg 5 tags=conduct,delivery team=lpg-bookings skill=complaints priority=high
# Delivery man asked for extra money
# (a) Asked ₹{tip} for carrying upstairs
# (b) “Chai paani” at every delivery
> (a) The delivery man asked for ₹{tip} extra for bringing it to the {floor} floor. The lift works. When I said no he became rude.
> (b) Every time they want ₹{tip} “chai paani”. [This time I did not give and he left the cylinder at the gate.|I am told everyone pays.] Is this official?
act | Delivery to your kitchen door is in the price, on any floor. I am sorry for this.
ask | It is not allowed. Do you remember the time, or his name? I will not mention yours to him.
ans | [Around 11:30, name on the shirt was Ganpat.|Between 10 and 11. Tall man, grey cap.|About 4 pm. I do not want trouble for anyone, just that it stops.]
note | Depot supervisor to speak with the driver. Two earlier ones for the same round this quarter.
fix | The depot supervisor has spoken with him and he is off your round. The ₹{tip} is on your account. If it happens again, please do not pay and write here.
fix | Thank you. He has had a written warning, and we have put a line about it into the delivery SMS: nothing to pay at the door.
ty 0.4 | [Thank you for acting on it.|Good. Let us see next time.|ok]
=== cyl-seal complaint lpg 4 tags=seal,cylinder team=lpg-bookings skill=lpg
# (a) Seal broken on new cylinder
# (b) Cylinder delivered without seal
> (a) The cylinder came with a broken seal. I noticed after the man had gone. [It weighs okay I think.|I have not connected it.] Is it safe to use?
> (b) No plastic seal on the cap of {cyl}. Delivery man said it is normal. Is it?
ask | It is not normal, please do not connect it. Is the cap on tight, and is there any smell near it? If there is, leave and call 1906.
ans | [Cap is on, no smell.|No smell at all. It stands on the balcony.]
visit | Good. {tech} brings another one {visit}. Please look at the seal together with him before you give the code.
fix | Exchanged, with the seal intact. {cyl} goes back to the plant for a check of weight and valve.
ty 0.5 | [Thanks.|Thank you, he showed the seal this time.]
=== cyl-gap question lpg 5 tags=booking team=lpg-bookings skill=lpg
# Cannot book refill
# (a) Why can I not book before {duedate}?
# (b) Gas finished before the 15 days
> (a) The booking line does not let me book before {duedate}. We have guests for a wedding. [Can you make an exception?|Is there any way?]
> (b) Gas finished early this time and I cannot book again. [Fifteen days is too long for us, we are nine people.|What do others do?]
fix | I understand. The 15 days between two refills are a national rule which we cannot change. You can book on {duedate} from midnight, and I have marked your address for the first round of that day.
fix | We cannot go below the 15 days, I am afraid. With a second cylinder on your connection you would not run out; the deposit is ₹2,200, and you can apply under Installation.
ty 0.4 | [Ok, no choice. Thanks.|Will apply for the second one. Thanks for the idea.|understood]
=== cyl-code question lpg 4 tags=delivery-code team=lpg-bookings skill=lpg
# (a) Delivery code not received
# (b) Code goes to old number
> (a) No delivery code came by SMS and the man is coming today. What do I do?
> (b) The code is going to my old number which is closed. [How do I change?|My daughter’s number is the right one.]
fix | (a) I have sent the code once more. If the SMS does not come next time either, write here and we send it again.
fix | (b) The delivery man can change the number in his app at your door, a new code comes within a minute. I have noted the new one on your account as well.
ty 0.5 | (a) [Got it now. Thanks.|Delivered, thanks]
ty | (b) [Worked. Thank you.|ok thanks]
`
