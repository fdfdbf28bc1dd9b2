import { CsvImport } from '#gas/csv-import.tsx'
import { useDepots, useTypes } from '#gas/queries.ts'

export default function ImportCylinders() {
  const depots = useDepots().filter((d) => d.active)
  const types = useTypes().filter((t) => t.active)
  const [depot, type] = [depots[0]?.code ?? 'MAIN', types[0]?.code ?? 'DOM14']
  return (
    <CsvImport
      path="/gas/cylinders/import"
      title="Register cylinders from a file"
      one="cylinder"
      act="Register"
      back={{ to: '/gas/cylinders', label: 'All cylinders' }}
      intro="A CSV file with a line for each cylinder. One that is registered already stays as it is, so the same file may come again."
      columns={[
        { name: 'code', needed: true, text: 'As stamped: 3 to 24 letters and digits.' },
        { name: 'depot', needed: true, text: `Its code: ${depots.map((d) => d.code).join(', ') || 'see Depots'}.` },
        { name: 'type', needed: true, text: `Its code: ${types.map((t) => t.code).join(', ') || 'see Types'}.` },
        { name: 'state', text: 'registered, empty or filled. Registered if left out.' },
        { name: 'batch', text: 'What a recall would name.' },
        { name: 'testDue', text: 'Letter and year, such as C29.' },
        { name: 'tareGrams', text: 'Weight of the empty cylinder in whole grams.' },
      ]}
      sample={[
        ['PQA900', depot, type, 'filled', 'M2026-09', 'C31', '15300'],
        ['PQA901', depot, type, 'empty', 'M2026-09', 'C31', '15420'],
      ]}
    />
  )
}
