"""Files and objects of other programs that hold spans: each read into rows and written of them."""
