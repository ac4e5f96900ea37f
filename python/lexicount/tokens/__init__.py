"""From text to tokens: words, sentences, grapheme clusters, normal forms and terms."""
