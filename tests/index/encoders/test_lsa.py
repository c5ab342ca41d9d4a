"""The built-in encoder."""

import numpy as np

from index.encoders.lsa import Lsa, fit

TEXTS = ["Styret vedtok budsjettet.", "Rådet drøftet planen.", "Budsjettforslaget ble vedtatt."] * 4


def test_round_trip(tmp_path):
    encoder = fit(TEXTS)
    encoder.save(tmp_path)
    again = Lsa.load(tmp_path)
    assert again.fingerprint == encoder.fingerprint
    np.testing.assert_array_equal(again.passages(TEXTS), encoder.passages(TEXTS))


def test_alike_is_near():
    encoder = fit(TEXTS)
    scores = encoder.passages(TEXTS) @ encoder.question("budsjett")
    assert scores[1] < scores[2]
