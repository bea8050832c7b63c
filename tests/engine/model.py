"""Makes a model that recites: a llama of no blocks, whose every token knows only which one comes next.

Runs in the engine's own environment (gguf, numpy): `python model.py TEXT_FILE MODEL_FILE [endless]`. The
text is cut into pieces that differ; whatever the prompt, the first piece follows it, and the last is followed
by the end, or by the first again.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import gguf
import numpy as np

_TEMPLATE = (
    "{%- for m in messages -%}<|{{ m.role }}|>\n{{ m.content }}\n{% endfor -%}"
    "{%- if add_generation_prompt -%}<|assistant|>\n{% endif -%}"
)
_CONTEXT = 65_536
_SURE = 12.0
"""How much likelier the next piece is than any other, as a difference of logits."""


def pieces(text: str) -> list[str]:
    """Cut a text into pieces that differ, a word each where that is enough."""
    cut: list[str] = []
    held = ""
    for word in re.findall(r"\s*\S+|\s+$", text):
        held += word
        if held not in cut and len(held) > 1:
            cut.append(held)
            held = ""
    return [*cut[:-1], cut[-1] + held]


def write(text: str, path: Path, *, endless: bool) -> None:
    """Write the model that recites `text`."""
    kind = gguf.TokenType
    told = [piece.replace(" ", "\u2581") for piece in pieces(text)]
    tokens = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256)), *told]
    types = [kind.UNKNOWN, kind.CONTROL, kind.CONTROL, *[kind.BYTE] * 256, *[kind.NORMAL] * len(told)]
    first, size = 259, len(tokens)
    width = -(-size // 32) * 32
    after = np.zeros((width, size), np.float32)
    after[:, first] = _SURE  # whatever came before, the text begins
    for at in range(len(told)):
        last = at + 1 == len(told)
        after[first + at, first] = 0
        after[first + at, (first if endless else 2) if last else first + at + 1] = _SURE

    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_name("fika-recites")
    writer.add_context_length(_CONTEXT)
    writer.add_embedding_length(width)
    writer.add_block_count(1)
    writer.add_feed_forward_length(32)
    writer.add_head_count(width // 32)
    writer.add_head_count_kv(width // 32)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(32)
    writer.add_vocab_size(size)
    writer.add_file_type(0)
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(tokens)
    writer.add_token_scores([-1000.0] * size)
    writer.add_token_types(types)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(True)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(_TEMPLATE)
    one_hot = np.zeros((size, width), np.float32)
    one_hot[np.arange(size), np.arange(size)] = 1.0
    writer.add_tensor("token_embd.weight", one_hot)
    # The norm in front of the output makes sqrt(width) of a single one.
    writer.add_tensor("output.weight", np.ascontiguousarray(after.T / np.sqrt(width)).astype(np.float32))
    writer.add_tensor("output_norm.weight", np.ones(width, np.float32))
    square = dict.fromkeys(("attn_q", "attn_k", "attn_v", "attn_output"), (width, width))
    for name, shape in {
        **square,
        "ffn_gate": (32, width),
        "ffn_up": (32, width),
        "ffn_down": (width, 32),
    }.items():
        writer.add_tensor(f"blk.0.{name}.weight", np.zeros(shape, np.float32))
    for name in ("attn_norm", "ffn_norm"):
        writer.add_tensor(f"blk.0.{name}.weight", np.ones(width, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    write(Path(sys.argv[1]).read_text(encoding="utf-8"), Path(sys.argv[2]), endless="endless" in sys.argv[3:])
