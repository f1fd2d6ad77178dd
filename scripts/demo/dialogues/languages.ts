import { dialogue } from "@/scripts/demo/dialogue";

/** German, Spanish, French and Arabic. */
export const ELSEWHERE = [
  dialogue(
    {
      language: "de",
      things: ["Stehleuchte Aster", "Tischleuchte Pebble", "Wandleuchte Harbour"],
      openings: [
        "Guten Tag, ist meine Bestellung {order} schon unterwegs?",
        "Hallo! Wann kommt die {thing} ungefähr an?",
        "Der Paketdienst war angeblich da, ich war den ganzen Tag zu Hause",
        "Meine {thing} liegt laut Sendungsverfolgung seit Dienstag in {town}.",
      ],
      skills: ["German"],
    },
    `
A: Guten Tag, hier ist {agent}. Ich sehe gleich nach.
A: Das Paket ist im Verteilzentrum und wird morgen zwischen 10 und 14 Uhr zugestellt.
C: Morgen bin ich leider im Büro. Geht es auch bei der Nachbarin?
A: Gern. Wie heißt sie?
C: Frau Özdemir-Größler, Hinterhaus, zweiter Stock
A: Ist notiert. Sie bekommen eine Karte in den Briefkasten.
C: Wunderbar, vielen Dank!
A: Viel Freude mit dem Licht, und einen schönen Abend.
`,
  ),
  dialogue(
    {
      language: "de",
      things: ["Schreibtisch Linnet", "Sideboard Marten", "Regal Rook"],
      openings: [
        "Beim Aufbau vom {thing} ist mir eine Dübelhülse gebrochen. Gibt es Ersatz?",
        "Hallo, ich brauche ein Ersatzteil für den {thing}",
        "Eine Schraube vom {thing} ist krumm. Kann ich auch eine aus dem Baumarkt nehmen?",
        "Mir fehlt Teil F, Bestellung {order}",
      ],
      skills: ["German", "Furniture"],
    },
    `
A: Hallo {customer}, das haben wir da. Welche Nummer steht in der Anleitung daneben?
C: F3, glaube ich. Die Schrift ist sehr klein
A: F3 ist die kurze Hülse aus Messing. Aus dem Baumarkt bitte nicht, das Gewinde ist ein feines.
C: Gut, dass ich gefragt habe
A: Ich schicke Ihnen zwei, falls noch eine bricht. Kostet nichts, kommt als Brief.
N: F3 zum dritten Mal in diesem Monat. Bitte beim Lieferanten nachfragen, ob die Charge zu spröde ist.
C: Super. Kann ich bis dahin weitermachen?
A: Ja, bis Schritt 9. Bitte noch nichts daraufstellen.
C: Auch keinen Kaffee?
A: Einen kleinen.
`,
  ),
  dialogue(
    {
      language: "de",
      things: ["Sessel Otter", "Bank Heron"],
      openings: [
        "Ich möchte {order} zurückgeben, die Farbe passt leider nicht",
        "Wie läuft eine Rückgabe ab? Es geht um den Artikel „{thing}“",
        "Grün ist nicht gleich Grün, habe ich heute gelernt. Kann ich tauschen?",
      ],
      priority: "low",
      skills: ["German"],
    },
    `
A: Guten Tag! Das ist gar kein Problem, Sie haben 60 Tage Zeit. Tauschen oder zurückgeben?
C: Tauschen, wenn es geht, gegen das Dunkelblau
A: Geht. Die Fahrer bringen das Neue und nehmen das Alte gleich mit. Passt der Freitag?
C: Ja, ab 15 Uhr
A: Eingetragen. Bis Freitag!
`,
  ),
  dialogue(
    {
      language: "es",
      things: ["lámpara Moth", "lámpara Fennel", "lámpara Pebble"],
      openings: [
        "Hola, ¿qué bombilla lleva la {thing}?",
        "Buenas tardes. La {thing} no enciende desde ayer",
        "¿Me pueden ayudar? Compré una {thing} y no funciona",
        "Mi {thing} hace un ruidito, como un grillo",
      ],
      skills: ["Spanish"],
    },
    `
A: ¡Hola, {customer}! Soy {agent}. Vamos a verlo juntos. ¿Ha probado con otra bombilla?
C: No tengo otra en casa, la verdad
A: ¿Y en otro enchufe?
C: Un momento…
C: ¡Ahora sí funciona! Era el enchufe. Qué vergüenza 🙈
A: Ninguna vergüenza, nos pasa a todos. ¿Desea saber algo más?
C: Sí: ¿cuántos vatios como máximo?
A: Ocho, de luz cálida, 2700 K.
C: Muchísimas gracias, muy amable
A: A usted. ¡Que tenga buena tarde!
`,
  ),
  dialogue(
    {
      language: "es",
      things: ["mesa Alder", "estantería Rook", "banqueta Wren"],
      openings: [
        "Hola, quisiera cambiar la dirección del pedido {order}",
        "¿Hacen envíos a las islas? Me interesa la {thing}",
        "Buenos días, ¿cuánto tarda el envío a {town}?",
      ],
      skills: ["Spanish"],
    },
    `
A: Buenos días. Sí, claro. ¿A qué dirección sería?
C: Calle del Olmo 8, 3.º izquierda, {town}
A: Perfecto. Tarda entre tres y cinco días laborables y le llaman una hora antes.
N: Sin ascensor. Avisado el transportista.
C: ¿Puede ser por la tarde? Por la mañana trabajo
A: De 16 a 20 h. Queda apuntado.
C: Gracias 😊
`,
  ),
  dialogue(
    {
      language: "fr",
      things: ["suspension Kelp", "lampe Pebble", "lampe Tallow"],
      openings: [
        "Bonjour, le verre de ma {thing} est arrivé fêlé…",
        "Bonjour ! J’ai reçu la {thing}, mais il manque l’abat-jour.",
        "Ma commande {order} est arrivée abîmée",
        "Peut-on acheter seulement le verre de la {thing} ?",
      ],
      priority: "high",
      skills: ["French"],
    },
    `
A: Bonjour {customer}, toutes mes excuses. Personne ne s’est blessé, j’espère ?
C: Non, tout va bien, merci de demander !
A: Je vous envoie un verre neuf dès aujourd’hui. Gardez le pied, inutile de tout renvoyer.
C: Parfait. Il arrivera quand ?
A: Jeudi, avant midi. Il est soufflé à la bouche, donc jamais tout à fait le même que le précédent.
C: C’est ce qui fait son charme
N: Casse no 5 ce mois-ci, toujours l’ancien calage. À voir avec l’entrepôt.
A: Tout à fait. Bonne soirée à vous !
C: Bonne soirée, et merci 🙏
`,
  ),
  dialogue(
    {
      language: "fr",
      things: ["fauteuil Otter", "banc Heron", "bureau Linnet"],
      openings: [
        "Bonjour, le {thing} existe-t-il dans une autre couleur ?",
        "Avez-vous un magasin où voir le {thing} ?",
        "Quel est le délai pour le {thing}, livré à {town} ?",
      ],
      priority: "low",
      skills: ["French"],
    },
    `
A: Bonjour ! Il existe en vert mousse, bleu nuit, terre cuite, sable et gris. Souhaitez-vous des échantillons ?
C: Volontiers, les cinq si possible
A: Ils partent ce soir. Quant au délai, comptez deux semaines.
C: C’est noté, merci beaucoup
`,
  ),
  dialogue(
    {
      language: "ar",
      things: ["مصباح Aster", "مصباح Pebble", "مصباح Harbour"],
      openings: [
        "مرحبًا، طلبت {thing} قبل أسبوع ولم يصل بعد.",
        "السلام عليكم، أين وصل الطلب {order}؟",
        "مساء الخير، هل يمكن تغيير عنوان التوصيل للطلب {order}؟",
        "مرحبًا، {thing} يومض عند تخفيف الضوء، ما الحل؟",
      ],
      skills: ["Arabic"],
    },
    `
A: أهلًا بك {customer}، معك {agent}. سأراجع الطلب حالًا.
A: هل الرقم {order} صحيح؟
C: نعم، هذا هو الرقم.
A: الطرد في مركز التوزيع، وسيصلك غدًا بين الساعة 10 و14.
C: ممتاز. هل يمكن تركه عند الجيران؟ الطابق 2، شقة B4
A: بالتأكيد، كتبت ذلك على الطرد.
C: شكرًا جزيلًا 🌷
A: على الرحب والسعة، ونتمنى أن ينير بيتك.
`,
  ),
];
