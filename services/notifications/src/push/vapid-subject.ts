/**
 * Whom a push service may write to about what we send: our origin or, as that has to be one with TLS, whom e-mail is
 * from. `emailFrom` is an address, with a name or without.
 */
export function vapidSubject(publicUrl: string, emailFrom: string): string {
  if (publicUrl.startsWith('https:')) return publicUrl
  return `mailto:${/<(.+)>$/.exec(emailFrom)?.[1] ?? emailFrom}`
}
