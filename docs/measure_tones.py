"""Measures the tones of the machine voice (docs/sound.md): python docs/measure_tones.py seeds/*

Needs quizgen[audio], and for measuring only: pip install onnx praat-parselmouth scikit-learn. It
says every clause of the articles' word cards twice, as it is read and with every fourth full tone
replaced by another, follows the pitch of the MP3 with Praat, and lets a linear classifier that was
trained on other clauses name each tone. A voice that knows its tones follows the replaced ones.
"""

from __future__ import annotations

import io
import random
import sys
from importlib import resources
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import parselmouth
import soundfile
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

from quizgen.audio import engine
from quizgen.audio.files import encoded
from quizgen.audio.spoken import spoken
from quizgen.audio.symbols import symbol, symbols
from quizgen.lesson import make_lesson
from quizgen.readers import read_article
from quizgen.writers.anki.passage import cut_clause

FRAME = 600 / engine.RATE  # seconds; the model counts the length of a symbol in these
DURATIONS = "/encoder/Clip_output_0"  # where its graph has them
MP3_DELAY = 1105  # samples that the encoder and the decoder put before the sound
FOLDS = 8


def clauses(paths):
    """Each clause of a word card once, as it is spoken; none that the voice leaves out."""
    for path in paths:
        lesson = make_lesson(read_article(Path(path)))
        cards = [word for word in lesson.words if word.tier == "card"]
        spans = ((w.sentence, cut_clause(lesson.sentences[w.sentence], w.clause, (w.start, w.end)))
                 for w in cards)  # fmt: skip
        for index, span in dict.fromkeys(spans):
            speech = spoken(lesson.sentences[index], *span)
            if speech and symbols(speech):
                yield speech


def swapped(speech, chance):
    """The speech with every fourth syllable in another full tone, and where that is."""
    flat, changed, first = [s for word in speech for s in word], set(), chance.randrange(4)
    for at in range(first, len(flat), 4):
        if flat[at][-1] != "5":
            flat[at] = flat[at][:-1] + chance.choice([t for t in "1234" if t != flat[at][-1]])
            changed.add(at)
    rest = iter(flat)
    return tuple(tuple(next(rest) for _ in word) for word in speech), changed


def session():
    """The engine's model with one more output: how long each symbol is said."""
    parts = [(resources.files(part) / "part.bin").read_bytes() for part in engine._PARTS]
    model = onnx.load_from_string(b"".join(parts))
    model.graph.output.append(onnx.helper.make_empty_tensor_value_info(DURATIONS))
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model.SerializeToString(), options)


def say(run, voice, speech):
    """Samples after the way through MP3, and the span in seconds of each syllable's final."""
    written = symbols(speech)
    ids = [engine._IDS[s] for s in written]
    feed = {"tokens": np.array([[0, *ids, 0]]), "style": voice[len(ids) - 1][None],
            "speed": np.ones(1, np.float32)}  # fmt: skip
    samples, lengths = run.run(None, feed)
    ends = np.cumsum(lengths.ravel()) * FRAME  # ends[i] is where symbol i - 1 ends
    spans, at = [], 0
    for syllable in (s for word in speech for s in word):
        signs = symbol(syllable)
        at = written.index(signs, at)
        onset = next(i for i, sign in enumerate(signs) if sign in "aeiouyəɚɛɨʊɤjwɥ")
        spans.append((ends[at + onset] - 0.02, ends[at + len(signs)]))
        at += len(signs)
    audio = samples.ravel() * (0.9 / np.abs(samples).max())
    return soundfile.read(io.BytesIO(encoded(audio)))[0][MP3_DELAY:], spans


def contours(samples, spans):
    """Five pitches (semitones) over the voiced part of each span; None: too little is voiced."""
    pitch = parselmouth.Sound(samples, engine.RATE).to_pitch_ac(0.005, 110.0, pitch_ceiling=600.0)
    times, hertz = pitch.xs(), pitch.selected_array["frequency"]
    found = []
    for start, end in spans:
        inside = (times >= start) & (times <= end) & (hertz > 0)
        t, s = times[inside], 12 * np.log2(hertz[inside] / 100)
        points = np.linspace(0.1, 0.95, 5) * (t[-1] - t[0]) + t[0] if len(t) > 5 else None
        found.append(None if points is None else np.interp(points, t, s))
    return found


def features(found, at):
    """The contour against the clause's middle, its place, the steps from and to its neighbours."""
    here = found[at]
    middle = np.median(np.concatenate([c for c in found if c is not None]))
    before = found[at - 1] if at else None
    after = found[at + 1] if at + 1 < len(found) else None
    rise = (here[0] - before[-1], here.mean() - before.mean()) if before is not None else (0, 0)
    fall = (after[0] - here[-1], after.mean() - here.mean()) if after is not None else (0, 0)
    return [*(here - middle), at / len(found), 1 / (len(found) - at), *rise, *fall]


def table(speeches, changes, run, voice):
    """A row for each syllable whose tone is certain: features, tone, clause, was it replaced."""
    rows = []
    for number, (speech, changed) in enumerate(zip(speeches, changes, strict=True)):
        flat = [s for word in speech for s in word]
        found = contours(*say(run, voice, speech))
        for at, syllable in enumerate(flat):
            sandhi = syllable[-1] == "3" and flat[at + 1 : at + 2] and flat[at + 1][-1] == "3"
            if found[at] is not None and syllable[-1] != "5" and not sandhi:
                rows.append((features(found, at), int(syllable[-1]), number, at in changed))
    return [np.array(column) for column in zip(*rows, strict=True)]


def report(name, tones, heard):
    """The share that is heard as it was meant, and what else was heard."""
    print(f"{name}: {np.mean(tones == heard):.1%} of {len(tones)}")
    for tone in range(1, 5):
        print(
            f"  tone {tone} heard as 1 2 3 4:",
            [int(((tones == tone) & (heard == h)).sum()) for h in range(1, 5)],
        )


def main():
    """Prints both tables and the mean contours."""
    chance, run, voice = random.Random(1), session(), engine._voice()
    plain = list(clauses(sys.argv[1:]))
    wrong, changes = zip(*(swapped(speech, chance) for speech in plain), strict=True)
    x, tones, number, _ = table(plain, [set()] * len(plain), run, voice)
    for tone in range(1, 5):
        print(f"tone {tone}, mean contour in semitones:", x[tones == tone][:, :5].mean(0).round(1))
    x2, fed, number2, replaced = table(wrong, changes, run, voice)
    heard, heard2 = np.zeros_like(tones), np.zeros_like(fed)
    for fold in range(FOLDS):
        model = LinearDiscriminantAnalysis().fit(
            x[number % FOLDS != fold], tones[number % FOLDS != fold]
        )
        heard[number % FOLDS == fold] = model.predict(x[number % FOLDS == fold])
        heard2[number2 % FOLDS == fold] = model.predict(x2[number2 % FOLDS == fold])
    report("as read", tones, heard)
    report("replaced tones", fed[replaced], heard2[replaced])
    report("their neighbours", fed[~replaced], heard2[~replaced])


if __name__ == "__main__":
    main()
