export type UserAgent = { browser: string; device: string };

/** The first that matches names the browser: most of them also claim to be those further down. */
const BROWSERS: [RegExp, string][] = [
  [/(?:Edg|EdgA|EdgiOS)\/(\d+)/, "Microsoft Edge"],
  [/(?:OPR|OPT)\/(\d+)/, "Opera"],
  [/SamsungBrowser\/(\d+)/, "Samsung Internet"],
  [/(?:Firefox|FxiOS)\/(\d+)/, "Firefox"],
  [/(?:Chrome|CriOS)\/(\d+)/, "Chrome"],
  [/Version\/(\d+[\d.]*).*Safari\//, "Safari"],
];
/** Versions of Windows and macOS are not told any more: every one says the same. */
const SYSTEMS: [RegExp, string][] = [
  [/(?:iPhone|iPad|iPod).* OS (\d+(?:_\d+)?)/, "iOS"],
  [/Android (\d+)/, "Android"],
  [/Windows()/, "Windows"],
  [/CrOS()/, "ChromeOS"],
  [/Mac OS X()/, "macOS"],
  [/Linux()/, "Linux"],
];

/** Browser and device for a chat's metadata, where a user agent string came with it and tells. */
export function visitedWith(user_agent: unknown): Partial<UserAgent> {
  if (typeof user_agent !== "string") return {};
  const told = Object.entries(readUserAgent(user_agent)).filter(([, name]) => name);
  return Object.fromEntries(told);
}

/** The browser and the device as far as a user agent string tells; empty where it does not. */
export function readUserAgent(text: string): UserAgent {
  const system = nameIn(text, SYSTEMS);
  const is_tablet = /iPad|Tablet/.test(text) || (/Android/.test(text) && !/Mobile/.test(text));
  const kind = is_tablet ? "Tablet" : /Mobi/.test(text) ? "Phone" : "Computer";
  return { browser: nameIn(text, BROWSERS), device: system && `${kind}, ${system}` };
}

function nameIn(text: string, names: [RegExp, string][]): string {
  for (const [pattern, name] of names) {
    const [found, version] = pattern.exec(text) ?? [];
    if (found !== undefined) return [name, version?.replace("_", ".")].filter(Boolean).join(" ");
  }
  return "";
}
