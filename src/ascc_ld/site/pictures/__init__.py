"""Pictures of the overview pages: plain data in, SVG out, as it stands inside an HTML page.

Pictures know nothing of RDF and take every word from their caller.  They set no colour and no
style attribute: classes and the custom properties of the page's stylesheet do (``pictures.css``),
so that dark mode, print and a strict Content-Security-Policy hold for them too
(https://www.w3.org/TR/SVG2/, https://www.w3.org/TR/svg-aam-1.0/).

Lengths are in user units, of which a phone shows about one a pixel.
"""
