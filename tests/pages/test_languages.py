"""The interface speaks Korean where its address asks for it, and nothing of it stays English."""

import re
from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from archive.models import Correction, Occasion, Quote, Role, Speaker, Statement
from archive.reading.quoted import quoted
from archive.search.language import FIELDS
from archive.text.tongue import speaking
from tests.builders import (
    make_article,
    make_country,
    make_organisation,
    make_outlet,
    make_quote,
    make_speaker,
)
from tests.html import text_of, tree
from tests.pages.conftest import settle

pytestmark = pytest.mark.django_db

OF_NO_LANGUAGE = {
    *("CSV", "JSON", "Lines", "RIS", "BibTeX", "CSL", "APA", "Chicago", "API", "SHA"),  # forms of files
    *("someday", "zzz", "nofield", "last", "month", "June"),  # what is typed
    *("verb", "denied", "direct", "mixed", "indirect"),
    *(word for field in FIELDS for word in field.split("_")),
    "Wikidata",
    "Unnamed",  # part of a name, and of its address
}
CONTENT = ".//script | .//style | .//textarea | .//code | .//kbd | .//q | .//*[@lang='en'] | .//*[@hreflang]"


@pytest.fixture
def korean():
    """All content is Korean, so that whatever is written in Latin letters is the interface's."""
    country, ministry = make_country("KR", "South Korea"), make_organisation("외교부")
    speaker = make_speaker("김철수", sort_name="김철수")
    Role.objects.create(speaker=speaker, title="대변인", organisation=ministry, country=country)
    Role.objects.create(
        speaker=speaker, title="차관", country=country, start=date(2024, 1, 1), start_precision="year"
    )
    outlet = make_outlet("가나일보")
    occasion = Occasion.objects.create(name="정례 회견", kind="회견", date=date(2024, 6, 18), place="서울")
    statement = Statement.objects.create(basis="occasion")
    who = {"country": country, "organisation": ministry, "role_printed": "대변인", "basis": "inferred"}
    quotes = [
        make_quote(
            words,
            speaker,
            article=make_article(
                f"제목 {words}\n\n“{words},” 김철수 {cue}.\n", outlet=outlet, language="ko", rights=rights
            ),
            said=day,
            cue=cue,
            language="ko",
            attribution=who,
            via=[ministry],
            occasion=occasion,
            statement=statement,
            translated=translated,
            kind=kind,
        )
        for words, cue, rights, day, translated, kind in (
            ("평화가 가깝다", "말했다", "full", date(2024, 6, 18), "back", "direct"),
            ("평화가 아주 가깝다", "밝혔다", "excerpt", date(2024, 6, 18), "unknown", "mixed"),
            ("협력을 부인한다", "부인했다", "quotes", None, "no", "indirect"),
        )
    ]
    Correction.objects.create(
        quote=quotes[0], changed="words", old="옛 말", new="평화가 가깝다", reason="잘못 적음"
    )
    unnamed = make_article("제목 셋\n\n“모른다,” 관계자 말했다.\n", language="ko", published_on=None)
    source = Speaker.objects.create(name="관계자", type="unnamed", scope_article=unnamed)
    make_quote("모른다", source, article=unnamed, cue="말했다", language="ko", said=None)
    gone = make_quote("사라진 말", speaker, article=make_article("제목 넷\n\n“사라진 말,” 김철수 said.\n"))
    Quote.objects.filter(pk=gone.pk).update(
        status="withdrawn", withdrawn_reason="요청", changed_at=datetime(2024, 7, 1, tzinfo=UTC)
    )
    settle()
    return {
        "quote": quotes[0],
        "others": quotes[1:],
        "speaker": speaker,
        "unnamed": source,
        "gone": gone,
        "statement": statement,
        "outlet": outlet,
        "occasion": occasion,
        "organisation": ministry,
        "country": country,
    }


def addresses(rows):
    first, second = rows["quote"], rows["others"][0]
    article = first.article.get_absolute_url()
    of_rows = ("quote", "speaker", "unnamed", "statement", "outlet", "occasion", "organisation", "country")
    return [
        *(rows[name].get_absolute_url() for name in of_rows),
        *(quote.get_absolute_url() for quote in rows["others"]),
        *("/", "/quotes/", "/quotes/?q=평화", "/quotes/?q=평화+없는말", "/quotes/?q=김철수&view=speakers"),
        *(
            "/quotes/?view=compact&sort=oldest",
            "/quotes/?q=평화&view=line",
            "/quotes/?view=line",
            "/timeline/",
        ),
        *("/quotes/?said_from=2024-06&said_to=2024-06&country=KR&kind=direct&undated=exclude&mentions=KR",),
        *("/quotes/?undated=only&organisation=1&type=person&translated=back&source=report&language=ko",),
        *("/quotes/?said_from=someday", "/quotes/?q=nofield:zzz", "/quotes/?q=(평화", "/quotes/?speaker=zzz"),
        *(
            "/quotes/?q=zzz",
            "/quotes/?page=9999",
            "/quotes/?kind=zzz",
            "/quotes/?q=-평화",
            "/quotes/?q=평화*",
        ),
        *(f"/quotes/?id={first.pk}&id={second.pk}", f"/quotes/?keep={first.pk}&keep={second.pk}"),
        *("/quotes/values/speaker/", "/quotes/values/speaker/?named=김", "/quotes/values/speaker/?named=zzz"),
        *(f"{first.get_absolute_url()}?version=9", f"/quotes/{rows['gone'].pk}/", "/nowhere/", article),
        *(f"{article}?text=raw", f"{article}?words=1-2&hash=000000000000", second.article.get_absolute_url()),
        *(f"/compare/?id={first.pk}&id={second.pk}", "/compare/", "/compare/?a.country=KR&b.q=평화"),
        *("/compare/?a.who=zzz", "/speakers/", "/speakers/?q=zzz", "/speakers/?order=quotes&country=KR"),
        *("/countries/", "/countries/matrix/", "/countries/KR/?tab=mentions", "/organisations/", "/outlets/"),
        *("/occasions/", "/occasions/?q=zzz", "/articles/", "/articles/?q=평화", "/2024/", "/2024/06/"),
        *("/2024/06/18/", "/corrections/", "/changes/", "/changes/?q=평화", "/about/", "/help/"),
        *("/help/coverage/", "/dossier/", "/dossier/?view=compact", "/searches/", "/follow/?q=평화"),
        *(
            "/follow/none/",
            "/feed/?format=html",
            "/feed/corrections/?format=html",
            "/feed/changes/?format=html",
        ),
        *(f"/quotes/{first.pk}/embed/", f"/quotes/{rows['gone'].pk}/embed/", "/quotes/999999/embed/"),
    ]


def english(answer):
    """Words in Latin letters that readers see or hear and that are no content."""
    page = tree(answer)
    for part in page.xpath(CONTENT):
        part.drop_tree()
    heard = page.xpath("//@aria-label | //@placeholder | //@title | //@alt")
    told = [*page.xpath("//body//text() | //title/text()"), *heard]
    words = {text.strip(): {*re.findall("[A-Za-z]{3,}", re.sub(r"\S+(://|@)\S+", "", text))} for text in told}
    return [text for text, latin in words.items() if latin - OF_NO_LANGUAGE]


def asked(address, code="ko"):
    return f"{address}{'&' if '?' in address else '?'}lang={code}"


def test_no_page_says_anything_in_english(client, korean):
    left = set()
    for address in addresses(korean):
        answer = client.get(asked(address), follow=True)
        assert b'<html lang="ko">' in answer.content, address
        left |= {(text, address) for text in english(answer)}
    assert not left, "\n".join(f"{address}: {text[:120]}" for text, address in left)


# Of the titles, and of the words of published quotes; not where they stand in a sentence of another language.
STORED = re.compile("제목|평화가|협력을|모른다")
IN_THEIR_LANGUAGE = "ancestor-or-self::*[@lang][1]/@lang"
APART = "ancestor-or-self::*[self::title or self::textarea or @class='proof' or @class='events']"


def test_every_title_and_quote_on_an_english_page_says_that_it_is_korean(client, korean):
    wrong = set()
    for address in addresses(korean):
        page = tree(client.get(address, follow=True))
        for text in page.xpath("//body//text()"):
            element = text.getparent() if not text.is_tail else text.getparent().getparent()
            stored = STORED.search(text) and not element.xpath(APART)
            if stored and element.xpath(IN_THEIR_LANGUAGE) != ["ko"]:
                wrong.add((address, text.strip()[:60], element.tag))
    assert not wrong, "\n".join(map(str, sorted(wrong)))


def test_countries_have_their_korean_names_and_order(client, korean):
    for code, name, who in (("GH", "Ghana", "다"), ("CA", "Canada", "나"), ("XY", "Wherever", "가")):
        country = {"country": make_country(code, name), "basis": "explicit"}
        make_quote(f"평화 {code}", make_speaker(who), language="ko", attribution=country)
    settle()
    shown = tree(client.get("/countries/?lang=ko")).xpath("//tbody/tr/th//text()")
    assert [name.strip() for name in shown if name.strip()] == ["Wherever", "가나", "대한민국", "캐나다"]
    for address in ("/quotes/?country=GH", "/quotes/", "/speakers/", "/compare/"):
        page = client.get(asked(address)).content.decode()
        assert ("가나" in page, "Ghana" in page) == (True, False), address
    assert "Ghana" in client.get("/quotes/?country=GH").content.decode()


def test_a_page_is_as_long_as_it_says(client, korean):
    page = client.get("/speakers/?lang=ko")
    assert int(page["Content-Length"]) == len(page.content)


def test_every_link_and_form_of_a_page_carries_the_language_on(client, korean):
    for address in ("/", "/quotes/?q=평화", korean["quote"].get_absolute_url(), "/speakers/"):
        page = tree(client.get(asked(address)))
        links = [str(link) for link in page.xpath("//body//a[not(@hreflang)]/@href")]
        within = [one for one in links if one[:1] in "/?." and not one.startswith(("/export/", "/api/"))]
        assert within
        assert not [link for link in within if "lang=ko" not in link]
        assert not page.xpath("//form[not(@method)][not(.//input[@name='lang'][@value='ko'])]")


def test_moved_and_refused_pages_keep_the_language(client, korean):
    short = client.get(f"/quotes/{korean['quote'].pk}/?lang=ko")
    assert short["Location"].endswith("/?lang=ko")
    assert "lang=ko" in client.get("/quotes/?lang=ko&q=&country=KR")["Location"]
    many = "&".join(f"x{n}=1" for n in range(1500))
    assert b'<html lang="ko">' in client.get(f"/quotes/?lang=ko&{many}").content


def test_english_stands_without_a_parameter_and_for_languages_that_there_are_not(client, korean):
    plain = client.get("/quotes/").content.decode()
    assert '<html lang="en">' in plain
    for code in ("en", "xx", "", "ko%00", "en-GB"):
        other = client.get(f"/quotes/?lang={code}", follow=True).content.decode()
        assert '<html lang="en">' in other
    assert "lang=ko" not in re.sub(r'hreflang="ko"[^>]*>', "", plain)


def test_days_and_numbers_are_written_as_in_korean(client, korean):
    page = client.get(asked(korean["quote"].get_absolute_url()))
    assert "2024년 6월 18일" in text_of(page)
    assert "2024년 6월" in client.get(asked("/2024/06/")).content.decode()
    assert "18 June 2024" not in tree(page).xpath("string(//main//dl)")


def test_quotes_keep_their_own_language_on_a_page_in_another(client, korean):
    for code in ("en", "ko"):
        page = tree(client.get(asked("/quotes/?q=평화", code)))
        assert set(page.xpath("//blockquote/@lang")) == {"ko"}


def test_what_is_taken_away_is_the_same_in_every_language(client, korean):
    pages = [tree(client.get(asked(korean["quote"].get_absolute_url(), code))) for code in ("en", "ko")]
    one, other = ([area.text for area in page.xpath("//textarea")] for page in pages)
    assert one == other
    assert client.get("/export/quotes.csv?lang=ko").getvalue() == client.get("/export/quotes.csv").getvalue()
    korean_too, plain = (
        client.get(f"/api/v1/speakers/?lang={code}").json()["results"] for code in ("ko", "en")
    )
    assert korean_too == plain


def test_the_desk_and_what_programs_read_speak_english(client, korean):
    assert b'lang="ko"' not in client.get("/admin/login/?lang=ko").content
    assert client.get("/livez?lang=ko").status_code == 200


def test_a_language_has_a_validator_of_its_own(client, korean):
    plain, other = client.get("/speakers/"), client.get("/speakers/?lang=ko")
    assert plain["ETag"] != other["ETag"]
    again = client.get("/speakers/?lang=ko", headers={"If-None-Match": other["ETag"]})
    assert again.status_code == 304
    assert client.get("/speakers/?lang=ko", headers={"If-None-Match": plain["ETag"]}).status_code == 200
    assert "Accept-Language" not in other["Vary"]


def test_feeds_say_their_language(client, korean):
    feed = client.get("/feed/?lang=ko").content.decode()
    assert 'xml:lang="ko"' in feed
    assert "모든 발언" in feed


def test_the_head_names_the_page_in_all_languages(client, korean):
    page = tree(client.get("/quotes/?q=평화&page=1&lang=ko"))
    links = {one.get("hreflang"): one.get("href") for one in page.xpath("//head/link[@hreflang]")}
    assert links.keys() == {"en", "ko"}
    assert links["ko"].endswith("&lang=ko")
    assert "lang" not in links["en"]


def test_what_stands_in_the_address_cannot_become_markup(client, korean):
    page = client.get('/quotes/?q="><script>alert(1)</script>&lang=ko&x="><b>').content.decode()
    assert "<script>alert" not in page
    assert "<b>" not in page


def test_a_quote_that_was_read_in_one_language_is_read_anew_in_another():
    (quote,) = quoted([make_quote("talks went on", make_speaker("Kim"), kind="indirect", cue="said").pk])
    two = replace(quote, speakers=quote.speakers * 2)
    assert two.reading[0].text == "[Kim and Kim] "
    with speaking("ko"):
        assert " and " not in two.reading[0].text
