/** What the emergency page says, in its order; the number to call stands before these. */
export const emergencyNumber = '1906'
export const safetySteps: Readonly<Record<'en' | 'hi' | 'mr', readonly { readonly title: string; readonly detail: string }[]>> = {
  en: [
    { title: 'No flames, switches or phones', detail: 'Touch no light, fan, doorbell or lift.' },
    { title: 'Close the valve on your way', detail: 'Only if you can reach it at once.' },
    { title: 'Leave doors and windows open', detail: 'Do not stay behind to open more.' },
    { title: 'Walk out, warn your neighbours', detail: 'Take the stairs. Knock, do not ring.' },
    { title: 'Stay out until we say it is safe', detail: 'Fire, or someone hurt? Call 112.' },
  ],
  hi: [
    { title: 'न आग, न स्विच, न फ़ोन', detail: 'बत्ती, पंखा, घंटी या लिफ़्ट को हाथ न लगाएँ।' },
    { title: 'निकलते हुए वाल्व बंद करें', detail: 'केवल तब, जब वह तुरंत हाथ में आए।' },
    { title: 'दरवाज़े और खिड़कियाँ खुली छोड़ें', detail: 'और खोलने के लिए अंदर न रुकें।' },
    { title: 'बाहर निकलें, पड़ोसियों को बताएँ', detail: 'सीढ़ियों से जाएँ। घंटी न बजाएँ, दरवाज़ा खटखटाएँ।' },
    { title: 'हमारे कहने तक बाहर रहें', detail: 'आग लगी हो या कोई घायल हो तो 112 पर फ़ोन करें।' },
  ],
  mr: [
    { title: 'आग, स्विच, फोन काहीही नको', detail: 'दिवा, पंखा, बेल किंवा लिफ्टला हात लावू नका.' },
    { title: 'जाताना व्हॉल्व्ह बंद करा', detail: 'लगेच हाताशी असेल तरच.' },
    { title: 'दारे-खिडक्या उघड्या ठेवा', detail: 'आणखी उघडण्यासाठी आत थांबू नका.' },
    { title: 'बाहेर पडा, शेजाऱ्यांना सांगा', detail: 'जिन्याने जा. बेल वाजवू नका, दार ठोठवा.' },
    { title: 'आम्ही सांगेपर्यंत बाहेरच राहा', detail: 'आग लागली किंवा कोणी जखमी असेल तर 112 वर फोन करा.' },
  ],
}
