"""How a rule says no."""


class Refused(Exception):
    """A rule forbids this deed; becomes a 409 page with one sentence for the user.

    The sentence is a msgid (mark it with N_), the values fill its %(named)s places.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values
