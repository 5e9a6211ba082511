"""The same documents and the same query trees in Whoosh as it comes: its own codec, its own evaluation."""

from whoosh import query as wq
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.searching import Searcher

from archive.search.analysis import exact_terms, stems
from archive.search.engines.whoosh.schema import schema
from archive.search.language import And, Fuzzy, Node, Not, Or, Phrase, Prefix, Word, is_stop_word


def stock_index(documents, directory):
    """Document numbers are places in the list. Words only: names would need gaps that Whoosh cannot write."""
    index = FileIndex.create(FileStorage(str(directory)), schema())
    writer = index.writer()
    for document in documents:
        exact = exact_terms(document.words)
        writer.add_document(text=" ".join(stems(exact)), exact=" ".join(exact))
    writer.commit()
    return index


def translate(node: Node) -> wq.Query:
    """The tree as Whoosh's own query objects."""
    if isinstance(node, And):
        return wq.And([translate(child) for child in node.children]) if node.children else wq.Every()
    if isinstance(node, Or):
        return wq.Or([translate(child) for child in node.children])
    if isinstance(node, Not):
        return wq.Not(translate(node.child))
    return _leaf(node)


def _leaf(node: Node) -> wq.Query:
    terms = exact_terms(node.text)
    if isinstance(node, Prefix):
        return wq.ConstantScoreQuery(wq.Prefix("exact", terms[-1]))
    if isinstance(node, Fuzzy):
        return wq.ConstantScoreQuery(wq.FuzzyTerm("exact", terms[-1], maxdist=1, prefixlength=0))
    if len(terms) > 1:
        return wq.Phrase("exact", terms)
    if isinstance(node, Phrase) or is_stop_word(node):
        return wq.Term("exact", terms[0])
    assert isinstance(node, Word)
    return wq.Or([wq.Term("text", stems(terms)[0]), wq.Term("about", stems(terms)[0])])


def search(searcher: Searcher, node: Node):
    """Every hit with its score, by document number."""
    results = searcher.search(translate(node), limit=None)
    return {hit.docnum: hit.score for hit in results}
