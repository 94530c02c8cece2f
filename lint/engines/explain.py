"""What is known here of a rule that an engine brings."""

from __future__ import annotations

from lint.registry import RegistryError, names_engine_rules


def is_engine_rule(code: str) -> bool:
    """Whether a code is `GR/…` or `SP/…`."""
    return "/" in code and names_engine_rules(code)


def page(code: str) -> str:
    """What newslint makes of a rule of an engine. Raises RegistryError for a family without a rule."""
    from lint.engines.news import profile  # its word lists are not needed to explain rules of ours

    prefix, _, rule = code.strip().partition("/")
    if not rule:
        raise RegistryError(f"{code!r} names no rule: write it like GR/HAVE_PART_AGREEMENT")
    rule = rule.upper()
    lines = [f"{prefix.upper()}/{rule}: {profile.readable_name(rule, '')}", ""]
    lines.append(
        "A rule of LanguageTool, which LingoTweaker has as well: the engine says in each finding what is wrong."
    )
    lines.append(f"Its examples: https://community.languagetool.org/rule/show/{rule}?lang=en")
    reason = profile.reason_off(rule)
    if reason:
        lines += ["", f"newslint leaves it out: {reason}", f"To run it all the same: --extend-select {code.upper()}"]
    return "\n".join(lines)
