/**
 * Who may import whom. A wall guards the files that `from` matches (`except` leaves some out): they
 * import `only` what it lists, or `never` what it lists. Every list of the browser's side is closed,
 * so code that reaches it through a re-export crosses a wall where the re-export stands.
 * The first wall that an import crosses names it: the narrower ones come first.
 */
export type Wall = {
  name: string;
  why: string;
  from: RegExp;
  except?: RegExp;
  only?: RegExp[];
  never?: RegExp[];
  /** `import type` may pass: it brings in no code. */
  allowsTypes?: true;
};

/** Tests stand outside the walls, beside what they test. */
export const TEST = /\.test\.tsx?$|^(testing|e2e|faults|fuzz|bench|scripts|lint)\//;
export const TOOL_CONFIG = /^[^/]+\.config\.\w+$/;
/** What runs in production. */
export const PRODUCT = /^(app|components|lib|db)\/|^server\.ts$/;

const RUNS_ANYWHERE = [
  /^lib\/(.+\/)?(contract|policy)\.ts$/,
  /^lib\/realtime\/events\.ts$/,
  /^lib\/canned-responses\/fill\.ts$/,
  /^lib\/(errors|rights|actor|input|text|csv)\.ts$/,
];
/** Grown by hand, because a package of the server in the browser's bundle shows up late. */
const BROWSER_PACKAGES = [
  /^npm:react(-dom)?(\/|$)/,
  /^npm:next\/(link|navigation|image|dynamic|script|form)$/,
  /^npm:next-auth\/react$/,
  /^npm:@tanstack\/react-query$/,
  /^npm:(socket\.io-client|zod|uuidv7|clsx|lucide-react|idb-keyval)$/,
  /^npm:(@radix-ui\/|radix-ui(\/|$))/,
];
const DRIZZLE = [/^npm:(drizzle-orm|drizzle-kit|postgres)(\/|$)/];
const QUERIES = /^lib\/(.+\/)?queries\.ts$/;
const COMMANDS = /^lib\/(.+\/)?commands\.ts$/;
const PAGES = /^app\/(?!api\/)(?!(.+\/)?route\.ts$)/;
const SCREENS = ["customer", "inbox", "admin", "account", "tickets", "public"];

export const WALLS: Wall[] = [
  {
    name: "env-is-read-once",
    why: "Only lib/env.ts reads the environment, so that one file lists and checks every setting.",
    from: PRODUCT,
    except: /^lib\/env\.ts$/,
    never: [/^node:process$/],
  },
  {
    name: "runs-anywhere",
    why: "Contracts, policies and events serve browser and server, so they stand on zod and each other alone.",
    from: new RegExp(RUNS_ANYWHERE.map(({ source }) => source).join("|")),
    only: [...RUNS_ANYWHERE, /^npm:zod$/],
  },
  {
    name: "browser-client",
    why: "lib/client is shipped to browsers and to other screens later, so it knows the contract and no server.",
    from: /^lib\/client\//,
    only: [/^lib\/client\//, ...RUNS_ANYWHERE, ...BROWSER_PACKAGES],
  },
  ...SCREENS.map((screen) => ({
    name: "screens-apart",
    why: "Each family of screens changes alone: what two of them share lives in components/chat or components/ui.",
    from: new RegExp(`^components/${screen}/`),
    never: [new RegExp(`^components/(?!${screen}/)(${SCREENS.join("|")})/`)],
  })),
  {
    name: "shared-chat",
    why: "components/chat serves both sides of a chat, so it knows neither.",
    from: /^components\/chat\//,
    never: [new RegExp(`^components/(${SCREENS.join("|")})/`)],
  },
  {
    name: "staff-shared",
    why: "What serves the inbox and the admin pages alike, such as canned responses and articles, knows neither.",
    from: /^components\/(canned-responses|articles|staff)\//,
    never: [new RegExp(`^components/(${SCREENS.join("|")})/`)],
  },
  {
    name: "customers-load-little",
    why: "The customer’s page ships nothing that only staff use.",
    from: /^components\/(customer|chat)\//,
    never: [/^components\/(canned-responses|articles|staff)\//],
  },
  {
    name: "plain-ui",
    why: "Primitives could ship in another product, so they know nothing of this one.",
    from: /^components\/ui\//,
    only: [/^components\/ui\//, ...BROWSER_PACKAGES],
  },
  {
    name: "components",
    why: "Components see data through lib/client and the contracts, never the database, queries or commands.",
    from: /^components\//,
    only: [/^components\//, /^lib\/client\//, ...RUNS_ANYWHERE, ...BROWSER_PACKAGES],
  },
  {
    name: "pages",
    why: "A page is an outline: it asks queries and lays out components, and changes nothing.",
    from: PAGES,
    only: [
      PAGES,
      /^components\//,
      /^lib\/(client|http)\//,
      /^lib\/(env|config|log)\.ts$/,
      QUERIES,
      ...RUNS_ANYWHERE,
      ...BROWSER_PACKAGES,
      /^npm:next(\/|$)/,
    ],
  },
  {
    name: "headers-in-two-places",
    why: "Only lib/http and pages read the request of Next, so that who is calling is decided once.",
    from: PRODUCT,
    except: new RegExp(`^lib/http/|${PAGES.source}`),
    never: [/^npm:next\/headers$/],
  },
  {
    name: "routes",
    why: "A route handler is an adapter of a few lines: lib/http does the HTTP, a domain does the work.",
    from: /^app\//,
    except: PAGES,
    only: [/^lib\/(?!realtime\/|client\/)/, /^npm:(next|next-auth)(\/|$)/, /^npm:zod$/, /^node:/],
  },
  {
    name: "server-through-gateway",
    why: "server.ts boots; it reaches the domains through the gateway, but for making the first admin.",
    from: /^server\.ts$/,
    only: [
      /^lib\/(background-threads|build|env|config|log|secret)\.ts$/,
      /^lib\/http\/(headers|incoming)\.ts$/,
      /^lib\/realtime\/gateway\.ts$/,
      /^lib\/users\/first-admin\.ts$/,
      /^db\//,
      /^npm:next$/,
      /^node:/,
    ],
  },
  {
    name: "drizzle-stays-below",
    why: "SQL is written in db, queries.ts and commands.ts, where what an actor may see is decided.",
    from: PRODUCT,
    except: new RegExp(`^db/|${QUERIES.source}|${COMMANDS.source}`),
    never: DRIZZLE,
  },
  {
    name: "database-through-queries",
    why: "Tables and the connection are used by queries.ts and commands.ts alone.",
    from: /^lib\//,
    except: new RegExp(`${QUERIES.source}|${COMMANDS.source}`),
    never: [/^db\//],
    allowsTypes: true,
  },
  {
    name: "database-below-all",
    why: "db is the ground floor: it knows the settings and the contracts, and no code above it.",
    from: /^db\//,
    except: /^db\/seed\.ts$/,
    never: [/^(app|components)\//, /^lib\/(client|http|realtime)\//, QUERIES, COMMANDS],
  },
  {
    name: "audience-alone-emits",
    why: "Who receives an event is decided in audience.ts, so nobody else gets hold of Socket.IO.",
    from: PRODUCT,
    except: /^lib\/realtime\/((gateway|publish|audience)\.ts$|handlers\/)/,
    never: [/^npm:(socket\.io|@socket\.io\/[^/]+)(\/|$)/],
  },
  {
    name: "domains-know-no-transport",
    why: "REST, sockets and tests call the same function, so a domain knows no Next, React or Socket.IO and only publishes.",
    from: /^lib\//,
    except: /^lib\/(client|http|realtime)\//,
    never: [
      /^npm:(next|react|react-dom|socket\.io-client)(\/|$)/,
      /^(app|components)\//,
      /^server\.ts$/,
      /^lib\/(client|http)\//,
      /^lib\/realtime\/(?!(publish|events)\.ts$)/,
    ],
  },
  {
    name: "adapters-know-no-screens",
    why: "lib/http and lib/realtime are thin adapters between the wire and a domain.",
    from: /^lib\/(http|realtime)\//,
    never: [/^(app|components)\//, /^server\.ts$/, /^lib\/client\//],
  },
  {
    name: "sockets-know-no-next",
    why: "lib/realtime runs before and beside Next: what Next wraps throws there.",
    from: /^lib\/realtime\//,
    never: [/^npm:(next|react|react-dom|server-only)(\/|$)/, /^lib\/http\//],
  },
  {
    name: "no-test-code",
    why: "Production neither ships nor leans on tests, their fixtures or the tools.",
    from: PRODUCT,
    never: [TEST, TOOL_CONFIG],
  },
];
