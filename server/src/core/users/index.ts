export { candidatesOf, peopleByIds, personId, teamId, type Candidate, type Person } from './people.ts'
