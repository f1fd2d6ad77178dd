import type { Language } from "@/scripts/demo/dialogue";

/** Whoever is like these is so by chance; mail to `example.com` and `example.org` goes nowhere. */
export type Colleague = {
  name: string;
  email: string;
  role: "admin" | "agent";
  skills: string[];
  max_concurrent_chats: number;
  chosen_status: "online" | "away" | "busy";
};

const colleague = (
  name: string,
  email: string,
  skills: string[],
  max_concurrent_chats: number,
  more: Partial<Colleague> = {},
): Colleague => ({
  name,
  email,
  role: "agent",
  skills,
  max_concurrent_chats,
  chosen_status: "online",
  ...more,
});

/** Every skill that a dialogue asks for is somebody's, and every agent has one. */
export const TEAM: Colleague[] = [
  colleague("Ruth Calloway", "ruth@example.com", ["Trade", "Furniture"], 8, { role: "admin" }),
  colleague("Nora Feldhaus", "nora@example.com", ["German", "Furniture"], 5),
  colleague("Tomás Iriarte", "tomas@example.com", ["Spanish", "Repairs"], 5),
  colleague("Amélie Roux", "amelie@example.com", ["French", "Trade"], 6, {
    chosen_status: "busy",
  }),
  colleague("Samir Haddad", "samir@example.com", ["Arabic", "French", "Repairs"], 5),
  colleague("Joan Pickering-Oyelaran", "joan@example.com", ["Furniture", "Spanish", "German"], 6, {
    chosen_status: "away",
  }),
];

/** Holds the many long chats that are asked for besides. */
export const BUSIEST = colleague("Iris Vale", "iris@example.com", ["Furniture", "Repairs"], 5);

/** The customer who has an account with a password, so that their side can be looked at too. */
export const REGULAR = { name: "Maren Ashdown", email: "maren@example.org" };

type Names = { first: string[]; last: string[]; towns: string[]; streets: string[] };

const split = (words: string) => words.split(", ");

const ENGLISH: Names = {
  first: split(
    "Ada, Alice, Anouk, Arthur, Beatrix, Ben, Callum, Chiara, Dara, Devon, Edith, Elliot, Esme, Farah, Finn, Freya, Gwen, Hamish, Harriet, Imogen, Isaac, Ivy, Jonah, Juno, Kemi, Kit, Leila, Lewis, Mabel, Marcus, Mina, Nadia, Noel, Olive, Orla, Otis, Pearl, Percy, Priya, Quentin, Rafi, Robin, Rosa, Rowan, Saoirse, Silas, Tamsin, Theo, Una, Vera, Wilf, Yuki, Zadie, Zoë",
  ),
  last: split(
    "Abernathy, Adeyemi, Ashby, Bannerjee, Birch, Blackwood, Brannigan, Calder, Chowdhury, Clarke, Dunmore, Eastwood, Fairweather, Fenwick, Gallagher, Gilchrist, Hartley, Hawthorne, Holloway, Ibbotson, Jankowski, Kearney, Kimura, Lightfoot, Lockhart, Marlowe, Merriweather, Nakagawa, Nightingale, Okonkwo, Osborne, Penhaligon, Quayle, Ravenscroft, Redfern, Sandoval, Shaw, Stonebridge, Thackeray, Tremaine, Underhill, Vance, Wainwright, Whitlock, Winterbourne, Wren, Yardley",
  ),
  towns: split("Amblecombe, Brackenford, Dunwater, Elmsby, Harrowick, Millhaven, Stowbridge"),
  streets: split("Lantern Lane, Mill Road, Orchard Street, Quay Street, Weaver’s Row"),
};

export const NAMES: Record<Language, Names> = {
  en: ENGLISH,
  de: {
    first: split("Annika, Bernd, Friederike, Hannes, Jürgen, Käthe, Lennart, Mareike, Sönke, Ute"),
    last: split("Ahrens, Bäumler, Dörfler, Grünwald, Kessel, Lindemann, Oltmanns, Weißmüller"),
    towns: split("Altenfurt am See, Birkenstedt, Lindow, Neuweiler"),
    streets: split("Ahornweg, Lindenallee, Mühlstraße"),
  },
  es: {
    first: split("Álvaro, Begoña, Candela, Íñigo, Lucía, Martín, Nuria, Pilar, Rocío, Xabier"),
    last: split("Aguirre, Benavides Soto, Cañizares, Escudero, Ibáñez, Montalvo, Núñez Prado"),
    towns: split("Valdehermosa, Puerto Claro, Olmedal"),
    streets: split("Calle del Olmo, Calle Mayor, Paseo del Río"),
  },
  fr: {
    first: split("Aurore, Bastien, Cléa, Étienne, Gaëlle, Hugo, Maëlys, Noémie, Rémi, Solène"),
    last: split("Besançon, Chevallier, Delacourt, Fontanel, Garnier-Lefèvre, Marchetti, Thévenot"),
    towns: split("Saint-Aubin-les-Prés, Montrieux, Belleroche"),
    streets: split("rue des Tilleuls, place du Marché, quai Neuf"),
  },
  ar: {
    first: split("أمل, باسم, داليا, رامي, سلمى, كريم, ليلى, مازن, نور, هالة"),
    last: split("الحداد, الخطيب, العطار, النجار, حسن, درويش, سليم, منصور"),
    towns: split("Dunwater, Elmsby"),
    streets: split("Mill Road, Quay Street"),
  },
};
