"""Realistic contexts for every page and piece: one story, told by all of them.

Ines Keller at Nordbank can't send transfers. Ana Ruiz owns it at Halden IT, Bruno Okafor has the
night, Carla Mendes leads, Voltio supplies the gateway.
"""
