import { CallError, type Identity, unreachable, unwrap } from "@/lib/client/api";
import type { Connection } from "@/lib/client/connection";
import type { ClientState, Outgoing } from "@/lib/client/state";
import type { Envelope, ErrorCode } from "@/lib/errors";
import type { Message } from "@/lib/messages/contract";
import type { Uploaded } from "@/lib/uploads/contract";

/** An upload that does not move for so long is given up and begun anew; in milliseconds. */
const STALLED_AFTER = 20_000;

type Work = {
  identity: Identity;
  getState(): ClientState;
  set(state: ClientState): void;
  /** Called after each change of the state. */
  listeners: Set<() => void>;
  request: Connection["request"];
};

/**
 * Uploads a file, unless that was done before, and sends it under the `client_id` that it has. It
 * is cancelled when its entry leaves the line.
 * @throws CallError
 */
export async function sendFile(
  session_id: string,
  { client_id, is_internal, file }: Outgoing,
  { identity, getState, set, listeners, request }: Work,
): Promise<Message> {
  const cancel = new AbortController();
  const line = () => getState().outgoing[session_id] ?? [];
  function watch() {
    if (!line().some((entry) => entry.client_id === client_id)) cancel.abort();
  }
  function tellProgress(part?: number) {
    const { [client_id]: _, ...progress } = getState().progress;
    if (part !== undefined) progress[client_id] = part;
    set({ ...getState(), progress });
  }
  /** So that it is not uploaded again after a load. */
  function keep(uploaded: Uploaded) {
    const entries = line().map((entry) =>
      entry.client_id === client_id && entry.file
        ? { ...entry, file: { ...entry.file, uploaded } }
        : entry,
    );
    set({ ...getState(), outgoing: { ...getState().outgoing, [session_id]: entries } });
  }
  async function send(known?: Uploaded): Promise<Message> {
    const uploaded =
      known ?? (await upload(session_id, file, identity, tellProgress, cancel.signal));
    if (!known) keep(uploaded);
    if (cancel.signal.aborted) throw cancelled();
    const { message } = await request("chat:send_message", {
      session_id,
      client_id,
      type: uploaded.mime_type.startsWith("image/") ? "image" : "file",
      attachment_url: uploaded.attachment_url,
      ...(is_internal && { is_internal }),
    });
    return message;
  }

  listeners.add(watch);
  try {
    return await send(file?.uploaded);
  } catch (error) {
    // What was uploaded and waited for longer than a day is no longer there.
    const is_gone = error instanceof CallError && error.body.field === "attachment_url";
    if (!is_gone || !file?.uploaded) throw error;
    return await send();
  } finally {
    listeners.delete(watch);
    tellProgress();
  }
}

const cancelled = () => refused("VALIDATION", "The upload was cancelled.");
const refused = (code: ErrorCode, message: string) =>
  new CallError({ code, message, retryable: false });

/** With XMLHttpRequest: fetch does not tell how far an upload is. */
async function upload(
  session_id: string,
  file: Outgoing["file"],
  { side, token, base_url = "" }: Identity,
  onProgress: (part: number) => void,
  cancel: AbortSignal,
): Promise<Uploaded> {
  if (file?.blob === null) throw refused("TOO_LARGE", "The file is over 10 MB.");
  // What was kept as text, where the browser refused its database, is none.
  const blob = file?.blob instanceof Blob ? file.blob : null;
  const is_readable = await blob
    ?.slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
  if (!blob || !file || !is_readable) {
    throw refused("VALIDATION", "This browser could not keep the file. Choose it again.");
  }
  const form = new FormData();
  form.append("session_id", session_id);
  form.append("file", blob, file.name);

  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const abort = () => request.abort();
    function watch() {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), STALLED_AFTER);
    }
    request.upload.onprogress = ({ loaded, total }) => {
      watch();
      onProgress(total > 0 ? loaded / total : 0);
    };
    request.onloadend = () => {
      clearTimeout(timer);
      cancel.removeEventListener("abort", abort);
      if (cancel.aborted) return reject(cancelled());
      try {
        resolve(unwrap(JSON.parse(request.responseText) as Envelope<Uploaded>));
      } catch (error) {
        reject(error instanceof CallError ? error : unreachable());
      }
    };
    if (cancel.aborted) return reject(cancelled());
    cancel.addEventListener("abort", abort);
    request.open("POST", `${base_url}/api/chat-upload/upload`);
    request.setRequestHeader("x-parley-side", side);
    if (token) request.setRequestHeader("authorization", `Bearer ${token}`);
    onProgress(0);
    watch();
    request.send(form);
  });
}
