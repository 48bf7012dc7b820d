// The texts that tokenizers are compared on, by kind. All are our own, or random with a fixed seed.
import { readFileSync, writeFileSync } from "node:fs";

const languages = [
  "The quick brown fox jumps over the lazy dog, doesn't it? It's 3 o'clock; we'll see — they've gone.",
  "Voix ambiguë d'un cœur qui, au zéphyr, préfère les jattes de kiwis. L'été à Évian coûte 12,50 €.",
  "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich. STRAẞE, Straße.",
  "El pingüino Wenceslao hizo kilómetros bajo exhaustiva lluvia; ¿añoraba a su querido cachorro? ¡Sí!",
  "Pchnąć w tę łódź jeża lub ośm skrzyń fig.", "Příliš žluťoučký kůň úpěl ďábelské ódy.", "Gyors róka, árvíztűrő tükörfúrógép.",
  "İstanbul'da ılık bir akşam; IĞDIR, ığdır.", "Đất nước tôi thon thả giọt đàn bầu, tiếng Việt.", "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία ΟΔΥΣΣΕΥΣ.",
  "Съешь же ещё этих мягких французских булок, да выпей чаю. Їжак, ґанок.", "דג סקרן שט בים מאוכזב ולפתע מצא חברה. שָׁלוֹם", "نص حكيم له سر قاطع وذو شأن عظيم. مَرْحَبًا ١٢٣",
  "ऋषियों को सताने वाले दुष्ट राक्षसों का राजा रावण। क्षत्रिय ज्ञान १२३", "ঋষি বাংলা ভাষায় লেখেন।", "தமிழ் மொழி அழகானது; யாமறிந்த மொழிகளிலே", "เป็นมนุษย์สุดประเสริฐเลิศคุณค่า ๑๒๓",
  "いろはにほへと ちりぬるを。カタカナ、ﾊﾝｶｸ、漢字かな交じり文。", "我能吞下玻璃而不伤身体。繁體中文，標點「引號」。", "키스의 고유조건은 입술끼리 만나야 하고. 한글 ㄱㄴㄷ", "ქართული ენა, Հայերեն լեզու, አማርኛ ቋንቋ, ភាសាខ្មែរ, မြန်မာဘာသာ, ພາສາລາວ",
  "Mixed 中文English日本語한국어Русский عربي in one line", "Ελληνικά και English και 漢字 123 mixed", "naïve café résumé coöperate Ångström", "ﬁnance ﬂow Ⅷ ½ ² ① ™ ℃ ㎏ ﷺ",
];
const emoji = [
  "😀", "a😀b", "👩‍👩‍👧‍👦 family", "🇩🇪🇫🇷🇯🇵 flags 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👍🏽👍🏿👋🏻 skin tones", "❤️ ❤ ☎️ 1️⃣ #️⃣", "🧑‍💻👩🏾‍🚀🏳️‍🌈", "text😀😀😀text 🤖🤖", "𝒳𝒴 math 𝟘𝟙 𠀀𠀁 letters 𐍈 𐐷", "🀄🃏🅰️🅱️ⓐⒷ", "🥹🫠 newer ones", "(╯°□°)╯︵ ┻━┻ ¯\\_(ツ)_/¯",
];
const whitespace = [
  " ", "  ", "   leading", "trailing   ", "  both  ", "a b  c   d    e", "tabs\t\tand\ttab", "line\nline\n\nline\n\n\nend\n", "crlf\r\nline\r\n\r\nend\r\n", "\r", "\n", "\t", "mixed \t\n \r\n  x",
  "nbsp\u00a0here\u00a0\u00a0two", "em\u2003en\u2002thin\u2009hair\u200azero\u200bwidth\u200cjoin\u200dword\u2060bom\ufefftext", "ideographic\u3000space", "line\u2028para\u2029end", "ogham\u1680mvs\u180enarrow\u202fmath\u205f.",
  "form\ffeed vertical\vtab", "    indented\n        more\n\treally", "a \n b", "x  \n", "\n  x", "   \n   \n", "word   ", "dots . . . and , , commas", "end of text \n\n\n ",
];
const combining = [
  "e\u0301 a\u0308 o\u0302\u0323 combining", "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031ea\u0329\u0333lgo", "\u0301 leading mark", "n\u0303an\u0303a ñ ñ", "q\u0307\u0323 q\u0323\u0307", "\u1100\u1161\u11a8 jamo 각",
  "क्षि त्रि ज्ञ", "A\u030a Å \u212b \u2126 \u212a", "שָׁ לֹ", "ठि\u200dक ठि\u200cक", "i\u0307 İ ı I", "ﬁ\u0301 ½\u0301", "ά ά ΐ ΐ",
];
const malformed = [
  "\ud83d", "a\ud83db", "\ude00 alone", "\ude00\ud83d swapped", "x\ud83d\ud83d\ude00y", "\ufffd replacement", "\u0000 nul \u0001\u0002", "\u007f\u0080\u0085\u009f controls", "\ufffe\uffff nonchars", "\ue000 private \uf8ff", "\u00ad soft\u00adhyphen", "\u200e\u202a\u202e bidi \u202c",
];
const symbols = [
  "https://example.org/path?q=1&r=two#frag user@mail.example 192.168.0.1", "1234567890 12,345.67 3.14159 1e-10 0xFF 2026-11-21T23:30:00Z", "C++ C# F# .NET a->b a::b x!=y x<=y a&&b", "$100 £5 €7 ¥9 50% #tag @name",
  "\"quoted\" 'single' “curly” ‘curly’ «guillemets» `code` ``tex''", "a-b—c–d…e·f•g", "it's I'M we'LL don'T O'Neil 's 't", "((nested [brackets] {braces}))", "snake_case camelCase PascalCase kebab-case SCREAMING_CASE", "1st 2nd 3rd 4½ x² H₂O",
  "<s> </s> [CLS] <unk> <|endoftext|> <0x0A>", "a<|endoftext|>b <s>x</s>", "▁ lower one eighth block ▁▁x", "Ġ and Ċ as text", "##wordpiece ##s", "= + < > ^ ~ | $ `",
];

// Numerical Recipes' generator, so that the texts are the same everywhere.
function random(seed) {
  let state = seed;
  return bound => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 4294967296 * bound);
  };
}
function fuzz(count) {
  const next = random(12345);
  const pools = [[32, 126], [32, 126], [97, 122], [0xa1, 0x24f], [0x300, 0x36f], [0x370, 0x3ff], [0x400, 0x4ff], [0x5d0, 0x5ea], [0x620, 0x64a], [0x904, 0x939], [0x93e, 0x94d], [0xe01, 0xe3a],
    [0x1e00, 0x1eff], [0x2010, 0x2027], [0x2190, 0x21ff], [0x3041, 0x3096], [0x30a1, 0x30fa], [0x4e00, 0x4fff], [0xac00, 0xac80], [0xff01, 0xff5e], [0x1f300, 0x1f5ff], [0x1d400, 0x1d44f], [0x20000, 0x20100], [9, 13]];
  return Array.from({ length: count }, () => {
    let text = "";
    for (let length = next(40); length >= 0; length--) {
      const [first, last] = pools[next(pools.length)];
      for (let run = next(4); run >= 0; run--)
        text += String.fromCodePoint(first + next(last - first + 1));
      if (next(3) === 0)
        text += " ";
    }
    return text;
  });
}

/** Name → texts. */
export function corpora(root) {
  const file = name => readFileSync(`${root}/${name}`, "utf8");
  const english = file("tests/QaaHybrid.Models.Tests/Tokenization/golden/corpus.txt");
  const code = ["qaa", "host/QaaHybrid.Models/Tokenization/Tokenizer.cs", "quantum/engine/package.json"].map(file);
  return {
    english: [...english.split("\n"), english, file("README.md"), file("CONTRIBUTING.md")],
    languages: [...languages, languages.join("\n")],
    emoji: [...emoji, emoji.join(" ")],
    whitespace, combining, malformed, symbols,
    code: [...code.flatMap(text => text.split("\n").slice(0, 80)), ...code],
    long: ["a".repeat(5000), " ".repeat(3000), "ab ".repeat(3000), "中文".repeat(2000), "supercalifragilistic".repeat(200), languages.join(" ").repeat(20)],
    random: fuzz(2000),
  };
}

// node corpora.mjs REPOSITORY FOLDER: the texts for other programs (UTF-16 in base64), and a text to train on.
if (process.argv[1] === import.meta.filename) {
  const [root, folder] = process.argv.slice(2);
  const texts = corpora(root);
  writeFileSync(`${folder}/corpora.json`, JSON.stringify(Object.fromEntries(Object.entries(texts).map(([name, list]) => [name, list.map(text => Buffer.from(text, "utf16le").toString("base64"))]))));
  writeFileSync(`${folder}/train.txt`, [...texts.english, ...texts.languages, ...texts.symbols, ...texts.code].join("\n").replaceAll("\0", ""));
}
