"""Six pages as newsrooms make them: each keeps its day, outlet, address, byline and language."""

from datetime import date

import pytest

from archive.editing.uploads import language_for, read_upload
from archive.intake.page.korean import changed_in, entered_in, reporters_in

DAY, CHANGED = date(2024, 6, 17), date(2024, 6, 18)
GRAPH_OF_NODES = """<link rel="canonical" href="https://riga.example/talks"><script type="application/ld+json" class="yoast-schema-graph">{"@context": "https://schema.org",
"@graph": [{"@type": ["Article", "NewsArticle"], "author": {"@id": "#ann"}, "headline": "Talks end", "datePublished": "2024-06-17T15:42:00+00:00",
"dateModified": "2024-06-18T07:00:00+00:00", "publisher": {"@id": "#riga"}}, {"@type": "WebPage", "name": "Talks end - Riga Daily"},
{"@type": "Organization", "@id": "#riga", "name": "Riga Daily"}, {"@type": "Person", "@id": "#ann", "name": "Ann Lee"}]}</script>"""
PORTAL = """<meta property="og:site_name" content="Portal News"><meta property="og:url" content="https://riga.example/talks">
<meta property="article:published_time" content="2024-06-17"><meta name="last-modified" content="2024-06-18">"""
MEDIA = (
    PORTAL
    + """<meta property="article:media_name" content="Riga Daily"><meta name="author" content="Ann Lee">"""
)
BEHIND = (
    PORTAL
    + """<meta property="og:article:author" content="Riga Daily | Portal"><meta name="author" content="Ann Lee">"""
)
TEXTS = {
    "en": "“Peace is near,” Ada Lovelace said on Monday, and the talks would go on for the whole of the week in the city.",
    "pt": "“A paz está próxima”, disse a ministra na segunda-feira, e as conversas vão continuar durante toda a semana.",
    "ar": "قالت الوزيرة يوم الاثنين إن السلام قريب وإن المحادثات سوف تستمر طوال الأسبوع في المدينة القديمة.",
    "fr": "« La paix est proche », a dit la ministre lundi, et les discussions vont continuer pendant toute la semaine.",
    "de": "„Der Frieden ist nah“, sagte die Ministerin am Montag, und die Gespräche gehen die ganze Woche weiter.",
}
GRAPH = """<meta property="og:site_name" content="Riga Daily"><meta property="og:url" content="https://riga.example/talks">
<meta property="article:published_time" content="2024-06-17T18:42:00+03:00"><meta property="article:modified_time" content="2024-06-18T07:00:00+03:00">
<meta name="author" content="Ann Lee">"""
LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Talks end",
"datePublished": "2024-06-17T18:42:00Z", "dateModified": "2024-06-18T07:00:00Z", "author": [{"@type": "Person", "name": "Ann Lee"}],
"publisher": {"@type": "Organization", "name": "Riga Daily"}, "mainEntityOfPage": "https://riga.example/talks", "inLanguage": "en-US"}</script>
<link rel="canonical" href="https://riga.example/talks"><meta property="og:site_name" content="Riga Daily">"""
NAMED = """<meta name="date" content="2024-06-17"><meta name="last-modified" content="2024-06-18"><meta name="author" content="Ann Lee">
<meta name="application-name" content="Riga Daily"><link rel="canonical" href="https://riga.example/talks">"""
ITEMS = """<meta itemprop="datePublished" content="2024-06-17T18:42:00Z"><meta itemprop="dateModified" content="2024-06-18">
<meta property="og:site_name" content="Riga Daily"><meta property="og:url" content="https://riga.example/talks"><meta name="author" content="Ann Lee">"""


def page(head, lang, text):
    body = "".join(f"<p>{text} {at}.</p>" for at in ("", "Et", "Al", "Um"))
    return (
        f"<!DOCTYPE html><html{lang}><head><meta charset='utf-8'><title>Talks end</title>{head}</head>"
        f"<body><nav>Home</nav><main><article><h1>Talks end</h1>{body}</article></main></body></html>"
    ).encode()


@pytest.mark.parametrize(
    ("head", "lang", "text", "language"),
    [
        (GRAPH, ' lang="en-GB"', "en", "en-GB"),
        (LINKED, "", "en", "en-US"),
        (NAMED, ' lang="pt-BR"', "pt", "pt-BR"),
        (ITEMS, ' lang="ar" dir="rtl"', "ar", "ar"),
        (GRAPH + '<meta property="og:locale" content="fr_FR">', "", "fr", "fr-FR"),
        (LINKED, ' lang="de"', "de", "de"),
        (GRAPH_OF_NODES, ' lang="en"', "en", "en"),
        (MEDIA, ' lang="en"', "en", "en"),
        (BEHIND, ' lang="en"', "en", "en"),
    ],
    ids=[
        "open graph",
        "json-ld",
        "names, pt",
        "items, ar",
        "locale, fr",
        "json-ld, de",
        "nodes",
        "media",
        "portal",
    ],
)
def test_a_page_keeps_day_outlet_address_byline_and_language(head, lang, text, language):
    read = read_upload(page(head, lang, TEXTS[text]))
    facts = read.facts
    assert (facts.published, facts.updated) == (DAY, CHANGED)
    assert (facts.outlet, facts.url, facts.byline) == ("Riga Daily", "https://riga.example/talks", "Ann Lee")
    assert language_for(read.text, facts.language) == language


IN_PARTS = """<div itemscope itemtype="https://schema.org/NewsArticle"><link itemprop="mainEntityOfPage" href="https://riga.example/talks"><h1 itemprop="headline">Talks end</h1>
<p>By <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ann Lee</b></span> <time itemprop="datePublished" datetime="2024-06-17T18:42:00+03:00">17 June</time>
<time itemprop="dateModified" datetime="2024-06-18">18 June</time></p><span itemprop="publisher" itemscope><meta itemprop="name" content="Riga Daily"></span><div itemprop="articleBody">"""


def test_what_the_parts_of_a_page_say_to_machines_is_kept():
    facts = read_upload(
        page("", ' lang="en"', TEXTS["en"]).replace(b"<h1>Talks end</h1>", IN_PARTS.encode())
    ).facts
    assert (facts.published, facts.updated, facts.byline) == (DAY, CHANGED, "Ann Lee")
    assert (facts.outlet, facts.url) == ("Riga Daily", "https://riga.example/talks")


def test_a_korean_page_names_its_reporter_and_its_change_in_its_text():
    text = "입력 2024.06.17. 오후 6:42</p><p>수정 2024.06.18. 오전 7:00</p><p>김하나 기자</p><p>장관은 “평화가 가까이 왔다”고 말했으며 회담은 일주일 내내 계속될 것이라고 밝혔다"
    head = (
        PORTAL.partition('<meta name="last')[0]
        + '<meta property="og:article:author" content="리가일보 | Portal">'
    )
    facts = read_upload(
        page(head, ' lang="ko"', TEXTS["en"]).replace(TEXTS["en"].encode(), text.encode())
    ).facts
    assert (facts.published, facts.updated, facts.outlet, facts.byline) == (
        DAY,
        CHANGED,
        "리가일보",
        "김하나",
    )


@pytest.mark.parametrize(
    "around",
    [
        '<div id="comments" class="comments-area"><article>{}</article></div>',
        '<ol class="comment-list"><li>{}</li></ol>',
        '<div itemscope itemtype="https://schema.org/UserComments">{}</div>',
        '<section id="disqus_thread">{}</section>',
        '<div class="fb_iframe_widget">{}</div>',
        '<div id="coral_thread">{}</div>',
        '<div class="viafoura">{}</div>',
        "<vf-conversations>{}</vf-conversations>",
        '<div class="giscus">{}</div>',
        '<div id="lv-container">{}</div>',
        '<div class="u_cbox_list">{}</div>',
        '<div class="alex-area">{}</div>',
        '<ul class="list_comment"><li>{}</li></ul>',
        '<div class="reader-comments">{}</div>',
        '<section class="kommentare">{}</section>',
        '<section aria-label="Comments">{}</section>',
        '<div itemprop="comment">{}</div>',
        "<section><h2>Comments (12)</h2>{}</section>",
        "<div><h3>12 Comments</h3><div>{}</div></div>",
        "<div><strong>댓글 <span>12</span></strong>{}</div>",
        "<h2>コメント</h2>{}",
        "<h2>Комментарии</h2>{}",
        '<div id="dsq-content">{}</div>',
        '<div data-spotim-module="conversation">{}</div>',
        '<div data-testid="comments">{}</div>',
        '<div id="coral-stream">{}</div>',
        '<div class="vf3-comments">{}</div>',
        '<div class="facebook-comments">{}</div>',
        '<div id="IDCommentsArea">{}</div>',
        '<div id="replyList">{}</div>',
        '<div class="news_comment">{}</div>',
        '<article class="comment">{}</article>',
        '<div id="respond">{}</div>',
        '<section aria-label="Comments section">{}</section>',
        '<div class="hd"><h3>Top comments</h3></div>{}',
        "<details><summary>Show comments</summary>{}</details>",
        "<p><b>Comments (12)</b></p>{}",
        "<div><h3>독자 의견 (3)</h3>{}</div>",
    ],
)
def test_what_readers_wrote_below_is_no_part_of_an_article(around):
    written = around.format("<p>Bob Roe says: “I disagree wholly,” my uncle said.</p>")
    for below in ("</article>", "</main>"):
        body = "".join(f"<p>{n}. {TEXTS['en']}</p>" for n in range(5))
        whole = (
            page(GRAPH, "", TEXTS["en"])
            .replace(b"<main>", b"<main><article>")
            .replace(b"</main>", f"{body}</article></main>".encode())
        )
        read = read_upload(whole.replace(below.encode(), f"{written}{below}".encode()))
        assert "disagree" not in read.text
        assert f"4. {TEXTS['en']}" in read.text
    column = (
        page(GRAPH, "", TEXTS["en"])
        .replace(b"<main>", b'<main><div class="tone-comment">')
        .replace(b"</main>", b"</div></main>")
    )
    assert TEXTS["en"] in read_upload(column).text


@pytest.mark.parametrize(
    "part",
    [
        '<div class="has-comments">{}</div>',
        '<div class="comments-policy">{}</div>',
        '<section aria-label="Comment is free">{}</section>',
        "<h2>Comments by the minister</h2>{}",
        "<h2>Discussion</h2>{}",
        "<h2>Comments</h2><p>They are read by few.</p><h2>What follows</h2>{}",
    ],
)
def test_an_article_about_comments_stays_whole(part):
    body = "".join(f"<p>{n}. {TEXTS['en']}</p>" for n in range(5))
    told = part.format(f"<p>The end. {TEXTS['en']}</p>")
    whole = page(GRAPH, "", TEXTS["en"]).replace(b"</main>", f"{body}{told}</main>".encode())
    assert "The end." in read_upload(whole).text


def test_a_heading_above_the_text_that_counts_comments_leaves_the_text():
    for head in ("<h4>Comments (3)</h4>", "<div><h4>3 comments</h4></div>", "<h2>Comment</h2>"):
        data = page(GRAPH, "", TEXTS["en"]).replace(b"<main>", f"<main>{head}".encode())
        assert TEXTS["en"] in read_upload(data).text


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("김하나·박둘 기자", "김하나; 박둘"),
        ("기자 김하나", "김하나"),
        ("기자명 김하나 기자", "김하나"),
        ("김하나 기자 hana@post.kr", "김하나"),
        ("김하나 hana@post.kr", "김하나"),
        ("(서울=연합뉴스) 김하나 박둘 기자 = 외교부는 밝혔다.", "김하나; 박둘"),
        ("김하나 기자, 박둘 선임기자", "김하나; 박둘"),
        ("글 김하나 기자 사진 박둘 기자", "김하나; 박둘"),
        ("김하나 워싱턴 특파원", "김하나"),
        ("정치부 김하나 인턴기자", "김하나"),
        ("입력 : 2024.06.17 남궁하나 기자", "남궁하나"),
        ("Hana Kim 기자", "Hana Kim"),
        ("Hana Kim·Dul Park 기자", "Hana Kim; Dul Park"),
        ("[리가일보 Hana Kim 기자]", "Hana Kim"),
        ("입력 2024.06.17 Hana-Rae Kim 기자 hana@post.kr", "Hana-Rae Kim"),
        ("(서울=연합뉴스) Hana Kim 기자 = 외교부는 밝혔다.", "Hana Kim"),
        ("기자 Hana Kim", "Hana Kim"),
        ("Hana Kim hana@post.kr", "Hana Kim"),
        ("Washington Post 기자", ""),
        ("KBS 기자", ""),
        ("YTN 기자 3명", ""),
        ("취재 기자 질문에", ""),
        ("다른 기자 들이", ""),
        ("한 기자가 물었다.", ""),
        ("한국 기자 3명", ""),
    ],
)
def test_who_wrote_it_stands_in_korean_pages_in_many_ways(line, names):
    body = "장관은 회담이 일주일 내내 계속될 것이라고 밝혔다."
    assert reporters_in(f"제목\n{line}\n{body}") == names
    assert reporters_in("\n".join([*[body] * 50, line])) == names


def test_an_author_is_named_without_the_office():
    head = '<meta name="author" content="김하나·박둘 기자">'
    assert read_upload(page(head, ' lang="ko"', TEXTS["en"])).facts.byline == "김하나; 박둘"


@pytest.mark.parametrize(
    "line",
    [
        "입력 2024. 6. 17. 12:00수정 2024. 6. 18. 13:05",
        "입력2024.06.17. 오전 11:00 수정2024.06.18. 오후 1:05",
        "기사입력 2024-06-17 12:00 최종수정 2024-06-18 13:05",
        "등록 2024/06/17 12:00:00 / 수정 2024/06/18 13:05:00",
        "승인 2024.06.17 12:00 | 업데이트 2024.06.18 13:05",
        "2024년 6월 17일 12:00 입력\n2024년 6월 18일 수정",
        "발행일 : 2024.06.17 / 최종 업데이트 : 2024년 6월 18일",
    ],
)
def test_korean_pages_say_when_they_were_entered_and_changed(line):
    text = f"제목\n{line}\n장관은 17일 밝혔다.\n"
    assert (entered_in(text), changed_in(text)) == (DAY, CHANGED)


def test_what_no_line_and_no_database_holds_is_taken_out_of_what_a_page_says():
    data = '{"@type": "Article", "headline": "T\\u0000alks\\nend", "author": "\\u0000Bob \\ud800Roe", "publisher": {"name": "\\u0000Riga\\ud800 Daily"}}'
    facts = read_upload(page(f'<script type="application/ld+json">{data}</script>', "", TEXTS["en"])).facts
    assert (facts.outlet, facts.byline) == ("Riga Daily", "Bob Roe")
    assert "\0" not in facts.title


@pytest.mark.parametrize(
    "nasty",
    [
        "[" * 50_000,
        '{"@type": {"a": []}, "author": 5}',
        '[[{"@type": [1, null, "Article"], "author": [[], {"@id": {}}]}]]',
        '{"@graph": ' + "[" * 900 + "]" * 900 + "}",
    ],
)
def test_linked_data_of_no_sense_is_left_alone(nasty):
    facts = read_upload(
        page(f'<script type="application/ld+json">{nasty}</script>' + GRAPH, "", TEXTS["en"])
    ).facts
    assert (facts.outlet, facts.byline) == ("Riga Daily", "Ann Lee")


LINKED_DAY = """<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "%s", "dateModified": "2024-06-18"}</script>"""
CHANGE = '<meta property="article:modified_time" content="2024-06-18T07:00:00Z">'


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        (LINKED_DAY % "Mon, 17 Jun 2024 21:00:00 -0700", "Updated 18 June 2024", DAY),
        (LINKED_DAY % "2024-06-17T23:30:00-05:00", "", DAY),
        (CHANGE, "", None),
        (CHANGE, "Published June 18, 2024", CHANGED),
        ('<meta name="date" content="05/06/2024">', "", None),
        ('<meta name="date" content="17/06/2024">', "", DAY),
        ('<meta name="date" content="05/06/2024">', "Published 5 June 2024", date(2024, 6, 5)),
        ('<meta property="og:locale" content="en_GB"><meta name="date" content="05/06/2024">', "", date(2024, 6, 5)),
    ],
)  # fmt: skip
def test_a_day_of_a_change_or_of_two_readings_is_no_day_of_publication(head, body, day):
    raw = f"<html><head><title>Talks end</title>{head}</head><body><article><h1>Talks end</h1><p>{body}</p><p>{TEXTS['en']}</p></article></body></html>"
    assert read_upload(raw.encode()).facts.published == day


@pytest.mark.parametrize(
    "title", ["회담 끝나 | 리가일보", "회담 끝나 - 리가일보", "리가일보 | 회담 끝나", "회담 끝나"]
)
def test_a_title_does_not_name_the_site(title):
    head = f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="리가일보">'
    raw = f"<html><head>{head}</head><body><article><p>{TEXTS['en']}</p></article></body></html>"
    assert read_upload(raw.encode()).facts.title == "회담 끝나"


def test_a_portal_is_nobody_who_wrote():
    head = '<meta property="og:article:author" content="강변일보 | 네이버">'
    raw = f"<html><head>{head}</head><body><article><p>{TEXTS['en']}</p></article></body></html>"
    facts = read_upload(raw.encode()).facts
    assert (facts.outlet, facts.byline) == ("강변일보", "")
