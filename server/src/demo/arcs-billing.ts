/** Stories about money and papers. The notation is explained in conversations.ts. */
export const billingArcs = `
=== bill-high billing piped 10 tags=high-bill
# Bill higher than usual
# {month} bill is too high
# Why ₹{bill} this time?
# Bill doubled
> {month} is ₹{bill}, {prevmonth} was ₹{prev}. [Nothing has changed at home.|We were away for ten days in between.|We are only two people.] Please check.
> I have received a bill of ₹{bill}. Normally it is around ₹{prev}. [How is this possible?|Is there a mistake in the reading?] 
> Bill has gone from ₹{prev} to ₹{bill} in one cycle. [Please explain.|I am a pensioner and this is not a small difference.]
> ~ Itna zyada bill kaise aaya? {prevmonth} mein ₹{prev} tha, ab ₹{bill}. Please check.
ask | (a) I have looked at it: the bill before was estimated because the meter could not be read. To see if this one is right, could you send a photo of the meter today?
ask | (b) I will check. Please send a photo of the meter with the display and the number plate. The bill need not be paid until I have answered.
ans | [Photo attached.|Here is the photo. It shows {reading}.|Attached. Took me a while to find the meter, it is behind the cabinet.]
note 0.3 | (a) Two estimates in a row before this. Not the customer’s fault.
fix | (a) Your photo shows {reading}, so the bill is right: it makes up for the earlier one, which was ₹{half} too low. If it helps, I can split the ₹{bill} into two payments without any charge.
fix | (b) The photo shows that our reader misread one digit. The new bill is ₹{prev}, and the old one is cancelled.
fix | (a) The reading is correct. This bill covers {days} days instead of 60 and contains the rest from the estimated one before. Over both together you used {units} units, the same as last year.
ty 0.4 | (a) [Ok, understood.|Thank you for explaining.|Fine. But please read the meter every time.|thanks]
ty | (b) [Paid the new one. Thank you.|Thanks for correcting.|Good that I asked.]
=== bill-twice billing piped 8 tags=refund,double-payment
# Paid twice by mistake
# (a) Amount deducted two times
# Double payment of {month} bill
> (a) I paid ₹{bill} by UPI and it was deducted two times. References [{upi} and one more|{upi}, the other is one minute later]. Please refund one.
> (a) The page hung while I was paying so I pressed again. Now ₹{bill} went twice. [How to get it back?|Kindly return one.]
> (b) My wife and I both paid the {month} bill. [Please adjust or refund.|Can you send one back?]
ask | Both payments have reached us, nothing is lost. We can send one back, or keep it for the next bill. What do you prefer?
ask | (a) I can see two payments of ₹{bill}, one minute apart. Shall I return one, or leave it on the account for the next bill?
ans | [Please return it.|Refund please, to the same account.|Return please, the next bill is far away.]
ans | I thought of the next bill first, but [better return it|return it please], we are a little short this month.
act | Done, I have sent the request to finance. It goes back the way it came.
fix | ₹{bill} is on the way to your account. Banks show it within three to five working days. The reference of the refund is {upi2}.
fix | The refund was released today. If your bank does not show it within five working days, write here and I will send you the trace number.
ty 0.4 | [Received. Thanks.|Got it, thank you {agent}.|ok will wait]
=== bill-notposted billing piped 8 tags=payment
# Payment not showing
# Paid but still shown as due
# Bill paid, still getting reminders
> (a) I paid ₹{bill} on {bookdate}. My account still says due, and I get a reminder every day. UPI reference {upi}.
> (b) Payment done by net banking {missday}, amount debited, your side shows unpaid. [Please do not charge late fee.|Kindly update.]
> (b) Why do I get reminders? Bill is paid since {bookdate}. [It is irritating.|Please stop these messages.]
act | (a) Thank you for the reference. I can see the money with our bank; the payment came without the account number, so it was not matched. I am doing that now.
act | (b) I have found it. It has to be moved to your account by hand, which takes until tomorrow at most. I have stopped the reminders.
ask 0.35 | Could you tell me from which bank it was paid, and the last four digits of the account? I see two payments with the same amount that day.
ans | [HDFC, 4417.|State Bank, ends with 0926.|From my son’s ICICI account, 7730.]
fix | It is matched: ₹{bill} is on your account with the date on which you paid, so there is no late charge.
fix | Your bill is marked as paid and the receipt is on its way to you by e-mail. Sorry for the reminders.
ty 0.4 | [Yes I can see it. Thanks.|ok|Thank you, that was quick.]
=== bill-name billing any 8 tags=name-change
# Change name on connection
# (a) Name transfer after buying the flat
# (b) Connection is in my late father’s name
# (c) Wrong spelling of my name
> (a) We bought this flat from {seller} and the bills still come in the old name. How do I change it?
> (b) The connection is in the name of my late father. Please tell me what is needed to put it in my mother’s name.
> (c) My name is spelled wrong on the bill. [The bank does not accept it as address proof.|It should be {name}.]
ask | (a) We need three things: the sale deed or index II, your photo ID, and a no-dues letter from the person before you. Photos are enough, you need not come. It takes five working days once we have them.
ask | (b) I am sorry for your loss. We need the death certificate, your mother’s photo ID, and a letter in which the other heirs agree. Photos are enough, nobody has to come.
ask | (c) That is easily put right. Please add a photo of an ID on which the name is as it should be.
ans | Attached. [Please check if all is in order.|Let me know if you need originals.]
ans | (a) All three attached. [Seller sent the letter on WhatsApp, hope that is fine.|Please confirm.]
ans | (b) All attached. [My sister and I have both signed.|Thank you for explaining it so simply.]
ans | (c) PAN card attached.
act | Thank you, all in order. The change is with the records team.
note 0.3 | (ab) Papers checked, ID matches. Deposit to go over to the new holder.
fix | (ab) The name is changed. The next bill comes in the new name. The deposit has moved along.
fix | (c) The spelling is corrected, on the bill and on the account.
fix | (ab) It is done: the connection is in the new name from today. You get a confirmation by e-mail that most banks accept as address proof.
ty 0.5 | [Thank you for making it easy.|Thanks a lot.]
ty | (b) Thanks {agent}, my mother is relieved.
ty | (a) Received the confirmation. Thanks.
=== bill-refundbooking billing lpg 7 tags=refund,booking
# Refund for cancelled booking
# Cylinder booking cancelled, money not back
> (a) I cancelled my cylinder booking on {bookdate}, ₹1,000 is not back yet. [How long does it take?|Bank says nothing is pending.]
> (b) Booking was cancelled by your side because of no stock. Where is my money? [₹1,000 is not small.|It has been {n} days.]
act | (a) The refund left us the day after, reference {upi2}. I am asking our bank where it stands.
act | (b) I am sorry, it was prepared but not released. I have done that now and you will see it within three working days.
ask 0.5 | (a) Could you look once more in the statement of the account that you paid from? It may stand under “reversal” and not under our name.
ans | [Checked, nothing there.|Not there. I looked at all entries till today.|No. Please check with your bank.]
note 0.3 | (a) Bank batch of that day was rejected, see finance mail. Pooja is sending it again.
fix | (a) Our bank had returned the batch. It was sent again today, ₹1,000 to the same account. I am sorry for the long wait.
fix | The ₹1,000 has been credited; our bank confirms it with reference {upi2}.
ty 0.5 | [Yes, received.|Got it. Thank you.|Came today. Thanks for following up]
=== bill-copy billing any 6 tags=copies
# (a) Copy of connection papers
# (b) Need old bills [for a loan|for visa|]
# (c) Duplicate bill please
> (a) I need a copy of the connection papers for [the bank|my passport application|the school]. The originals are lost. How can I get them?
> (b) Please send the bills of the last six months by e-mail, [it is urgent|I have to hand them in this week]. 
> (c) Bill of {month} has not reached me. Please mail a copy.
ask | (a) I can do that. To be sure that I send them to the right person: what was the amount of your last bill, and in which year did the connection begin, roughly?
ask | (bc) Of course. Shall I send it to the e-mail address in your profile?
ans | (a) [Last bill was about ₹{prev}, connection since 2019 I think.|₹{prev}, and around 2020.|The last one was ₹{prev}. We moved in in 2018, so then.]
ans | (bc) [Yes please.|Yes, same mail id.|Yes.|Yes, and a copy to my husband if possible.]
fix | (ab) They are on their way to your e-mail, as PDF and with our stamp. Most offices accept that.
fix | (c) It is in your mail now. The due date is moved by a week, since the first one did not reach you.
fix | (b) Sent. If you need one more, write here; we keep all bills of the last three years.
ty 0.4 | [Received, thanks.|Thanks, that was fast.|got it]
=== bill-deposit billing piped 5 tags=deposit,moving
# Security deposit refund
# (a) We have moved out, deposit pending
# (b) Close connection, moving out
> (a) We left {flat} on {bookdate} and the meter was read that day. The deposit has not come. [Agent said 15 days.|When can I expect it?]
> (b) Please close my connection and return the deposit. [We are shifting to Nagpur.|The flat is sold.] Last day is {duedate}.
act | (a) I have the reading of that day, and the final bill is being made. The deposit goes out after it.
act | (b) I have noted {duedate} as your last day. The meter is read that morning and the valve is closed.
ask | (a) The final bill is ₹{half}. We can take it off the deposit, so that you pay nothing more. Is that all right, and is the bank account in your profile still the right one?
ask | (b) Shall we take the final bill off the deposit, so that you need not pay it separately? And is the bank account in your profile still the right one?
ans | [Yes, deduct it. Account is the same.|Ok deduct. The account is right.|Yes please, go ahead.]
fix | (a) Then ₹5,000 less ₹{half} has been released to your bank today. Please allow three working days. All the best in the new home.
fix | (a) The deposit is on its way, the account is closed with a zero balance, and the closing letter is in your mail.
fix | (b) Everything is set for {duedate}. The deposit less the last bill goes to your bank within fifteen days after it, and the closing letter to your mail.
ty 0.5 | (a) [Thank you for the smooth closing.|Thanks for the quick work.]
ty | (b) [Thanks, bye Pune.|Ok, thank you.]
=== bill-late billing piped 5 tags=late-fee
# (a) Late fee though I paid in time
# Please remove late charges
> (a) There is a late charge of ₹100 in my bill. I paid on the due date itself. [It was a Sunday.|The app was down in the evening.] Please remove it.
> (b) Got late fee for the first time in eight years. [I was in hospital.|The bill reached after the due date.] Can you consider?
act | (a) I have looked: your payment left your bank on the due date and reached us a day later. That should not cost you anything.
act | (b) Thank you for telling us how it came. You have always paid on time, so I can take it off once.
fix | The ₹100 is removed and the corrected amount is ₹{prev}.
fix | Done, the charge is credited on your next bill. If you like, auto-pay takes care of the date from now on.
ty 0.5 | [Thank you, appreciate it.|Thanks for understanding.|ok thanks]
=== bill-autopay billing piped 5 tags=autopay
# Auto-pay did not work
# Auto debit failed
> Auto-pay was set up in {prevmonth} but this bill was not taken. [Now it shows overdue.|Should I pay by hand?]
> Auto debit failed twice. There is enough balance. [Bank says no request came from you.|What is the problem?]
ask | Please pay this one by hand, there will be no late charge. For the next: does your bank show the mandate as active? It is normally under UPI, Mandates.
ans | (a) [It shows paused. I did not pause it.|Paid. Mandate says expired.]
ans | (b) It says limit 1,000, but the bill is more.
fix | (a) That explains it. Please remove it and set it up again with your bank, with a limit of ₹5,000 and no end date. I have tested it with the bank’s side of your account and it answers.
fix | (b) Thank you. The mandate had a limit below the bill. Set it once more with a higher limit and the next bill will be taken on its due date; you get a notice three days before.
ty 0.4 | [Done, shows active now.|Ok set again. Thanks.]
=== bill-tariff billing piped 3 tags=tariff
# Billed as commercial
# Wrong tariff on my bill
> My bill says commercial tariff, but this is a home. [I only give tuition to six children.|No shop, no office here.] Please correct from the beginning.
> Rate per unit is different from my neighbour’s. Mine says non-domestic. Why?
ask | That should not be. May I ask whether any business is registered at this address, for example a clinic or a tiffin kitchen?
ans | [No, nothing. Only family.|No business at all.|My late uncle had a clinic here till 2018. Now it is only us.]
act | Thank you. A colleague looks at the place {visit}, five minutes, and then I can change it.
fix | Your tariff is domestic again, backwards to the last change. ₹{diff} too much paid is on your account.
ty 0.6 | [Great. Thank you.|Thanks, good that I looked.]
=== bill-instalments billing piped 4 tags=instalments
# Can I pay in two parts?
# Difficult to pay the full bill now
> (a) I cannot pay ₹{bill} at once this month. [My salary is delayed.|There were hospital expenses.] Can I pay in two or three parts?
> (b) Please allow me to pay half now and half next month. [I have never missed a bill.|I do not want the gas to be cut.]
fix | Yes, of course. I have split it: ₹{half} by {duedate} and the rest a month later, without any charge. Nothing will be closed as long as the parts come in.
fix | (a) That is no problem. Three equal parts, the first by {duedate}; each comes with a slip of its own by e-mail. Thank you for asking before it became late.
ty 0.7 | [Thank you so much for understanding.|God bless. Will pay on time.|thank you it is a big relief]
=== bill-ebill billing piped 4 tags=e-bill
# Bill not received
# (a) No paper bill for two cycles
# (b) Bills do not come by e-mail
> (a) No bill has come for the last two cycles, and then I get a late notice. [My mother does not use e-mail.|Our letter box is fine.] Please send on paper.
> (b) I am not getting the bill by e-mail any more. [Earlier it came on the 5th.|Checked spam also.]
act | (a) Your address in our records ended with an old flat number, so the bills came back to us. I have corrected it from your profile.
act | (b) The e-mail bounced since {prevmonth}, the mailbox was full. I have started it again.
fix | (a) The current bill is on its way by post and the next one comes as you wish. The late charge from the notice is cancelled.
fix | (b) All missing bills are on the way to you. There is no late fee on them.
ty 0.4 | ok thank you
ty | (b) Received now.
ty | (a) Thanks for cancelling the fee.
`
