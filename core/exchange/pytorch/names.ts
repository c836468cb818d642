import type { Network } from '../../graph/validate.ts';

/** Python's keywords, what `nn.Module` calls its own parts, and the names that the written code uses itself. */
const taken = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield match case
  T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval
  extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules mtia
  named_buffers named_children named_modules named_parameters parameters register_backward_hook register_buffer
  register_forward_hook register_forward_pre_hook register_full_backward_hook register_full_backward_pre_hook
  register_load_state_dict_post_hook register_load_state_dict_pre_hook register_module register_parameter
  register_state_dict_post_hook register_state_dict_pre_hook requires_grad_ set_extra_state set_submodule share_memory
  state_dict to to_empty train training type xpu zero_grad
  x self torch nn F logits input_mean input_std`.split(/\s+/),
);

/** Each block's name in Python: its id, with an underscore behind it where Python or PyTorch has taken that. */
export function pythonNames({ blocks }: Network): ReadonlyMap<string, string> {
  const ids = new Set(blocks.map(({ node }) => node.id));
  return new Map(
    blocks.map(({ node: { id } }) => {
      let name = id;
      while (taken.has(name) || (name !== id && ids.has(name))) name += '_';
      return [id, name];
    }),
  );
}

/** A text as a Python string; JSON's escapes are Python's too. */
export function pythonString(text: string): string {
  return JSON.stringify(text);
}

/** A text that may stand between triple quotes, on one line. */
export function docText(text: string): string {
  return text.replace(/[\\"]/g, "'").replace(/\s+/g, ' ');
}
