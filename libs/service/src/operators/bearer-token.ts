/** The token in an Authorization header of the scheme Bearer, whose name is written in any case (RFC 6750, 2.1; RFC 9110, 11.1). */
export const bearerTokenOf = (authorization: string | undefined): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
