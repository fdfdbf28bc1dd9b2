const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Plain text as HTML: blank lines part paragraphs. */
export const paragraphs = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((p) => `<p style="margin:0 0 16px">${escape(p).replaceAll('\n', '<br>')}</p>`)
    .join('\n')

export interface MailParts {
  title: string
  operatorName: string
  language: string
  /** HTML of the body. */
  inner: string
  button: { label: string; link: string } | null
  unsubscribe: string | null
}

/** The one layout of all mail: the operator's name, the words, one button. Readable with images off, in light and dark. */
export const mailHtml = ({ title, operatorName, language, inner, button, unsubscribe }: MailParts): string => `<!doctype html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escape(title)}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark }
@media (prefers-color-scheme: dark) {
  .page { background: #0c1517 !important }
  .card { background: #121e21 !important; border-color: #25373b !important; color: #e8f0f1 !important }
  .quiet, .quiet a { color: #b4c3c6 !important }
  .button { background: #62c6c8 !important; color: #05282b !important }
}
</style>
</head>
<body class="page" style="margin:0;padding:24px 12px;background:#f5f8f8">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;background:#ffffff;border:1px solid #d8e1e2;border-radius:12px;color:#0f2329;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;text-align:left">
<tr><td style="padding:24px 28px 0;font-weight:600">${escape(operatorName)}</td></tr>
<tr><td style="padding:16px 28px 12px">
${inner}
${button ? `<p style="margin:8px 0 16px"><a class="button" href="${escape(button.link)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#0b5c63;color:#ffffff;font-weight:600;text-decoration:none">${escape(button.label)}</a></p>` : ''}
</td></tr>
</table>
<p class="quiet" style="max-width:560px;margin:16px auto 0;color:#53666c;font:13px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">${escape(operatorName)}${unsubscribe ? ` · <a href="${escape(unsubscribe)}" style="color:#53666c">Fewer of these mails</a>` : ''}</p>
</td></tr></table>
</body>
</html>
`
