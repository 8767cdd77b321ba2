"""The words of the page: English, with short Chinese beside it where a class can use it."""

from __future__ import annotations

from quizgen.text.script import in_script

_LABELS = {
    # The start
    "what": ("What to practise", "练什么"),
    "start": ("Start", "开始"),
    "print": ("Print", "打印"),
    "first": ("The lesson", "本课"),
    "subject": ("By subject", "按内容"),
    "task": ("By task", "按题型"),
    # Sets
    "quiz": ("Quiz", "测验"),
    "cards": ("Flashcards", "生词卡"),
    "all": ("Everything", "全部"),
    "words": ("Words", "词语"),
    "figures": ("Figures", "数字"),
    "grammar": ("Grammar", "语法"),
    "sounds": ("Sounds", "读音"),
    "characters": ("Characters", "汉字"),
    "understanding": ("Understanding", "理解"),
    "choices": ("Choosing", "选择"),
    "typing": ("Typing", "填写"),
    "arranging": ("Matching and ordering", "连线、排序"),
    "own": ("In your own words", "简答"),
    # Kinds of items
    "choice": ("Choose", "选择"),
    "truth": ("True or false, by the article?", "判断"),
    "cloze": ("Fill in the figure", "填数字"),
    "numeral": ("Write the numeral", "写数字"),
    "word": ("Fill in the word", "填词语"),
    "pattern": ("Complete the pattern", "句型"),
    "reference": ("What does it stand for?", "指代"),
    "tones": ("Add the tones", "标声调"),
    "hanzi": ("Write the characters", "写汉字"),
    "short": ("Answer briefly", "简答"),
    "ordering": ("Put in order", "排序"),
    "dictation": ("Dictation", "听写"),
    "translation": ("Translate", "翻译"),
    "matching": ("Match", "连线"),
    "table": ("Complete the table", "填表"),
    "card": ("Flashcard", "生词卡"),
    # While one practises
    "stop": ("Stop", "结束"),
    "check": ("Check", "检查"),
    "reveal": ("Show the answer", "看答案"),
    "unknown": ("Don’t know", "不知道"),
    "next": ("Next", "下一题"),
    "finish": ("Result", "看结果"),
    "had": ("I had it", "会了"),
    "yet": ("Not yet", "还不会"),
    "turn": ("Turn", "翻面"),
    "listen": ("Listen", "听"),
    "right": ("Right", "对"),
    "wrong": ("Not yet", "不对"),
    "judge": ("Compare: did you have it?", "自己判断"),
    "key": ("Answer", "答案"),
    "also": ("also", "也可以"),
    "from": ("From the article", "原文"),
    # The result
    "result": ("Result", "结果"),
    "again": ("Again", "再做一遍"),
    "retry": ("Retry what was wrong", "重做错题"),
    "other": ("Practise something else", "练别的"),
    "missed": ("To look at again", "错题"),
    "answers": ("Answers", "答案"),
}


def labels(script: str) -> dict[str, list[str]]:
    """Every label as [English, Chinese in the script]."""
    return {name: [en, in_script(zh, script)] for name, (en, zh) in _LABELS.items()}
