"""People's corrections: appended, never overwriting what was coded; agreement and adjudication."""

from onrecord.review.acts import Act, Identity
from onrecord.review.agreement import LABELS, agreement, disputes, reviewers
from onrecord.review.cases import Case, cases, cases_of, settle
from onrecord.review.errors import ReviewError
from onrecord.review.log import ReviewLog, export_acts, import_acts
from onrecord.review.making import Reviewing

__all__ = [
    "LABELS",
    "Act",
    "Case",
    "Identity",
    "ReviewError",
    "ReviewLog",
    "Reviewing",
    "agreement",
    "cases",
    "cases_of",
    "disputes",
    "export_acts",
    "import_acts",
    "reviewers",
    "settle",
]
