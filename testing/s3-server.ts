import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Keys = { region: string; access_key_id: string; secret_access_key: string };

const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");
const hmac = (key: string | Buffer, content: string) =>
  createHmac("sha256", key).update(content).digest();

/**
 * The signature that Amazon's description asks for, worked out anew:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
function signatureOf(request: IncomingMessage, keys: Keys): string {
  const { method, url = "/", headers, headersDistinct } = request;
  const signed = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "")?.[1] ?? "";
  const [path = "", query = ""] = url.split("?");
  const canonical = [
    method,
    path,
    query.split("&").sort().join("&"),
    ...signed.split(";").map((name) => `${name}:${headersDistinct[name]?.join(",").trim()}`),
    "",
    signed,
    headers["x-amz-content-sha256"],
  ].join("\n");
  const at = String(headers["x-amz-date"]);
  const scope = `${at.slice(0, 8)}/${keys.region}/s3/aws4_request`;
  const to_sign = ["AWS4-HMAC-SHA256", at, scope, sha256(canonical)].join("\n");
  const of_day = hmac(`AWS4${keys.secret_access_key}`, at.slice(0, 8));
  const key = hmac(hmac(hmac(of_day, keys.region), "s3"), "aws4_request");
  return hmac(key, to_sign).toString("hex");
}

/** As S3 says it: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { "content-type": "application/xml" });
  response.end(
    `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
  );
}

/** One bucket in memory, which speaks S3 as far as objects go, and lets in whoever signs as they must. */
export async function startS3(bucket: string, keys: Keys) {
  const objects = new Map<string, Buffer>();
  let trouble: { status: number; code: string } | "silent" | undefined;

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    if (trouble === "silent") return;
    if (trouble) return refuse(response, trouble.status, trouble.code);
    const { method, headers, url = "/" } = request;
    const given = /Signature=([0-9a-f]+)/.exec(headers.authorization ?? "")?.[1];
    const said = String(headers["x-amz-content-sha256"]);
    if (given !== signatureOf(request, keys)) return refuse(response, 403, "SignatureDoesNotMatch");
    if (/^[0-9a-f]{64}$/.test(said) && said !== sha256(body)) {
      return refuse(response, 400, "XAmzContentSHA256Mismatch");
    }
    const [, of_bucket, ...rest] = new URL(url, "http://s3").pathname.split("/");
    if (of_bucket !== bucket) return refuse(response, 404, "NoSuchBucket");
    const key = decodeURIComponent(rest.join("/"));
    if (method === "PUT") {
      objects.set(key, body);
      return response.end();
    }
    if (method === "DELETE") {
      objects.delete(key);
      return response.writeHead(204).end();
    }
    const object = objects.get(key);
    if (!object) return refuse(response, 404, "NoSuchKey");
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? [];
    const part = from && to ? object.subarray(Number(from), Number(to) + 1) : object;
    response.writeHead(from ? 206 : 200, { "content-length": part.length });
    response.end(method === "HEAD" ? undefined : part);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    /** From now on it refuses so, or takes what comes and never answers. */
    fail(how: typeof trouble): void {
      trouble = how;
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
