"""Threads, signals, forks and progress."""

import json
import os
import signal
import subprocess
import sys
import threading

import pytest

import lexicount as lc

#: One string many times: much to do, little to hold.
LONG = ["The fire in Moscow, said U.S. officials on 23 March 2024. " * 400] * 400


def test_any_number_of_threads_gives_the_same_bytes():
    docs = [f"document {i}: " + LONG[0] for i in range(60)]
    counted = [lc.keyword_frequency(docs, threads=n).to_json() for n in (1, 2, 5)]
    found = [lc.count_entities(docs, threads=n).mentions().to_json() for n in (1, 2, 5)]
    cut = [lc.tokenize(docs, threads=n).to_json() for n in (1, 2, 5)]
    for results in (counted, found, cut):
        assert results[0] == results[1] == results[2]


class StoppedError(Exception):
    pass


def _stop(*_args):
    raise StoppedError


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs POSIX timers")
@pytest.mark.parametrize(
    "work",
    [
        lambda texts, progress: lc.keyword_frequency(texts, progress=progress),
        lambda texts, progress: lc.count_entities(texts, progress=progress),
        lambda texts, progress: lc.tokenize(texts, progress=progress).to_dict(),
        lambda texts, progress: lc.keyword_frequency(["".join(texts)], progress=progress),
    ],
)
def test_a_signal_stops_the_work(work):
    seen = []
    before = signal.signal(signal.SIGALRM, _stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.12)
        with pytest.raises(StoppedError):
            work(LONG * 40, lambda done, total: seen.append(done < total))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert all(seen), "stopped before the end"
    assert lc.keyword_frequency("still works")["works"] == 1


def test_an_exception_of_progress_stops_the_work():
    def progress(done, total):
        raise StoppedError

    with pytest.raises(StoppedError):
        lc.keyword_frequency(LONG * 10, progress=progress)


def test_progress_ends_at_the_total():
    seen = []
    lc.keyword_frequency(LONG, progress=lambda done, total: seen.append((done, total)))
    n_bytes = sum(map(len, LONG))
    assert seen[-1] == (n_bytes, n_bytes)
    assert seen == sorted(seen)


def test_a_bar_is_shown_where_asked_for(capsys):
    lc.keyword_frequency(LONG, progress=True)
    assert "100%" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_works():
    expected = lc.keyword_frequency(LONG).to_json()
    child = os.fork()
    if child == 0:
        # A hanging child must not hang the suite.
        signal.alarm(60)
        os._exit(0 if lc.keyword_frequency(LONG).to_json() == expected else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert lc.keyword_frequency(LONG).to_json() == expected


def test_other_python_threads_go_on():
    ticks = []
    done = threading.Event()

    def tick():
        while not done.wait(0.001):
            ticks.append(1)

    thread = threading.Thread(target=tick)
    thread.start()
    lc.keyword_frequency(LONG * 4)
    n_ticks = len(ticks)
    done.set()
    thread.join()
    assert n_ticks > 3


def test_python_threads_share_one_result():
    tokens = lc.tokenize(LONG[:20])
    freq = lc.keyword_frequency(LONG[:20])
    results = []

    def work():
        results.append((tokens.counts(), freq.to_json(), lc.count_entities(LONG[:5]).to_json()))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert all(result == results[0] for result in results)


def _in_threads(work, n=4):
    threads = [threading.Thread(target=work) for _ in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("options", [{}, {"by": "place"}])
def test_threads_that_update_one_result_lose_no_counts(options):
    docs = lc.documents(["a fire", "a flood"] * 50, metadata={"place": ["N", "S"] * 50})
    counts = lc.keyword_frequency(docs, **options)
    more = lc.keyword_frequency(docs, **options)

    def work():
        nonlocal counts
        for _ in range(10):
            counts.update(docs)
            len(counts)
            counts += more

    _in_threads(work)
    parts = [lc.keyword_frequency(docs, **options) for _ in range(81)]
    assert counts == sum(parts)
    assert counts.to_dict() == sum(parts).to_dict()


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs POSIX timers")
@pytest.mark.parametrize("ending", ["jsonl", "json", "csv", "txt"])
def test_an_interrupt_loses_no_batch(tmp_path, ending):
    texts = [f"text {i} " + "word " * 2000 for i in range(300)]
    if ending == "txt":
        for i, text in enumerate(texts):
            (tmp_path / f"{i:03}.txt").write_text(text)
    else:
        rows = [json.dumps({"text": text}) for text in texts]
        content = {
            "jsonl": "\n".join(rows),
            "json": f"[{','.join(rows)}]",
            "csv": "\n".join(["text", *texts]),
        }[ending]
        (tmp_path / f"all.{ending}").write_text(content)
    docs = lc.read(tmp_path)
    batches = docs._files.batches(1 << 18)
    read, stopped = [], 0
    before = signal.signal(signal.SIGALRM, _stop)
    try:
        while True:
            try:
                if stopped < 5:
                    signal.setitimer(signal.ITIMER_REAL, 0.003)
                batch = next(batches, None)
                signal.setitimer(signal.ITIMER_REAL, 0)
            except StoppedError:
                stopped += 1
                continue
            if batch is None:
                break
            read.extend(lc.Documents(batch))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert read == list(docs)


def test_threads_come_from_the_environment(monkeypatch):
    from lexicount import _core

    monkeypatch.setenv("LEXICOUNT_THREADS", "3")
    assert _core.default_threads() == 3
    monkeypatch.setenv("LEXICOUNT_THREADS", "many")
    with pytest.raises(lc.ConfigError, match='LEXICOUNT_THREADS="many" is not an integer'):
        lc.keyword_frequency("a")


def test_a_keyboard_interrupt_ends_a_program():
    code = (
        "import os, signal, threading, lexicount as lc\n"
        "threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "lc.keyword_frequency(['word ' * 20000] * 20000)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert "KeyboardInterrupt" in ended.stderr
