"""The words of a template are those of its language and of the framework."""

from benchmarks.code.templates import of_template


def test_a_template_s_words_are_tags_filters_and_calls() -> None:
    text = (
        "{% if a %}|no{% endif %}{{ b|ours|lower|date:'x|y' }}{{ url_for('a.b()') }}{{ loop.index "
        "}}{{ c.d() }}"
    )
    assert of_template(text, {"ours"}) == {
        "{% if %}": 1,
        "|lower": 1,
        "|date": 1,
        "url_for()": 1,
        "loop.index": 1,
    }
