import { CsvImport } from '#gas/csv-import.tsx'
import { useDepots } from '#gas/queries.ts'

export default function ImportAccounts() {
  const depots = useDepots().filter((d) => d.active)
  return (
    <CsvImport
      path="/gas/accounts/import"
      title="Bring in accounts from a file"
      one="account"
      act="Bring in"
      back={{ to: '/gas/accounts', label: 'All accounts' }}
      intro="A CSV file with a line for each utility account. One whose number is known stays as it is."
      columns={[
        { name: 'number', needed: true, text: '4 to 30 letters and digits.' },
        { name: 'name', needed: true, text: 'Of the account holder.' },
        { name: 'address', needed: true, text: 'Where the gas is used.' },
        { name: 'phone', text: 'With the country.' },
        { name: 'email', text: 'Where a code for linking may go.' },
        { name: 'meterNumber', text: 'For piped gas.' },
        { name: 'supply', text: 'lpg, piped or both. lpg if left out.' },
        { name: 'depot', text: `Its code: ${depots.map((d) => d.code).join(', ') || 'see Depots'}.` },
        { name: 'area', text: 'urban or rural. urban if left out.' },
        { name: 'bottles', text: '1 or 2 cylinders at a time.' },
        { name: 'kycValidTo', text: 'Until when the papers are valid, as 2027-03-31.' },
        { name: 'inspectedOn', text: 'Day of the last safety inspection.' },
        { name: 'lastBillAmount', text: 'In whole paise: the proof with which a customer links the account.' },
      ]}
      sample={[
        [
          'MH12004711',
          'Asha Kulkarni',
          '12 Paud Road, Kothrud, Pune 411038',
          '+91 98220 41207',
          'asha@example.com',
          '',
          'lpg',
          depots[0]?.code ?? 'MAIN',
          'urban',
          '1',
          '2027-03-31',
          '',
          '84200',
        ],
      ]}
    />
  )
}
