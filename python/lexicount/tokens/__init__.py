"""From text to tokens: words, sentences, graphemes, normal forms and terms."""
