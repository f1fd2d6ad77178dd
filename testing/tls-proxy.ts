import { request as forward, type IncomingMessage } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, connect } from "node:net";

/** Of localhost, signed by itself for a hundred years: nobody trusts it, so it is no secret. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjMRjk+9h6sA/GBxu
R2euD7ooxtRISnsKlCtrIV//JaehRANCAATdJImrzwCSyx33wjkjzBnEfOiL/jRh
AoADp275rkkKfbIDylBBhK5CHViBSFiN/hcHXrXm0D2b7iDkD/IltjCN
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUSpjxefKgoCoUu5QT12z5qgNFHLQwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzEzMDUwNFoYDzIxMjYxMDMw
MTMwNTA0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATdJImrzwCSyx33wjkjzBnEfOiL/jRhAoADp275rkkKfbIDylBBhK5C
HViBSFiN/hcHXrXm0D2b7iDkD/IltjCNo28wbTAdBgNVHQ4EFgQUP15cuAT6ObYF
qDITAGN10lU5LaQwHwYDVR0jBBgwFoAUP15cuAT6ObYFqDITAGN10lU5LaQwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgDl8UBNsJJt72NWrvtbDtAhaAJ7DWXlnhfbQXFoA0048CIQD8
Pac6q1ZyBmnN14z8ZOi897QiDXm7ft7thy2YIu6vng==
-----END CERTIFICATE-----`;

const headersOf = ({ headers, socket }: IncomingMessage) => ({
  ...headers,
  "x-forwarded-for": socket.remoteAddress,
  "x-forwarded-proto": "https",
});

/**
 * What stands before Parley in most places: it speaks https to browsers and http to the server, and
 * says for whom.
 * @returns its address, and a way to point it at the server, which has to be told that address first
 */
export async function openTlsProxy() {
  let port = 0;
  const proxy = createServer({ key: KEY, cert: CERTIFICATE }, (incoming, answer) => {
    const { method, url } = incoming;
    const onward = forward({ port, method, path: url, headers: headersOf(incoming) }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.rawHeaders);
      given.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    incoming.pipe(onward);
  });
  proxy.on("upgrade", (incoming: IncomingMessage, socket, head) => {
    const onward = connect(port, "127.0.0.1", () => {
      const lines = Object.entries(headersOf(incoming)).map(([name, value]) => `${name}: ${value}`);
      onward.write(`GET ${incoming.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const { port: own } = proxy.address() as AddressInfo;
  return {
    url: `https://localhost:${own}`,
    leadTo(server_url: string) {
      port = Number(new URL(server_url).port);
    },
    async close() {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
