from resource import RUSAGE_THREAD, getrusage

from django.http import HttpRequest, HttpResponse

from archive.operations.middleware import room

TURNS, DEEPEST = 300, 300


def many_calls(request):
    for _ in range(TURNS):
        called()


def called():
    return called_in_turn()


def called_in_turn():
    return None


def at_depth(depth, view):
    return at_depth(depth - 1, view) if depth else view(None)


def memory_asked(view):
    """How often the system had to give memory, at the depth where that was most often."""
    most = 0
    for depth in range(DEEPEST):
        before = getrusage(RUSAGE_THREAD).ru_minflt
        at_depth(depth, view)
        most = max(most, getrusage(RUSAGE_THREAD).ru_minflt - before)
    return most


def test_calls_of_a_page_ask_for_no_memory_however_deep_they_begin():
    assert memory_asked(room(many_calls)) < TURNS / 3


def test_what_a_page_answers_is_passed_on():
    answer = HttpResponse("page")
    assert room(lambda request: answer)(HttpRequest()) is answer
