"""
Interest counted: what was shown, and who went on to a shop.

A *slate* is the goods of one page as it was served; an *impression* is its row. A *visit* is one click on one of its
places. Both say where they came from, and neither says who anyone is.
"""
