"""Reads pages as a person does."""

from __future__ import annotations

from shared_tests.harness.browser import Response, form_of, html


def titles(page: Response) -> list[str]:
    return [link.text_content() for link in html(page).cssselect("ol.books li a")]


def years(page: Response) -> list[int]:
    shown = [year.text_content() for year in html(page).cssselect("ol.books li .year")]
    return [-int(year.removesuffix(" BC")) if year.endswith(" BC") else int(year) for year in shown]


def total(page: Response) -> str:
    (shown,) = html(page).cssselect("p.total")
    return shown.text_content()


def link(page: Response, rel: str) -> str:
    """The target of the page's link of this ``rel``; empty where there is none."""
    return html(page).xpath(f"string(//nav[@class='pages']//a[@rel='{rel}']/@href)")


def typed(page: Response) -> set[str]:
    """The values of the page's fields."""
    return {*html(page).xpath("//input[not(@type='hidden')]/@value")} | {
        area.text_content().strip() for area in html(page).cssselect("textarea")
    }


def token_field(page: Response, action: str) -> str:
    """The name of the hidden token in a form."""
    (name,) = [name for name, _ in form_of(page, action).form_values() if "csrf" in name]
    return name


def visible_texts(page: Response) -> list[str]:
    """All texts of a page in order, the title first, without the books of a list."""
    document = html(page)
    for books in document.cssselect("ol.books"):
        books.drop_tree()
    return [" ".join(piece.split()) for piece in document.itertext() if piece.strip()]


def missing(texts: list, expected: list) -> list:
    """The expected texts that are not among the texts, or not in this order."""
    rest = iter(texts)
    return [one for one in expected if one not in rest]
