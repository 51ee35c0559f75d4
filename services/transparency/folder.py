"""The names in an exported folder, and what its README tells."""

KEY = "log.vkey"
HEAD = "checkpoint"
LEAVES = "leaves.jsonl"
NODES = "nodes.txt"
ITEMS = "items"
ITEM_SUFFIXES = (".json", ".tlog-proof")
README = "README.txt"

README_TEXT = """\
公开日志 / The public log

这个文件夹是一个县公开过的全部内容。不用联网、不用相信任何人，就能核对它有没有被改过：
    mingbai verify folder <本文件夹> --since <以前留下的 checkpoint 文件>
自己手里留一份以前的 checkpoint，才能发现后来整本重写。请把今天的 checkpoint 文件抄走一份。

This folder holds everything a county has published. Anybody can check that nothing was changed,
without a network and without trusting anybody:
    mingbai verify folder <this folder> --since <a checkpoint file kept from before>
Only an old checkpoint in your own hands shows that the whole was not written anew later. Take a
copy of today's file `checkpoint` with you.

log.vkey          公钥 / the public key (C2SP signed-note)
checkpoint        最新签名日志头 / the newest signed head (C2SP tlog-checkpoint)
leaves.jsonl      每行一条，按序 / one leaf a line, in order
nodes.txt         子树哈希 / hashes of complete subtrees: level, place, SHA-256
items/CODE.json   内容 / an item, with salts and values that were not erased
items/CODE.tlog-proof   证明 / its proof (c2sp.org/tlog-proof@v1)

格式说明 / formats: docs/verification.md
"""
