import { consoleSignIn, desktop, expect, newAddress, phone, signUp, signedIn, test } from './house.ts'

test('an admin asks questions in a category; a customer answers them in the portal; the agent reads the answers', async ({ open }) => {
  const name = `Garden pipe ${Date.now().toString(36)}`
  const admin = await open(desktop)
  await consoleSignIn(admin.page, 'admin@demo.test')
  await admin.page.goto('/admin/settings/categories/new')
  const form = admin.page.getByRole('complementary', { name: 'New category' })
  await form.getByLabel('Name', { exact: true }).fill(name)
  await form.getByLabel('Description').fill('The pipe outside the house.')
  for (const [label, value] of [
    ['Line', 'Gas'],
    ['Kind', 'Service request'],
  ] as const) {
    await form.getByRole('combobox', { name: label }).click()
    await admin.page.getByRole('option', { name: value, exact: true }).click()
  }
  const questions = [
    { label: 'Which part?', type: 'One of a list', required: true },
    { label: 'Metres of pipe', type: 'Number', required: true },
    { label: 'Since', type: 'Date', required: false },
    { label: 'Is it painted?', type: 'Yes or no', required: false },
    { label: 'कौन सा रंग?', type: 'Words', required: false },
  ]
  for (const [i, q] of questions.entries()) {
    await form.getByRole('button', { name: 'Question', exact: true }).click()
    await form.getByLabel(`Question ${i + 1}`, { exact: true }).fill(q.label)
    await form.getByLabel(`Answer to question ${i + 1}`).selectOption({ label: q.type })
    if (q.required) await form.getByRole('checkbox', { name: 'Required' }).nth(i).check()
  }
  // A choice without choices is named, and nothing typed is lost.
  await form.getByRole('button', { name: 'Make category' }).click()
  await expect(form.getByRole('alert')).toBeVisible()
  await expect(form.getByLabel('Question 2', { exact: true })).toHaveValue('Metres of pipe')
  await form.getByLabel('Choices of question 1, one per line').fill('The clamps\nThe elbow\n')
  await form.getByLabel('Hint of question 2').fill('About is good enough.')
  await form.getByRole('button', { name: 'Make category' }).click()
  await expect(admin.page.getByRole('row').filter({ hasText: name })).toBeVisible()

  const { page } = await open(phone)
  await page.goto('/sign-up')
  await signUp(page, { name: 'Sarita Gaikwad', email: newAddress('sarita'), password: 'ten metres of pipe' })
  await page.getByRole('link', { name: 'Report a problem' }).first().click()
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await page.getByLabel('In one line').fill('The pipe in the garden is loose')
  await page.getByLabel('Tell us more').fill('It moves when the wind is strong.')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('alert')).toContainText('Which part?')
  await expect(page.getByRole('alert')).toContainText('Metres of pipe')
  await page.getByLabel('The elbow').check()
  await expect(page.getByText('About is good enough.')).toBeVisible()
  await page.getByLabel(/^Metres of pipe/).fill('2.5')
  await page.getByLabel(/^Since/).fill('2026-10-02')
  await page
    .getByRole('group', { name: /Is it painted/ })
    .getByLabel('No')
    .check()
  await page.getByLabel(/^कौन सा रंग/).fill('पीला')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
  for (const words of ['The elbow', '2.5', 'पीला']) await expect(page.getByRole('main')).toContainText(words)
  await page.getByRole('button', { name: 'Send report' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The pipe in the garden is loose')
  const reference = /TKT-\w+/.exec(page.url())![0]
  const answers = ['Which part?', 'The elbow', 'Metres of pipe', '2.5', 'Since', '2 Oct 2026', 'Is it painted?', 'No', 'कौन सा रंग?', 'पीला']
  await expect(page.getByRole('main')).toContainText(new RegExp(answers.map((a) => a.replace('?', '\\?')).join('.*')))

  const desk = await open(desktop)
  await signedIn(desk.context, 'supervisor@demo.test')
  await desk.page.goto(`/admin/desk/${reference}`)
  const opening = desk.page.getByRole('article', { name: /Sarita/ }).first()
  await expect(opening.locator('dt, dd')).toHaveText(answers)

  // Another name for a question or a choice: the answers that were given stand under it.
  await admin.page.getByRole('row').filter({ hasText: name }).getByRole('link').first().click()
  const edit = admin.page.getByRole('complementary', { name })
  await edit.getByLabel('Question 2', { exact: true }).fill('Length in metres')
  await edit.getByLabel('Choices of question 1, one per line').fill('The clamps\nThe elbow joint')
  // Off at the end, so that the other journeys find the catalogue as it was.
  await edit.getByLabel('Offered to customers').uncheck()
  await edit.getByRole('button', { name: 'Save' }).click()
  await expect(admin.page.getByText('Saved').first()).toBeVisible()
  await desk.page.reload()
  await expect(opening.locator('dt, dd')).toHaveText(answers.with(1, 'The elbow joint').with(2, 'Length in metres'))
})
