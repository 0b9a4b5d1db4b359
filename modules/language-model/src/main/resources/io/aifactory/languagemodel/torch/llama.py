# The Llama family (Touvron et al. 2023): RMSNorm, rotary positions, grouped-query attention, SwiGLU.
#
# Serialised-form TorchScript. Every entry method takes `integers` (int64) and `reals` (float64),
# both on the CPU, then lists of tensors. Weights stand in one list:
#   0 embedding [V, D]
#   1 + 6 i ...: norm [D], qkv [(H + 2 K) hd, D], out [D, H hd], norm [D], gate_up [2 I, D], down [D, I]
#   1 + 6 L: final norm [D]; 2 + 6 L: head [V, D], absent when tied to the embedding
# Within each query and key head the two halves of the Hugging Face layout are interleaved, so that
# a rotation is one complex product; attention does not depend on the order inside a head.
class Llama(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # --- weights and tables ---------------------------------------------------------------------

  # integers: shape
  def zeros(self: __torch__.Llama, integers: Tensor, reals: Tensor, like: List[Tensor]) -> Tensor:
    shape : List[int] = integers.tolist()
    return torch.zeros(shape, dtype=6, device=like[0].device)

  # integers: first row, type code, rotary heads (0 = none); raw[0]: bytes of whole rows
  def fill(self: __torch__.Llama, integers: Tensor, reals: Tensor, target: List[Tensor], raw: List[Tensor]) -> Tensor:
    n : List[int] = integers.tolist()
    whole = target[0]
    values = torch.view_copy(raw[0], dtype=n[1]).to(6)
    if whole.dim() == 2:
      values = values.view(-1, whole.size(1))
    if n[2] > 0:
      values = values.view(n[2], 2, -1, whole.size(1)).transpose(1, 2).reshape(-1, whole.size(1))
    whole[n[0]:n[0] + values.size(0)].copy_(values)
    return torch.zeros([1], dtype=7)

  # integers: first row, rows, rotary heads; the inverse of fill
  def rows(self: __torch__.Llama, integers: Tensor, reals: Tensor, source: List[Tensor]) -> Tensor:
    n : List[int] = integers.tolist()
    values = source[0][n[0]:n[0] + n[1]]
    if n[2] > 0:
      values = values.view(n[2], -1, 2, values.size(1)).transpose(1, 2)
    return values.reshape(-1).clone().cpu()

  # integers: positions, head size; reals: theta. Cosine and sine in float32, as the reference.
  def rotations(self: __torch__.Llama, integers: Tensor, reals: Tensor, like: List[Tensor]) -> Tensor:
    n : List[int] = integers.tolist()
    exponents = torch.arange(0, n[1], 2, dtype=6) / n[1]
    frequencies = torch.reciprocal(torch.pow(float(reals[0]), exponents))
    angles = torch.outer(torch.arange(n[0], dtype=6), frequencies)
    return torch.stack([torch.cos(angles), torch.sin(angles)], -1).to(like[0].device)

  # --- what inference and training share ------------------------------------------------------

  def norm(self: __torch__.Llama, x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
    return torch.rms_norm(x, [x.size(-1)], weight, epsilon)

  def feed_forward(self: __torch__.Llama, x: Tensor, gate_up: Tensor, down: Tensor) -> Tensor:
    both = torch.linear(x, gate_up)
    gate, up, = torch.split_with_sizes(both, [down.size(1), down.size(1)], -1)
    return torch.linear(torch.silu(gate) * up, down)

  # x: [..., heads, hd]; rotation: complex, broadcast to [..., heads, hd / 2]
  def rotated(self: __torch__.Llama, x: Tensor, rotation: Tensor) -> Tensor:
    pairs = torch.view_as_complex(x.unflatten(-1, [-1, 2]))
    return torch.view_as_real(pairs * rotation).flatten(-2)

  # Keys or values [B, T, K, hd] for H query heads, as [B, H, T, hd]. Repeated here, because asking
  # attention itself to share them rules out its fused kernel on the CPU.
  def by_head(self: __torch__.Llama, x: Tensor, heads: int) -> Tensor:
    share = heads // x.size(2)
    if share > 1:
      x = x.unsqueeze(3).expand(-1, -1, -1, share, -1).flatten(2, 3)
    return x.transpose(1, 2)

  # --- inference ------------------------------------------------------------------------------

  # Attention of one new token of each of B sequences over the keys and values in their slots.
  # q: [B, H, hd]; kv: [B, S, 2 K, hd]; mask: [B, 1, 1, S]
  def decode_attention(self: __torch__.Llama, q: Tensor, kv: Tensor, mask: Tensor) -> Tensor:
    batch = q.size(0)
    heads = q.size(1)
    groups = kv.size(2) // 2
    k = kv[:, :, :groups].transpose(1, 2)
    v = kv[:, :, groups:].transpose(1, 2)
    grouped = q.view(batch, groups, heads // groups, q.size(2))
    out = torch.scaled_dot_product_attention(grouped, k, v, mask)
    return out.reshape(batch, heads, q.size(2))

  # Causal attention of T new tokens of one sequence. q: [T, H, hd]; kv: [P + T, 2 K, hd]
  def prefill_attention(self: __torch__.Llama, q: Tensor, kv: Tensor) -> Tensor:
    heads = q.size(1)
    groups = kv.size(1) // 2
    new = q.size(0)
    total = kv.size(0)
    query = q.transpose(0, 1).unsqueeze(0)
    k = self.by_head(kv[:, :groups].unsqueeze(0), heads)
    v = self.by_head(kv[:, groups:].unsqueeze(0), heads)
    if new == total:
      out = torch.scaled_dot_product_attention(query, k, v, None, 0., True)
    else:
      mask = torch.ones([new, total], dtype=11, device=q.device).tril(total - new)
      out = torch.scaled_dot_product_attention(query, k, v, mask)
    return out.squeeze(0).transpose(0, 1)

  # Logits of the asked-for rows [S, V]; keys and values are written to their slots.
  # integers: layers, heads, key/value heads, slot tokens, tokens T, decoding sequences N, longest
  # of them, first slot if their slots are consecutive else -1, chunks C, rows S; then ids [T],
  # positions [T], cache rows [T], slots [N], lengths [N], chunks [C, 3] (first row, rows, first
  # cache row), asked-for rows [S]; the chunks follow the N decoding rows. reals: epsilon.
  # caches: per layer [slots * slot tokens, 2 K, hd]
  def run(self: __torch__.Llama, integers: Tensor, reals: Tensor, w: List[Tensor], tables: List[Tensor], caches: List[Tensor]) -> Tensor:
    n : List[int] = integers[:10].tolist()
    layers = n[0]
    heads = n[1]
    groups = n[2]
    tokens = n[4]
    decoding = n[5]
    longest = n[6]
    epsilon = float(reals[0])
    device = w[0].device
    data = integers[10:].to(device)
    ids, positions, places, slots, lengths, chunk_data, asked, = torch.split_with_sizes(data, [tokens, tokens, tokens, decoding, decoding, 3 * n[8], n[9]])
    chunks : List[int] = chunk_data.tolist()
    rotation = torch.view_as_complex(torch.index_select(tables[0], 0, positions)).unsqueeze(1)
    mask = reals
    if decoding > 0:
      later = torch.arange(longest, device=device).unsqueeze(0) >= lengths.unsqueeze(1)
      mask = torch.zeros([decoding, longest], dtype=6, device=device).masked_fill_(later, float("-inf")).view(decoding, 1, 1, longest)
    x = torch.embedding(w[0], ids)
    hd = 2 * tables[0].size(1)
    for layer in range(layers):
      at = 1 + 6 * layer
      cache = caches[layer]
      qkv = torch.linear(self.norm(x, w[at], epsilon), w[at + 1]).view(tokens, heads + 2 * groups, hd)
      turning = qkv[:, :heads + groups].unflatten(-1, [-1, 2])
      torch.view_as_complex(turning).mul_(rotation)
      cache.index_copy_(0, places, qkv[:, heads:])
      parts : List[Tensor] = []
      if decoding > 0:
        by_slot = cache.view(-1, n[3], 2 * groups, hd)
        if n[7] >= 0:
          kv = by_slot[n[7]:n[7] + decoding, :longest]
        else:
          kv = torch.index_select(by_slot[:, :longest], 0, slots)
        parts.append(self.decode_attention(qkv[:decoding, :heads], kv, mask))
      for chunk in range(n[8]):
        first = chunks[3 * chunk]
        count = chunks[3 * chunk + 1]
        place = chunks[3 * chunk + 2]
        q = qkv[first:first + count, :heads]
        parts.append(self.prefill_attention(q, cache[place:place + count + int(positions[first])]))
      if len(parts) == 1:
        attended = parts[0]
      else:
        attended = torch.cat(parts, 0)
      x = x + torch.linear(attended.reshape(tokens, heads * hd), w[at + 2])
      x = x + self.feed_forward(self.norm(x, w[at + 3], epsilon), w[at + 4], w[at + 5])
    end = 1 + 6 * layers
    head = w[0]
    if len(w) > end + 1:
      head = w[end + 1]
    return torch.linear(self.norm(torch.index_select(x, 0, asked), w[end], epsilon), head)

  # Tokens for logits [S, V]. reals: temperature [S], top_p [S], uniform draw [S]; integers: top_k [S];
  # filtered: whether any row has a top_p or top_k. The inverse distribution function runs over
  # ascending token ids; ties at the threshold are all kept.
  def sample(self: __torch__.Llama, logits: Tensor, top_k: Tensor, reals: Tensor, filtered: bool) -> Tensor:
    greedy = torch.argmax(logits, -1)
    temperature, top_p, uniform, = torch.chunk(reals.view(3, -1, 1), 3)
    random = temperature[0] > 0.
    divisor = torch.where(random, temperature[0], torch.ones_like(temperature[0]))
    scaled = logits.to(7) / divisor
    mass = torch.exp(scaled - torch.amax(scaled, [-1], True))
    if filtered:
      ordered = torch.sort(mass, -1, True)[0]
      rank = torch.arange(ordered.size(1), device=logits.device).unsqueeze(0)
      limit = top_k.unsqueeze(1)
      kept = torch.where(torch.logical_or(limit == 0, rank < limit), ordered, torch.zeros_like(ordered))
      total = torch.cumsum(kept, -1)
      inside = (total - kept) < top_p[0] * total[:, -1:]
      inside = torch.logical_and(torch.logical_or(inside, top_p[0] >= 1.), kept > 0.)
      threshold = torch.amin(torch.where(inside, kept, torch.full_like(kept, float("inf"))), [-1], True)
      mass = torch.where(mass >= threshold, mass, torch.zeros_like(mass))
    total = torch.cumsum(mass, -1)
    drawn = torch.searchsorted(total, uniform[0] * total[:, -1:] * (1. - 1e-15), right=True).squeeze(1)
    return torch.where(random.squeeze(1), drawn, greedy)

  def logits(self: __torch__.Llama, integers: Tensor, reals: Tensor, w: List[Tensor], tables: List[Tensor], caches: List[Tensor]) -> Tensor:
    return self.run(integers, reals, w, tables, caches).to(7).reshape(-1).cpu()

  # As run, followed by: integers top_k [S] and choice (0 no row asked for, 1 greedy, 2 random,
  # 3 random and filtered); reals temperature, top_p, uniform. Tokens of the asked-for rows.
  def step(self: __torch__.Llama, integers: Tensor, reals: Tensor, w: List[Tensor], tables: List[Tensor], caches: List[Tensor]) -> Tensor:
    choice = int(integers[-1])
    asked = int(integers[9])
    used = integers.size(0) - 1 - asked
    logits = self.run(integers[:used], reals, w, tables, caches)
    if choice < 2:
      chosen = torch.argmax(logits, -1)
    else:
      chosen = self.sample(logits, integers[used:-1].to(logits.device), reals[1:].to(logits.device), choice == 3)
    return chosen.to(7).cpu()

  # --- training -------------------------------------------------------------------------------

  # Final hidden states [B T, D] of tokens [B, T]
  def hidden(self: __torch__.Llama, ids: Tensor, layers: int, heads: int, groups: int, epsilon: float, w: List[Tensor], rotation: Tensor) -> Tensor:
    batch = ids.size(0)
    tokens = ids.size(1)
    hd = 2 * rotation.size(-1)
    x = torch.embedding(w[0], ids.reshape(-1))
    for layer in range(layers):
      at = 1 + 6 * layer
      qkv = torch.linear(self.norm(x, w[at], epsilon), w[at + 1]).view(batch, tokens, heads + 2 * groups, hd)
      qk, v, = torch.split_with_sizes(qkv, [heads + groups, groups], 2)
      q, k, = torch.split_with_sizes(self.rotated(qk, rotation), [heads, groups], 2)
      out = torch.scaled_dot_product_attention(q.transpose(1, 2), self.by_head(k, heads), self.by_head(v, heads), None, 0., True)
      x = x + torch.linear(out.transpose(1, 2).reshape(batch * tokens, heads * hd), w[at + 2])
      x = x + self.feed_forward(self.norm(x, w[at + 3], epsilon), w[at + 4], w[at + 5])
    return self.norm(x, w[1 + 6 * layers], epsilon)

  # Sum of nats of the targets that are not negative, and how many they are.
  # integers: layers, heads, key/value heads, batch rows, head's place in w; then rows [B, T + 1]
  def evaluate(self: __torch__.Llama, integers: Tensor, reals: Tensor, w: List[Tensor], tables: List[Tensor]) -> Tensor:
    n : List[int] = integers[:5].tolist()
    rows = integers[5:].view(n[3], -1).to(w[0].device)
    ids = rows[:, :-1]
    targets = rows[:, 1:].reshape(-1)
    rotation = torch.view_as_complex(tables[0][:ids.size(1)]).unsqueeze(1)
    h = self.hidden(ids.clamp(0), n[0], n[1], n[2], float(reals[0]), w, rotation)
    nats = torch.zeros([], dtype=7, device=h.device)
    step = 512
    for first in range(0, h.size(0), step):
      logits = torch.linear(h[first:first + step], w[n[4]])
      nats = nats + torch.cross_entropy_loss(logits, targets[first:first + step], None, 2, -1).to(7)
    counted = (targets >= 0).sum().to(7)
    return torch.stack([nats, counted]).cpu()

  # Mean loss, with the gradients of the hidden states and of the head written on the way: the
  # logits of one piece of the batch at a time, so that they stay in the cache.
  def head_loss(self: __torch__.Llama, h: Tensor, targets: Tensor, head: Tensor, grad_h: Tensor, grad_head: Tensor) -> Tensor:
    scale = 1. / targets.size(0)
    loss = torch.zeros([], dtype=7, device=h.device)
    step = 512
    for first in range(0, h.size(0), step):
      part = h[first:first + step]
      index = targets[first:first + step].unsqueeze(1)
      log = torch.log_softmax(torch.linear(part, head), -1)
      loss.sub_(torch.gather(log, 1, index).sum(dtype=7))
      slope = log.exp_()
      slope.scatter_add_(1, index, torch.full_like(index, -1., dtype=6))
      slope.mul_(scale)
      torch.mm(slope, head, out=grad_h[first:first + step])
      grad_head.addmm_(slope.t(), part)
    return loss.mul_(scale)

  # One AdamW step. integers as evaluate, with a sixth number before the rows: 1 = vectors decay too.
  # reals: epsilon, learning rate, beta1, beta2, Adam's epsilon, decay, clip norm (0 = none)
  # Returns loss, gradient norm before clipping and number of updated tensors; if loss or norm is not
  # finite, those two alone, and nothing is changed.
  def train(self: __torch__.Llama, integers: Tensor, reals: Tensor, w: List[Tensor], tables: List[Tensor], m: List[Tensor], v: List[Tensor], counter: List[Tensor]) -> Tensor:
    n : List[int] = integers[:6].tolist()
    r : List[float] = reals.tolist()
    rows = integers[6:].view(n[3], -1).to(w[0].device)
    ids = rows[:, :-1]
    targets = rows[:, 1:].reshape(-1)
    rotation = torch.view_as_complex(tables[0][:ids.size(1)]).unsqueeze(1)
    tied = n[4] == 0
    torch.set_grad_enabled(True)
    leaves : List[Tensor] = []
    for index in range(len(w)):
      if tied or index != n[4]:
        leaves.append(w[index].detach().requires_grad_())
    h = self.hidden(ids, n[0], n[1], n[2], r[0], leaves, rotation)
    torch.set_grad_enabled(False)
    states = h.detach()
    grad_h = torch.empty_like(states)
    grad_head = torch.zeros_like(w[n[4]])
    loss = self.head_loss(states, targets, w[n[4]], grad_h, grad_head)
    if not bool(torch.isfinite(loss)):
      return torch.stack([loss, loss]).cpu()
    seeds : List[Optional[Tensor]] = [grad_h]
    found = torch.grad([h], leaves, seeds)
    grads : List[Tensor] = []
    for index in range(len(found)):
      grads.append(torch._unwrap_optional(found[index]))
    if tied:
      grads[0].add_(grad_head)
    else:
      grads.append(grad_head)
    norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(grads, 2)))
    if not bool(torch.isfinite(norm)):
      return torch.stack([loss, norm.to(7)]).cpu()
    divisor = torch.ones_like(norm)
    if r[6] > 0.:
      divisor = torch.clamp(norm / r[6], 1.)
    counter[0].add_(1)
    updated = 0
    for decayed in range(2):
      weights : List[Tensor] = []
      slopes : List[Tensor] = []
      first : List[Tensor] = []
      second : List[Tensor] = []
      counters : List[Tensor] = []
      for index in range(len(w)):
        if (w[index].dim() > 1 or n[5] == 1) == (decayed == 1):
          weights.append(w[index])
          slopes.append(grads[index])
          first.append(m[index])
          second.append(v[index])
          counters.append(counter[0])
      if len(weights) > 0:
        ops.aten._fused_adamw_(weights, slopes, first, second, [], counters, lr=r[1], beta1=r[2], beta2=r[3], weight_decay=r[5] * decayed, eps=r[4], amsgrad=False, maximize=False, grad_scale=divisor, found_inf=None)
        # read the list after the call: else the compiler sees nobody use what the call wrote, and
        # drops it as dead code
        updated = updated + len(weights)
    return torch.stack([loss, norm.to(7), torch.full_like(loss, updated)]).cpu()
