Dear diary, this is a text of some length.
