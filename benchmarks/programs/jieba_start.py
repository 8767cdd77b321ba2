"""jieba's own start: its dictionary, read from its cache."""

import jieba

jieba.initialize()
