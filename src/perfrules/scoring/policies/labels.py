"""The labels of a level (达成年度指标, 基本达成 …) that a policy knows, each group with its source and how well it is known."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from perfrules.errors import PolicyError
from perfrules.scoring.policies.settings import Level, RuleTable


class Label(RuleTable):
    """Words that say one level. ``wide``: from this level up to 达成, and only a share tells which of them it is (基本达成)."""

    level: Level
    words: tuple[str, ...] = Field(min_length=1)
    wide: bool = False


class Labels(RuleTable):
    """The labels of a policy: ``known`` is the whole list; ``added`` goes before it, and a file that extends another adds to it."""

    known: tuple[Label, ...] = Field(min_length=1)
    added: tuple[Label, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for name, groups in (("known", self.known), ("added", self.added)):
            words = [folded(word) for group in groups for word in group.words]
            twice = sorted({word for word in words if words.count(word) > 1})
            if twice:
                raise PolicyError(f"{name}：{'、'.join(twice)} 写了两次", f"{name}: {', '.join(twice)} stands there twice")
        return self

    @cached_property
    def by_word(self) -> Mapping[str, Label]:
        """The label of each of its words, as :func:`folded` writes them."""
        return {folded(word): label for label in (*self.known, *self.added) for word in label.words}

    @property
    def short(self) -> tuple[str, ...]:
        """The shortest words of each group, as a message lists what is known."""
        return tuple(dict.fromkeys(min(label.words, key=len) for label in (*self.added, *self.known)))


def folded(word: str) -> str:
    """The words of a label without what does not distinguish them: blanks and commas.

    >>> folded("部分达成年度指标， 并具有一定效果")
    '部分达成年度指标并具有一定效果'
    """
    return "".join(word.split()).replace("，", "").replace(",", "")
