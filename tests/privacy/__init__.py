"""People are protected: what is promised of names, mails and phones."""
