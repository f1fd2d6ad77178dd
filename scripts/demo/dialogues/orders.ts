import { dialogue } from "@/scripts/demo/dialogue";

/** Parcels, addresses and bills. */
export const ORDERS = [
  dialogue(
    {
      things: ["Aster floor lamp", "Pebble table lamp", "Wren stool", "Harbour wall light"],
      openings: [
        "Hi! My {thing} was meant to arrive yesterday and the tracking page has not moved since Monday.",
        "Where is my order {order}? It says “in transit” for five days now",
        "Hello, I am waiting for a {thing}. Could you look where the parcel is?",
        "The carrier says my parcel is in {town}. I do not live in {town}. Help?",
        "Still no {thing}, and my sister’s birthday is on Saturday 😬",
      ],
    },
    `
A: Good morning {customer}, this is {agent}. Let me see where it got stuck.
A: Is {order} the right number?
C: Yes, that one
A: Thank you. It was scanned at the depot in {town} and then sorted into the wrong van. It comes back there tonight.
C: So when do I get it?
A: Tomorrow between 9 and 13. I have asked the driver to ring twice.
C: Great. The bell is the lower one, the upper one has been broken since spring
A: Noted on the label: “lower bell”. Is there anything else I can do for you?
C: No, that was it. Thanks!
`,
  ),
  dialogue(
    {
      things: ["Rook bookcase", "Alder side table", "Linnet desk"],
      openings: [
        "I ordered a {thing} last night and typed my old address. Can you change it?",
        "Oh no, wrong address on {order}. We moved to {town} in spring",
        "Can I still change the delivery address of my {thing}?",
        "Autofill got me: order {order} goes to my parents’ house",
      ],
      priority: "high",
    },
    `
A: That happens more often than you think. It has not left the warehouse yet, so yes.
A: What is the right address?
C: 14 {street}, {town}. Second door in the courtyard
A: Changed. You get a new confirmation by e-mail within a few minutes.
C: Just came in. You are quick!
A: The warehouse is quicker, I only pressed the button in time. Have a good day, {customer}.
`,
  ),
  dialogue(
    {
      things: ["Rook bookcase", "Marten sideboard", "Linnet desk", "Heron bench"],
      openings: [
        "My {thing} came without the bag of screws",
        "There should be 16 screws for the {thing}. I count 12.",
        "Hi, the {thing} arrived but the fittings are missing, only the wooden parts are there",
        "Quick one: bag “C” is not in my box ({thing}, {order})",
      ],
    },
    `
A: Sorry about that, {customer}. Before I send new ones: the bag is sometimes taped to the inside of the largest panel. Could you look?
C: One moment
C: I turned every panel around. Nothing. I did find the instructions in four languages and a pencil
A: The pencil is yours. 🙂 I send a full set of fittings today, by letter post, so it fits through the slot.
C: How long will that take?
A: Two working days, three at the most.
N: Third missing bag C in two weeks, all packed on line 2. Told Piet at the warehouse.
C: OK. Can I already put the legs on? I have those
A: Yes, steps 1 to 4 need nothing from that bag. Please lay it on its back afterwards and not on the legs.
C: Understood. Thank you, also for the pencil
A: With pleasure!
`,
  ),
  dialogue(
    {
      things: ["Kelp pendant", "Wren stool", "Fennel reading lamp"],
      openings: [
        "I ordered two of the {thing} and only one came",
        "Order {order} says 2 × {thing}, in the box was 1",
        "Half of my order is here. Where is the other half?",
        "Is the second {thing} coming separately or was it forgotten?",
      ],
    },
    `
A: Hello {customer}, each {thing} travels in a box of its own. Number two was scanned an hour after the first.
C: Ah! So nobody forgot me
A: Nobody could. It should be with you tomorrow; the tracking of the first box knows nothing of it, which is not very clever of us.
C: Fine with me. I build the first one in the meantime
A: Enjoy it. If nothing has come by tomorrow evening, write here again and we send another one right away.
C: 👍
`,
  ),
  dialogue(
    {
      things: ["Marten sideboard", "Otter armchair", "Rook bookcase"],
      openings: [
        "Do you carry things upstairs? I live on the third floor without a lift",
        "How does delivery of the {thing} work in an old building with narrow stairs?",
        "Does “delivery” mean to my flat or to the kerb? It is about a {thing}",
        "Hello! Will the {thing} be brought up to the 4th floor?",
      ],
      priority: "low",
    },
    `
A: Hello! The {thing} comes with two people, who bring it to the room of your choice. Stairs are included up to the fifth floor.
C: Very good. And the turn on our landing is only 85 cm
A: The box is 78 cm at its narrowest side. They have done worse, and they bring blankets for the walls.
C: Then I will order it tonight
A: Lovely. Choose “bring it in” at the checkout, it costs nothing more.
`,
  ),
  dialogue(
    {
      things: ["Moth desk lamp", "Tallow candle lamp", "Alder side table"],
      openings: [
        "Please cancel {order}, I clicked twice",
        "I have ordered the {thing} twice by mistake",
        "Can I cancel an order from this morning?",
        "Two confirmations for one {thing}? I only want one",
      ],
      priority: "high",
    },
    `
A: Done: {order} is cancelled and the other one stays. The money is back on your card in two to three days.
C: That was fast, thanks
A: You are welcome.
`,
  ),
  dialogue(
    {
      things: ["Tallow candle lamp", "Pebble table lamp", "Fennel reading lamp"],
      openings: [
        "Can you wrap the {thing} as a present?",
        "It is a gift. Could you leave the invoice out of the box?",
        "Is it possible to add a card to order {order}?",
        "Do you do gift wrapping? For a {thing}, to {town}",
      ],
      priority: "low",
    },
    `
A: Yes, in dark green paper with a linen ribbon, and without a price anywhere. Shall I add it to your order?
C: Yes please! And can you write “For the evenings on the balcony. Yours, {customer}” on the card?
A: It will be in my own handwriting. I practise the Y right now.
C: 😄 Perfect
A: It leaves today. The invoice comes to you by e-mail only.
`,
  ),
  dialogue(
    {
      things: ["Linnet desk", "Marten sideboard", "Moth desk lamp"],
      openings: [
        "Could I get the invoice for {order} with our company’s name on it?",
        "We need the VAT number on the invoice for the {thing}",
        "Accounting sent me back: the invoice for {order} is made out to me instead of the office",
        "Invoice question, {order}",
      ],
      priority: "low",
      skills: ["Trade"],
    },
    `
A: Of course. What should be on it?
C: Fernhill Pottery
14 {street}
{town}
A: And the VAT number, if you have one?
C: XX 204 518 330
A: Thank you. The new invoice is on its way to the address of your order, and the old one is void.
N: Fernhill Pottery may become a trade account, third order this year. I wrote them a mail about terms.
C: Received, accounting is happy. That does not happen often
`,
  ),
];
