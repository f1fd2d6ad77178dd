import type { TranscriptData } from "@/lib/transcripts/contract";
import type { Transcript } from "@/lib/transcripts/entries";

/** The envelope of every answer, written piece by piece. */
export async function* toJson({
  session,
  time_zone,
  at,
  pages,
}: Transcript): AsyncGenerator<string> {
  const head: Omit<TranscriptData, "messages"> = { session, time_zone };
  yield `{"ok":true,"data":${JSON.stringify(head).slice(0, -1)},"messages":[`;
  let between = "";
  for await (const page of pages) {
    for (const entry of page) {
      if (entry.kind !== "message") continue;
      const { message, name } = entry;
      const line: TranscriptData["messages"][number] = {
        ...message,
        sender_name: name,
        local_time: at(entry.at),
      };
      yield `${between}${JSON.stringify(line)}`;
      between = ",";
    }
  }
  yield "]}}";
}
