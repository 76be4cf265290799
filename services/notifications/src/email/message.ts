import type { Language } from '@doorstep/contracts'
import type { MailedKind } from '../domain/dispatch.ts'
import { follow, footer, words } from './words.ts'

export interface Letter {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** While there is something to see: the link ends soon after the delivery does. */
const hasSomethingToSee = (kind: MailedKind) => kind === 'picked-up' || kind === 'late'

/** What a customer reads. The same words as text and as HTML; no picture, so nobody learns that it was read. */
export function letterOf(kind: MailedKind, language: Language, trackingUrl: string): Letter {
  const { subject, sentence } = words[language][kind]
  const link = hasSomethingToSee(kind) ? trackingUrl : undefined
  return {
    subject,
    text: [sentence, link && `${follow[language]}: ${link}`, footer[language]].filter(Boolean).join('\n\n'),
    html: page(language, [
      `<h1 style="font-size:22px;margin:0 0 12px">${escaped(subject)}</h1>`,
      `<p style="font-size:16px;line-height:1.5;margin:0 0 20px">${escaped(sentence)}</p>`,
      ...(link === undefined ? [] : [button(follow[language], link)]),
      `<p style="font-size:13px;line-height:1.5;color:#5c6370;margin:24px 0 0">${escaped(footer[language])}</p>`,
    ]),
  }
}

function page(language: Language, blocks: readonly string[]): string {
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;background:#f4f5f7;font-family:system-ui,sans-serif;color:#1c1f26">
<div style="max-width:480px;margin:0 auto;padding:32px 24px;background:#ffffff">
${blocks.join('\n')}
</div>
</body>
</html>
`
}

function button(label: string, url: string): string {
  const style =
    'display:inline-block;padding:12px 20px;border-radius:8px;background:#1c1f26;color:#ffffff;text-decoration:none'
  return `<a href="${escaped(url)}" style="${style}">${escaped(label)}</a>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`)
}
