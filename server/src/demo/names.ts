import type { Prng } from './prng.ts'

/** Names of Pune by community, because a first name and a family name are not drawn independently in life. */
interface Community {
  readonly weight: number
  readonly first: readonly string[]
  readonly last: readonly string[]
}
const words = (text: string) => text.split(' ')

const communities: readonly Community[] = [
  {
    weight: 60,
    first: words(
      'Aditi Ajit Akshay Amol Amruta Aniket Anjali Aparna Ashwini Atul Bhagyashree Chaitanya Chinmay Deepali Dhananjay Dinesh Gauri Girish Hemant Jayant Jyoti Kalyani Ketaki Kishor Madhavi Mahesh Mandar Manisha Milind Mrunal Mugdha Nachiket Neha Nilesh Nitin Omkar Pallavi Pradnya Pranav Prasad Prashant Pratibha Priyanka Rahul Rajendra Rashmi Rekha Rohini Sachin Sagar Sameer Sanika Sanjay Shailesh Shantanu Shital Shubhangi Smita Sonali Sudhir Suhas Sujata Surekha Swapnil Tanmay Tanvi Tushar Ujwala Umesh Vaibhav Varsha Vidya Vijay Vinayak Vrushali Yogesh',
    ),
    last: words(
      'Abhyankar Apte Bhagwat Bhide Bhosale Chavan Chitale Dange Deshmukh Deshpande Dhamdhere Dixit Gadgil Gaikwad Ghorpade Godbole Gokhale Inamdar Jadhav Jagtap Jog Joshi Kadam Kale Kamat Kanade Karandikar Karve Kelkar Khadilkar Khare Kulkarni Landge Limaye Lele Mahajan Mohite Mokashi More Natu Naik Nimbalkar Oak Paranjape Patil Patwardhan Pawar Pendse Phadke Phatak Pote Purohit Rajwade Ranade Salunkhe Sane Sathe Sawant Shelar Shinde Sonawane Tambe Thakar Tilak Vaidya Wagh Walimbe',
    ),
  },
  {
    weight: 8,
    first: words('Anand Arvind Deepa Ganesh Geetha Hari Jayashree Karthik Kavitha Lalitha Meenakshi Murali Padma Raghav Ramya Shankar Sridhar Sudha Uma Venkat'),
    last: words('Balan Gopalan Iyer Krishnan Menon Nair Narayanan Pillai Raman Rao Reddy Shetty Subramanian'),
  },
  {
    weight: 9,
    first: words('Aisha Asif Faisal Farhan Heena Irfan Mohsin Nasreen Rizwan Rukhsana Salim Sameena Shabnam Shakeel Tabassum Tanveer Wasim Yasmin Zubair Zoya'),
    last: words('Ansari Attar Bagwan Khan Momin Mulla Pathan Qazi Sayyed Shaikh Siddiqui Tamboli'),
  },
  {
    weight: 8,
    first: words('Alpa Bhavesh Chirag Darshan Falguni Hetal Jignesh Kalpesh Komal Mehul Nirav Paresh Pinal Rupal Shweta Viral'),
    last: words('Bafna Chordia Gandhi Jain Kothari Lunkad Mehta Mutha Oswal Parekh Parmar Shah Surana'),
  },
  {
    weight: 8,
    first: words('Abhishek Amit Anuradha Archana Gaurav Kiran Manoj Monika Neelam Pankaj Poonam Rajesh Ritu Sandeep Saurabh Sunita Vikas Vinod'),
    last: words('Agarwal Chaudhary Dubey Gupta Mishra Pandey Saxena Sharma Singh Srivastava Tiwari Verma Yadav'),
  },
  {
    weight: 4,
    first: words('Agnes Alwyn Clara Denzil Fiona Francis Lorraine Melvin Noel Rita Savio Stella'),
    last: words('D’Costa Fernandes Gomes Lobo Mascarenhas Pereira Pinto Rodrigues'),
  },
  { weight: 2, first: words('Arnab Debashish Ipsita Moumita Partha Rituparna Sourav Sudipta'), last: words('Banerjee Bose Chatterjee Das Dutta Ghosh Mukherjee Sen') },
  { weight: 1, first: words('Gurpreet Harpreet Jasbir Manpreet Simran'), last: words('Ahluwalia Bedi Gill Kohli Sandhu') },
]
const spread = communities.flatMap((community) => Array<Community>(community.weight).fill(community))

/** A first and a family name that belong together. */
export function customerNames(random: Prng): [first: string, last: string] {
  const community = random.pick(spread)
  return [random.pick(community.first), random.pick(community.last)]
}
