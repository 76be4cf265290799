import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, docsSecurityPolicy } from './security-headers.ts'

function directive(policy: string, name: string): string | undefined {
  return policy
    .split('; ')
    .find((part) => part.startsWith(`${name} `))
    ?.slice(name.length + 1)
}

describe('contentSecurityPolicy', () => {
  it('lets a page run and reach nothing but this origin', () => {
    const policy = contentSecurityPolicy()
    for (const name of ['default-src', 'script-src', 'style-src', 'connect-src'])
      expect(directive(policy, name)).toBe("'self'")
  })

  it('lets the map draw in a worker', () => {
    expect(directive(contentSecurityPolicy(), 'worker-src')).toBe("'self' blob:")
  })

  it('lets no other site frame a page', () => {
    expect(directive(contentSecurityPolicy(), 'frame-ancestors')).toBe("'none'")
  })

  it('lets a foreign map style bring data and images, never scripts', () => {
    const policy = contentSecurityPolicy({ mapStyleUrl: 'http://tiles.example:8000/style.json' })
    expect(directive(policy, 'connect-src')).toBe("'self' https: http://tiles.example:8000")
    expect(directive(policy, 'img-src')).toContain('http://tiles.example:8000')
    expect(directive(policy, 'script-src')).toBe("'self'")
  })

  it('lets inline styles in only where Swagger UI needs them', () => {
    expect(directive(docsSecurityPolicy, 'style-src')).toBe("'self' 'unsafe-inline'")
    expect(directive(docsSecurityPolicy, 'script-src')).toBe("'self'")
  })
})
