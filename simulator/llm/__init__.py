"""Which language model words the persona, behind one seam."""
