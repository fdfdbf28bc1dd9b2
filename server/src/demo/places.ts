/** The parts of Pune where the demo company's customers live. Positions are the middle of each locality, WGS 84. */
export interface Locality {
  readonly name: string
  readonly pin: string
  readonly lat: number
  readonly lng: number
  /** How many of a thousand customers live here, roughly. */
  readonly weight: number
}

export const localities: readonly Locality[] = [
  { name: 'Kothrud', pin: '411038', lat: 18.5074, lng: 73.8077, weight: 70 },
  { name: 'Karve Nagar', pin: '411052', lat: 18.4902, lng: 73.8203, weight: 55 },
  { name: 'Warje', pin: '411058', lat: 18.4811, lng: 73.7964, weight: 50 },
  { name: 'Baner', pin: '411045', lat: 18.559, lng: 73.7868, weight: 65 },
  { name: 'Aundh', pin: '411007', lat: 18.558, lng: 73.8075, weight: 55 },
  { name: 'Pashan', pin: '411021', lat: 18.5412, lng: 73.7925, weight: 35 },
  { name: 'Bavdhan', pin: '411021', lat: 18.5156, lng: 73.7787, weight: 35 },
  { name: 'Erandwane', pin: '411004', lat: 18.5089, lng: 73.8334, weight: 45 },
  { name: 'Deccan Gymkhana', pin: '411004', lat: 18.517, lng: 73.841, weight: 25 },
  { name: 'Sadashiv Peth', pin: '411030', lat: 18.5121, lng: 73.8502, weight: 40 },
  { name: 'Shivajinagar', pin: '411005', lat: 18.5308, lng: 73.8475, weight: 30 },
  { name: 'Sinhagad Road', pin: '411051', lat: 18.4782, lng: 73.8241, weight: 60 },
  { name: 'Dhankawadi', pin: '411043', lat: 18.4673, lng: 73.8516, weight: 35 },
  { name: 'Katraj', pin: '411046', lat: 18.4529, lng: 73.8654, weight: 30 },
  { name: 'Bibwewadi', pin: '411037', lat: 18.4764, lng: 73.8636, weight: 35 },
  { name: 'Kondhwa', pin: '411048', lat: 18.4695, lng: 73.8897, weight: 35 },
  { name: 'Wanowrie', pin: '411040', lat: 18.4966, lng: 73.899, weight: 40 },
  { name: 'Camp', pin: '411001', lat: 18.513, lng: 73.879, weight: 35 },
  { name: 'Hadapsar', pin: '411028', lat: 18.5089, lng: 73.926, weight: 60 },
  { name: 'Kharadi', pin: '411014', lat: 18.551, lng: 73.941, weight: 45 },
  { name: 'Viman Nagar', pin: '411014', lat: 18.5679, lng: 73.9143, weight: 40 },
  { name: 'Wakad', pin: '411057', lat: 18.5985, lng: 73.7661, weight: 45 },
]

/** Housing societies; the same name may stand in several localities, as it does in life. */
export const societies: readonly string[] = [
  'Shrirang Apts',
  'Sai Krupa Society',
  'Ganesh Kunj',
  'Vanashree Apts',
  'Rohan Heights',
  'Mayur Colony',
  'Parijat Society',
  'Swapnashilp',
  'Gulmohar Park',
  'Tulsi Residency',
  'Sahyadri CHS',
  'Anand Vihar',
  'Kumar Classics',
  'Ashirwad Apts',
  'Sunrise Towers',
  'Nisarg Residency',
  'Indraprastha',
  'Suvarna Park',
  'Yashodeep Society',
  'Raghukul',
  'Green Acres',
  'Orchid Heights',
  'Pinnacle Towers',
  'Silver Oak',
  'Laxmi Vilas',
  'Atharva CHS',
  'Mangalam Apts',
  'Chaitanya Nagari',
  'Siddhivinayak CHS',
  'Chintamani Residency',
  'Blue Ridge Homes',
  'Palm Grove',
  'Saraswati Bungalow',
  'Girija Apts',
  'Shantiban',
  'Konark Enclave',
  'Neelkanth CHS',
  'Madhuban',
  'Rajhans Society',
  'Amrut Kalash',
  'Tara Residency',
  'Marigold',
  'Ujwal Apts',
  'Dattakrupa',
  'Padmavati Heights',
  'Sukhniwas',
]
