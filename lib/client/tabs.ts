import { newId } from "@/lib/client/new-id";

/** How long the others have to answer a roll call, in milliseconds. */
const ANSWER_WITHIN = 400;

type Word<News> =
  | { kind: "call" }
  | { kind: "here"; tab: string }
  | { kind: "bye"; tab: string }
  | { kind: "news"; news: News };

export type Tabs<News> = {
  /** This tab's own id; another one after each load. */
  id: string;
  tell(news: News): void;
  /** The other tabs that answer: who is frozen or gone does not. */
  others(): Promise<Set<string>>;
  /** This tab may not come back: whatever it had under way is the others'. */
  bye(): void;
  close(): void;
};

type Listeners<News> = { onNews(news: News): void; onBye(tab: string): void };

/**
 * What the tabs of one browser tell each other under `name`. Locks would tell who is there, but
 * a browser has them for https alone; a tab that is taken for gone by mistake does no harm here.
 */
export function openTabs<News>(name: string, { onNews, onBye }: Listeners<News>): Tabs<News> {
  // In the order in which they were opened: the first of them speaks for all.
  const id = `${Date.now().toString(36).padStart(9, "0")}-${newId()}`;
  let channel = openChannel(name);
  const heard = new Set<(tab: string) => void>();
  const say = (word: Word<News>) => channel?.postMessage(word);

  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<Word<News>>) => {
      if (data.kind === "call") say({ kind: "here", tab: id });
      else if (data.kind === "here") for (const hear of heard) hear(data.tab);
      else if (data.kind === "bye") onBye(data.tab);
      else onNews(data.news);
    };
  }

  return {
    id,
    tell: (news) => say({ kind: "news", news }),
    async others() {
      const there = new Set<string>();
      if (!channel) return there;
      const hear = (tab: string) => void there.add(tab);
      heard.add(hear);
      say({ kind: "call" });
      await new Promise((resolve) => setTimeout(resolve, ANSWER_WITHIN));
      heard.delete(hear);
      return there;
    },
    bye: () => say({ kind: "bye", tab: id }),
    close() {
      say({ kind: "bye", tab: id });
      channel?.close();
      channel = null;
    },
  };
}

/** Tells the tabs without being one. */
export function tellTabs<News>(name: string, news: News): void {
  const channel = openChannel(name);
  channel?.postMessage({ kind: "news", news } satisfies Word<News>);
  channel?.close();
}

function openChannel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    // An old browser, or a frame that may keep nothing: this tab is alone then.
    return null;
  }
}
