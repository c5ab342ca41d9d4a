from index.language import Analyser


def test_inflections_of_one_word_share_a_key():
    analyser = Analyser.open()
    assert analyser.index_terms("sakene").stem == analyser.index_terms("sak").stem


def test_offsets_point_at_the_text_as_given():
    text = "Møte om e-helse i sak 15/20."
    words = [text[token.start : token.end] for token in Analyser.open().tokens(text)]
    assert words == ["Møte", "om", "e-helse", "i", "sak", "15/20"]
