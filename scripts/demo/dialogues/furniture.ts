import { dialogue } from "@/scripts/demo/dialogue";

/** Wood, screws and how much of it fits into a room. */
export const FURNITURE = [
  dialogue(
    {
      things: ["Wren stool", "Heron bench", "Linnet desk"],
      openings: [
        "My new {thing} wobbles",
        "One leg of the {thing} seems to be shorter than the others",
        "The {thing} rocks back and forth. Floor is even, I checked with a level",
        "Hi, I assembled the {thing} twice now and it still wobbles",
      ],
      skills: ["Furniture"],
    },
    `
A: Hello {customer}, that can be put right. Could you turn it upside down and look at the feet?
C: Done. What do I look for?
A: Each foot has a felt pad with a thread in it. One of them may be screwed in further.
C: Oh! There is one that sticks out more
A: That is the one. Turn it in until all four are flush, and then put it back on the floor.
C: Still a little bit
A: Then sit on it and ask somebody to turn the pad that you can move by hand, until you cannot.
C: My daughter is on it. Literally under it
C: It stands!
A: Congratulations to the engineer.
C: She is seven and would like to know if she can work for you
A: Applications are welcome in eleven years. Until then: thank you both, and have fun with it.
`,
  ),
  dialogue(
    {
      things: ["Alder side table", "Linnet desk", "Heron bench", "Marten sideboard"],
      openings: [
        "How do I look after the oiled wood of the {thing}?",
        "Which oil do you recommend for the {thing}?",
        "There is a water ring on my {thing} already. How do I get it off?",
        "Do I have to oil the {thing} before using it?",
      ],
      priority: "low",
      skills: ["Furniture"],
    },
    `
A: It comes oiled twice. Give it a thin coat of linseed oil once a year, with a cloth, and wipe off what is left after ten minutes.
C: And rings from glasses?
A: A little oil on a soft sponge, along the grain. Most rings are gone after that; the others become stories.
C: Nice. Do the cloths really catch fire?
A: They can, when they are crumpled up. Hang them out flat to dry, outside.
C: Good to know, thanks
`,
  ),
  dialogue(
    {
      things: ["Linnet desk", "Rook bookcase", "Marten sideboard"],
      openings: [
        "I have a niche of 121 cm. Does the {thing} fit?",
        "What are the exact dimensions of the {thing}, including the feet?",
        "Will the {thing} fit under a sloping roof? The low side is 74 cm",
        "Could you give me the width of the {thing} at the widest point?",
      ],
      skills: ["Furniture"],
    },
    `
A: It is 120.0 cm at its widest, 72.5 cm high with the feet and 61 cm deep. Wood moves by a millimetre or two over the year.
C: So with 121 it would be tight but OK?
A: Have you measured in the back as well? Old walls are seldom parallel.
C: Let me get the tape
C: 120.4 at the back 🙈
A: That is too tight. In a wet summer it would not come out again.
C: Good that I asked. Is there a narrower one?
A: There is a 110 that is not on the page yet. It can be sent from next week on.
C: Perfect, please keep one for me. We are in {town}
A: It has your name on it.
`,
  ),
  dialogue(
    {
      things: ["Otter armchair"],
      openings: [
        "Can I get samples of the fabrics for the {thing}?",
        "Is the green of the {thing} more like moss or more like mint?",
        "Do you send fabric samples?",
        "The colours look different on my phone and on my laptop. Which one is right?",
      ],
      priority: "low",
    },
    `
A: Screens never agree on green. I can send you all five fabrics as a little fan, free of charge.
C: Yes please, to the address in my account
A: Out with tonight’s post. The one that you touch most often is usually the right one.
`,
  ),
  dialogue(
    {
      things: ["Marten sideboard", "Rook bookcase"],
      openings: [
        "I am at step 14 of the {thing} and there is a part left that should not be left",
        "Help, the doors of the {thing} do not close. Step 14",
        "I do not understand picture 14 in the instructions of the {thing}",
        "Building the {thing} right now and stuck. Is anybody there?",
      ],
      priority: "high",
      skills: ["Furniture"],
    },
    `
A: Hello {customer}, I am {agent}, and I have built eleven of these. What do you see in front of you?
C: A box without doors, two doors, and one long thin board
A: The long thin board has holes on one side?
C: Yes. Three
A: That is the stop rail. It belongs inside, at the top, with the holes facing down.
C: Down? In the picture they face up
A: The picture shows it from below. I have complained about that picture for years.
C: So I need to take the top off again
A: No, there is a way around. Loosen the two back screws of the top by three turns each.
C: Which ones are the back ones
A: Those next to the side with the cut-out for cables.
C: Loosened
A: Now the top lifts by a finger’s width. Push the rail in from the left.
C: It is in!!
A: Wonderful. Tighten the two screws again, and then the doors: hinges first at the bottom.
C: Bottom first, why
A: The door’s own weight then keeps it straight while you look for the upper hole.
C: One door is in. It closes with a very nice sound
A: That sound took us four months.
N: Picture 14 again. Fifth chat this month; please let us print the corrected sheet before the next batch.
C: Second door is in. They are not quite level, 2 mm maybe
A: The middle screw on each hinge moves the door up and down. Half a turn clockwise lifts it by a millimetre.
C: …level. I am going to sit here for a while and look at it
A: You have earned it. Enjoy the evening!
`,
  ),
  dialogue(
    {
      things: ["Wren stool", "Heron bench", "Kelp pendant"],
      openings: [
        "We are opening a café and need 24 × {thing}. Do you do trade prices?",
        "Hello, I furnish a small library in {town} and think about 18 of the {thing}",
        "Is there a discount for larger orders? About 30 × {thing}",
        "Who can I talk to about a quote for a restaurant?",
      ],
      priority: "medium",
    },
    `
A: What a nice plan! I know the wood better than the prices, so I look for a colleague who does both. May I hand you over?
C: Sure
N: Wants 20 to 30 pieces, opening in spring. Budget not asked yet. Friendly.
~
A: Hello {customer}, {agent} here, I look after our trade customers. I have read what you wrote, so you need not repeat it.
C: Great, that is rare
A: From 12 pieces on it is 15 % less, from 24 on 20 %, with delivery on one day of your choice.
C: And could they come in two colours? Half oak, half black
A: Yes. Black takes two weeks longer, because it is stained by hand.
C: We open on 3 March. Is that possible?
A: If you decide by the end of this week, they stand in your place on 20 February.
C: Could you send the quote to my partner as well? lou@example.org
A: On its way to both of you. It is good for 30 days.
N: Quote Q-{order} sent. Ask again on Thursday.
C: Thank you, this was easier than the coffee machine
A: We look forward to sitting in your place!
`,
  ),
  dialogue(
    {
      things: ["Otter armchair", "Heron bench", "Alder side table"],
      openings: [
        "I would like to return the {thing}",
        "Sadly the {thing} is too big for our room. How do I send it back?",
        "How long do I have for returning a {thing}?",
        "Return of {order}: do I need the original box?",
      ],
    },
    `
A: That is fine, {customer}. You have 60 days, and we fetch it. May I ask what did not fit?
C: It is lovely, but the room is smaller than I thought. The door hits it
A: Would the narrow version help? It is 12 cm less.
C: Hmm, I would rather measure properly this time and come back
A: Very wise. Do you still have the box?
C: The cat lives in it. I can negotiate
A: No need to, the drivers bring a cover. Is Thursday afternoon good?
C: Thursday is good
A: Booked. The money is on your card three days after it is back with us.
C: Thank you, no fuss at all
A: That is how we would like it ourselves.
`,
  ),
];
