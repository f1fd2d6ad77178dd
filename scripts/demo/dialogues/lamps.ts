import { dialogue } from "@/scripts/demo/dialogue";

/** Light, and what keeps it from shining. */
export const LAMPS = [
  dialogue(
    {
      things: ["Aster floor lamp", "Kelp pendant", "Harbour wall light"],
      openings: [
        "My {thing} flickers when I dim it below half",
        "The light of the {thing} trembles. Not always. Mostly in the evening",
        "Hi, flickering {thing}, quite annoying while reading. What can I do?",
        "Is it normal that the {thing} flickers on a dimmer?",
      ],
      skills: ["Repairs"],
    },
    `
A: Hello {customer}, {agent} here. It is not normal, and it can nearly always be helped. Three questions.
A: 1. Which bulb is in it?
2. Is there a dimmer in the wall, or only the one on the cable?
3. Does it flicker at full brightness as well?
C: 1. The one that came with it I think. It says 6 W E27
2. There is a dial in the wall, it came with the flat
3. No, at full it is calm
A: Then I have a suspicion. The dial in the wall is probably made for the old kind of bulb, and two dimmers in a row do not like each other.
C: Can I use just one of them?
A: Yes. Turn the dial in the wall up to full, leave it there, and dim with the one on the cable.
C: Trying
C: Hm. Better! But at the very lowest it still trembles a little
N: Same as the chat of last Tuesday: batch 31 of the cable dimmers starts at 8 % and not at 4 %. Engineering knows.
A: Below about ten per cent some of our cable dimmers are restless. We have a newer one that is not.
C: Do I have to send the lamp in?
A: No. It is a plug and a socket between dimmer and lamp. I send you the new part, you swap it in half a minute, without any tools.
C: Even I can do that?
A: If you can change a bulb, yes. Please pull the plug first, though.
C: OK. Same address as the order
A: Same address. It costs you nothing and the old part may go to the recycling.
N: Dimmer v3 sent, warranty, {order}.
C: Very kind. By the way, the lamp itself is beautiful, my cat thinks so too
A: We have had three cats in reviews so far. All positive. Good evening to you both!
`,
  ),
  dialogue(
    {
      things: ["Moth desk lamp", "Pebble table lamp", "Harbour wall light", "Kelp pendant"],
      openings: [
        "Which bulb does the {thing} need?",
        "Bulb died after three years. What do I buy for the {thing}?",
        "Hello, what socket is in the {thing}? E14 or E27?",
        "Can I put a 10 W LED in the {thing}?",
      ],
      priority: "low",
    },
    `
A: An E27 LED with up to 8 W. Matt ones look best, because you can see the bulb from the side.
C: And how warm? There are so many numbers on the boxes
A: 2700 K is the warm light that you are used to. 4000 K is an office.
C: No office please. Thanks!
A: A good choice for evenings. Bye, {customer}.
`,
  ),
  dialogue(
    {
      things: ["Fennel reading lamp", "Moth desk lamp", "Aster floor lamp"],
      openings: [
        "I am looking for a light to read by that does not wake up my husband",
        "Is the {thing} bright enough for reading?",
        "Which of your lamps would you put beside a bed?",
        "My eyes get tired. Would the {thing} be better than a ceiling light?",
      ],
      priority: "low",
    },
    `
A: Good evening! May I ask how far the lamp would stand from the book?
C: About an arm’s length, on the left side
A: Then the Fennel is made for you. Its head turns all the way around, and the light stays on the page and off the neighbour.
C: How bright?
A: 450 lumens, in four steps. The lowest one is about a candle, for finding one’s slippers.
C: 😊 And does it get hot?
A: Hand-warm at the top, cool at the switch.
C: Sold. Thank you for the patience
`,
  ),
  dialogue(
    {
      things: ["Pebble table lamp", "Kelp pendant", "Tallow candle lamp"],
      openings: [
        "The glass of my {thing} arrived broken 😢",
        "Opened the box of the {thing}: the shade is in three pieces",
        "Order {order} arrived damaged, there is a crack in the glass",
        "Unpacked with great care and still found a crack in the {thing}",
      ],
      priority: "high",
    },
    `
A: Oh no. I am sorry, {customer}. Did you get hurt?
C: No no, it stayed in the paper
A: Good. Please leave the pieces in the box and tape it shut; nobody has to see them again, a photo by mail is enough.
C: Do I need to bring it to the post?
A: You don’t. I send a new shade, and the foot of your lamp can stay where it stands.
C: Only the glass?
A: Only the glass. It screws on clockwise, hand-tight. It is blown by hand, so yours may be a little rounder or less round than the last.
N: Breakage 4 of 52 this month, all with the thin inlay. Packed this one with two.
C: I like that. When does it come?
A: Friday, before noon.
C: I’ll be there. Thanks for making this easy
A: Thank you for taking it so lightly.
`,
  ),
  dialogue(
    {
      things: ["Kelp pendant"],
      openings: [
        "How long is the cable of the {thing}? Our ceiling is 3.40 m high",
        "Question on hanging the {thing} over a dining table",
        "Can the cable of the {thing} be shortened?",
        "We have a slanted ceiling. Does the {thing} hang straight there?",
      ],
    },
    `
A: The cable is 1.80 m, and you shorten it inside the canopy without cutting anything.
C: And longer? We would need 2.20 m or so
A: There is one of 3 m, in linen or in black. I can swap it before it leaves, for the same price.
C: Linen please!
A: Over a table, 60 to 70 cm between the plate and the shade is pleasant: nobody is dazzled and nobody bumps into it.
C: My uncle is two metres tall
A: Then let him sit down first. 😉 Shall I put the cable in your cart?
C: Yes, please do
A: It is in there. Anything else, {customer}?
C: That’s all, have a nice day
`,
  ),
  dialogue(
    {
      things: ["Moth desk lamp", "Fennel reading lamp", "Harbour wall light"],
      openings: [
        "The switch of my {thing} is stuck",
        "{thing} does not turn off any more, I have to pull the plug",
        "The little switch on the {thing} got hard and now it does not click",
        "Hi there. Lamp fine, switch dead. Is there a spare part?",
      ],
      skills: ["Repairs"],
    },
    `
A: Hello {customer}. How old is the lamp, roughly?
C: A bit over two years
A: Then it is still under our five-year warranty. Did it ever get wet, or painted near?
C: …we painted the wall in May
A: White dust inside the switch, then. It is the second most common reason. The most common is toast.
C: Toast??
A: Crumbs. Desk lamps live dangerous lives. I send you a switch with a drawing; two screws, no soldering.
C: Lovely, I can do that. Thank you!
N: Switch M4 sent, warranty although paint, it is two euros.
`,
  ),
  dialogue(
    {
      things: ["Aster floor lamp", "Pebble table lamp", "Moth desk lamp"],
      openings: [
        "Our puppy has chewed the cable of the {thing}",
        "Hello, a slightly embarrassing question. The dog ate the cable.",
        "How do I get a new cable for a {thing}? (Rabbit.)",
        "Something small with teeth was at my {thing}",
      ],
      priority: "urgent",
      skills: ["Repairs"],
    },
    `
A: Hello {customer}! First things first: is everybody well, and is the plug out of the wall?
C: Everybody is well. The plug is out. The culprit sleeps
A: Good. Please leave it out, even if the damage looks small.
C: It does not look small 😅 There is copper
A: Then it needs a whole new cable. On your model that is a part with a plug at both ends, so you don’t have to open the lamp.
C: Oh that is clever
A: Thank you, I pass it on. Would you like the same one, or the one with a textile sleeve? It is said to taste worse.
C: The one that tastes worse 😂
A: It is 14, shipping included, and I put a chew ring next to it, from all of us.
C: You are the best
A: Which colour of cable? Oak, black, or fern green?
C: Green, it matches the sofa he has not eaten yet
A: Fern green it is. It leaves today.
`,
  ),
];
