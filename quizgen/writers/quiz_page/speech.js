// Speech, where the device itself has a Mandarin voice: one that speaks over a network is not used.

const MANDARIN = /^(?:zh|cmn)(?:[-_](?:Hans[-_])?(?:CN|SG|Hans))?$/i;

const mandarinVoice = () => {
  const voices = "speechSynthesis" in window ? speechSynthesis.getVoices() : [];
  return voices.find((voice) => voice.localService && MANDARIN.test(voice.lang));
};

const speak = (text) => {
  const words = new SpeechSynthesisUtterance(text);
  words.voice = mandarinVoice();
  words.lang = "zh-CN";
  words.rate = 0.85;
  speechSynthesis.cancel();
  speechSynthesis.speak(words);
};

// The style sheet shows the buttons when there is a voice; browsers find voices late.
const showSpeech = () => document.body.classList.toggle("speaks", Boolean(mandarinVoice()));
const speaker = (text) => button("listen", () => speak(text), { class: "speak" });

if ("speechSynthesis" in window) speechSynthesis.addEventListener("voiceschanged", showSpeech);
showSpeech();
