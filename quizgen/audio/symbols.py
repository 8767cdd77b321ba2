"""Numbered pinyin as the model writes it: IPA with an arrow behind the vowel for the tone.

The table follows the model's own front end (misaki's first transcription of Mandarin). A space
parts words and a comma stands for a pause; the neutral tone has no arrow.
"""

from __future__ import annotations

import re

from quizgen.audio.spoken import Speech

_INITIALS = {
    "b": "p", "p": "pʰ", "m": "m", "f": "f", "d": "t", "t": "tʰ", "n": "n", "l": "l",
    "g": "k", "k": "kʰ", "h": "x", "j": "ʨ", "q": "ʨʰ", "x": "ɕ",
    "zh": "ꭧ", "ch": "ꭧʰ", "sh": "ʂ", "r": "ɻ", "z": "ʦ", "c": "ʦʰ", "s": "s", "": "",
}  # fmt: skip
_FINALS = {  # 0 is where the tone's arrow stands
    "a": "a0", "o": "wo0", "e": "ɤ0", "er": "ɚ0",
    "ai": "ai0", "ei": "ei0", "ao": "au0", "ou": "ou0",
    "an": "a0n", "en": "ə0n", "ang": "a0ŋ", "eng": "ə0ŋ", "ong": "ʊ0ŋ",
    "i": "i0", "ia": "ja0", "ie": "je0", "iao": "jau0", "iou": "jou0", "ian": "jɛ0n",
    "in": "i0n", "iang": "ja0ŋ", "ing": "i0ŋ", "iong": "jʊ0ŋ",
    "u": "u0", "ua": "wa0", "uo": "wo0", "uai": "wai0", "uei": "wei0", "uan": "wa0n",
    "uen": "wə0n", "uang": "wa0ŋ", "ueng": "wə0ŋ",
    "v": "y0", "ve": "ɥe0", "van": "ɥɛ0n", "vn": "y0n",
}  # fmt: skip
_APICAL = "ɨ0"  # the i of 是 shì and 四 sì
_ARROWS = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}
_SHORT = {"iu": "iou", "ui": "uei", "un": "uen"}  # as pinyin is printed: as it is said
_WHOLE = {"o": "", "you": "iou", "wei": "uei", "wen": "uen", "yi": "i", "yin": "in", "ying": "ing"}
_SYLLABLE = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcs]?)([a-z]+)")


def symbols(speech: Speech) -> str:
    """What the model is to say, or "" if a syllable is none that it knows (ng2, hm5, r5)."""
    parts: list[str] = []
    for word in speech:
        written = [symbol(syllable) for syllable in word]
        if not all(written):
            return ""
        parts.append("".join(written) or ",")
    joined = " ".join(parts).replace(" ,", ",")
    return re.sub(r"^[, ]+|[, ]+$", "", re.sub(",+", ",", joined)) + "."


def symbol(syllable: str) -> str:
    """One numbered syllable, "zhong4" as ꭧʊ↘ŋ; "" if there is none for it."""
    letters, arrow = syllable[:-1].replace("u:", "v").replace("ü", "v"), _ARROWS.get(syllable[-1:])
    initial, final = _cut(letters)
    if arrow is None or final not in _FINALS or initial not in _INITIALS:
        return ""
    apical = final == "i" and initial in {"zh", "ch", "sh", "r", "z", "c", "s"}
    return _INITIALS[initial] + (_APICAL if apical else _FINALS[final]).replace("0", arrow)


def _cut(letters: str) -> tuple[str, str]:
    """Initial and full final: "liu" gives l and iou, "yue" no initial and ve, "ju" j and v."""
    if letters in _WHOLE:
        return "", _WHOLE[letters]
    if letters.startswith("yu"):
        return "", "v" + letters[2:]
    if letters.startswith(("y", "w")):
        rest = letters[1:]
        return "", rest if rest == "u" else {"y": "i", "w": "u"}[letters[0]] + rest
    match = _SYLLABLE.fullmatch(letters)
    if not match:
        return "", ""
    initial, final = match[1], match[2]
    if initial in {"j", "q", "x"} and final.startswith("u"):
        final = "v" + final[1:]
    return initial, _SHORT.get(final, final)
