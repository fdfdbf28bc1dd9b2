/** "+91 70000 41207": a number of India as people read it out; any other as it is. */
export const phoneText = (phone: string): string => phone.replace(/^\+91[ -]?(\d{5})[ -]?(\d{5})$/, '+91 $1 $2')
