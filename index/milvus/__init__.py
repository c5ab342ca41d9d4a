"""The engine of archives that outgrow one machine: Milvus, by way of pymilvus.

The analyser stays ours: tokens go joined by spaces, and Milvus parts them there and ranks by BM25.
Vectors stand in a collection of their own, one for each encoder, since they come later than the words
and a change of encoder lets both stand beside each other. Derived from the truth as every engine is.
"""
