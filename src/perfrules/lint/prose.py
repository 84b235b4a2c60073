"""How a target in words is classed. One remark a target: the first class of ``KINDS`` that fits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from perfrules.measures import mentions
from perfrules.text import Span
from perfrules.wording import Criterion, Target

KINDS = ("repeats-name", "unnamed-standard", "task", "vague-level", "slogan")
"""The classes in the order of their precedence."""

_STATE = re.compile(
    r"全部|全覆盖|全面完成|按时|按期|及时完成|如期|完毕|正常(?:使用|运转|运行|出行)|合格|通过(?:绩效)?(?:考核|验收|审核|评审|检查)|"
    r"应\S尽\S|无\S{0,6}(?:事故|投诉|差错|泄密)|不发生|零\S{0,4}(?:事故|投诉|差错)|^(?:是|否|无|有|高|中|低|优|良|已|达标)$|《|“[^”]*”制|规范完成|同步$|"
    r"严格按照\S*(?:规范|规程|标准|办法)|任务完成|^完成$|签订|印发|出台|建成|投入使用|"
    r"(?:不低于|不高于|高于|低于|优于|超过|达到|好于).{0,12}(?:平均|上年|去年|同期|预算)"
)
_UNNAMED = re.compile(r"(?:相关|有关|行业|国家|上级|规定)的?(?:[^，。；,;《]{0,6}?)(?:标准|要求|制度)")
_NAMED = re.compile(r"《|》|GB|〔|\d|[厅局部委]发|[省市县]政府")
_TASK = re.compile(
    r"^(?:\W|\d|[一二三四五六七八九十]是)*(?:全面|积极|大力|扎实|深入|切实|持续|认真|有序|统筹)*(?:确保|保障|保证|做好|开展|组织|协助|配合|推进|落实|加强|完善|举办|实施|支持|推动|抓好|强化|按照|根据|围绕|紧贴|瞄准|构建|完成|加大|继续)"
    r"|(?:开展|实施|推进|进行|做好).{0,24}(?:工作|服务|活动|宣传|管理|建设|审查|监督)$|工作(?:正常|顺利|有序)?开展$"
)
_LEVEL = re.compile(
    r"明显|显著|较[大好高强]|良好|进一步|不断|逐步|逐年|基本|持续|有所|有效|稳步|大幅|前列|先进|领先|较为|充分|有序|可持续|良好"
)
_LEVEL_ALONE = re.compile(
    r"^(?:定性)?\s*(?:基本)?(?:提[高升]|增[强加长]|改善|完善|优化|促进|加强|减[轻少]|扩大|达标|上升|下降|降低|好转|长期|有效|满意|可持续)\S{0,4}$"
)
_LEVEL_LAST = re.compile(r"(?:前列|明显|显著|较好|良好|(?:不断|进一步|有所|显著|明显|稳步|持续|逐步)\S{2})$")
_EFFECT = re.compile(
    r"提[高升]|促进|推动|加强|增强|营造|扩大|优化|改善|强化|推进|发挥|激发|助力|支撑|降低|减轻|打造|完善|引领|带动|影响力|氛围|水平"
)
_LEVEL_LENGTH = 14
_STATE_LENGTH = 60
"""In longer prose a word such as 全部 states nothing."""
_PUNCTUATION = re.compile(r"[\W_]+|的|了")
_FILLER = re.compile(
    r"进一步|较大|较强|较好|更好|全面|不断|持续|继续|保障|保证|确保|做好|加强|推进|推动|开展|促进|实现|提高|提升|完善|增强|扩大|延续|并|好|工作|情况|效果|明显|正常|顺利|有效|力度|水平|"
    r"协助|完成|形成|宣传|能力"
)


@dataclass(frozen=True, slots=True)
class Prose:
    """The class of a target in words, and the criterion that it rests on."""

    kind: str
    criterion: Criterion

    @property
    def span(self) -> Span:
        """The place of the words."""
        return self.criterion.span

    @property
    def words(self) -> str:
        """The words."""
        return self.criterion.text


def prose_of(target: Target, name: str | None) -> Prose | None:
    """The class of the target's words, or None where they state something that can be looked up.

    Beside a quantity only the numbered items count: what else stands there is its setting. Costs are VG010's.

    >>> from perfrules import parse
    >>> prose_of(parse("效果明显"), None).kind, prose_of(parse("正常使用"), None)
    ('vague-level', None)
    """
    if name and mentions("cost", name):
        return None
    words = [item for item in target.criteria if not item.is_quantitative]
    if len(words) < len(target.criteria):
        words = [item for item in words if item.number is not None]
    found = [Prose(kind, item) for item in words if (kind := _kind(item, name)) is not None]
    return min(found, key=lambda prose: KINDS.index(prose.kind), default=None)


def _kind(criterion: Criterion, name: str | None) -> str | None:
    text = criterion.text.strip().rstrip("。；;.")
    if name and repeats(text, name):
        return "repeats-name"
    if _UNNAMED.search(text) and not _NAMED.search(text):
        return "unnamed-standard"
    if len(text) <= _STATE_LENGTH and _STATE.search(text):
        return None
    if _TASK.search(text) and not _is_level(text):
        return "task"
    if _is_level(text):
        return "vague-level"
    return "slogan" if _EFFECT.search(text) else None


def _is_level(text: str) -> bool:
    short = len(text) <= _LEVEL_LENGTH and _LEVEL.search(text) is not None
    return short or _LEVEL_LAST.search(text) is not None or _LEVEL_ALONE.search(text) is not None


def repeats(text: str, name: str) -> bool:
    """Whether the words say again what the name says, but for words that add nothing (进一步, 做好, 工作).

    >>> repeats("局机关后勤服务工作正常开展", "保障局机关后勤服务工作正常开展"), repeats("效果明显", "宣传效果")
    (True, False)
    """
    one, other = _PUNCTUATION.sub("", text), _PUNCTUATION.sub("", name)
    if len(one) < 6 or len(other) < 4:
        return False
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    rest, end = "", 0
    for block in blocks:
        if block.size >= 3 or block.size == 0:
            rest += one[end : block.a] + "|"
            end = block.a + block.size
    said_again = len(one) - len(rest.replace("|", ""))
    new = _FILLER.sub("", rest).replace("|", "")
    return said_again >= 5 and len(new) <= max(2, len(one) // 6)
