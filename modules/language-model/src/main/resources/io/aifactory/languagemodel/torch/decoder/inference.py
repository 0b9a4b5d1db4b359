  # --- inference ----------------------------------------------------------------------------------

  # Attention of R new tokens of each of B sequences over the keys and values in their slots.
  # q: [B R, H, hd]; kv: [B, S, 2 K, hd]; mask: [B, 1, 1, S] for R = 1, else [B, 1, R H / K, S]
  def decode_attention(self: __torch__.Decoder, q: Tensor, kv: Tensor, mask: Tensor, c: List[float]) -> Tensor:
    batch = kv.size(0)
    new = q.size(0) // batch
    heads = q.size(1)
    groups = kv.size(2) // 2
    share = heads // groups
    k = kv[:, :, :groups].transpose(1, 2)
    v = kv[:, :, groups:].transpose(1, 2)
    if new == 1:
      out = self.attend(q.view(batch, groups, share, q.size(2)), k, v, mask, False, c)
    else:
      # the tokens and query heads that share keys and values are rows of one product
      grouped = q.view(batch, new, groups, share, q.size(2)).transpose(1, 2).reshape(batch, groups, new * share, q.size(2))
      out = self.attend(grouped, k, v, mask, False, c)
      out = out.reshape(batch, groups, new, share, q.size(2)).transpose(1, 2)
    return out.reshape(q.size(0), heads, q.size(2))

  # Causal attention of T new tokens of one sequence. q: [T, H, hd]; kv: [P + T, 2 K, hd];
  # window: newest tokens that are seen, 0 = all
  def prefill_attention(self: __torch__.Decoder, q: Tensor, kv: Tensor, window: int, c: List[float]) -> Tensor:
    heads = q.size(1)
    groups = kv.size(1) // 2
    share = heads // groups
    new = q.size(0)
    if window > 0:
      # what not even the first new token sees
      kv = kv[max(0, kv.size(0) - new - window + 1):]
    total = kv.size(0)
    # the query heads that share keys and values as a batch, for which these need not be copied
    query = q.view(new, groups, share, q.size(2)).permute(2, 1, 0, 3)
    k = kv[:, :groups].transpose(0, 1).unsqueeze(0).expand(share, -1, -1, -1)
    v = kv[:, groups:].transpose(0, 1).unsqueeze(0).expand(share, -1, -1, -1)
    if new == total and (window == 0 or total <= window):
      out = self.attend(query, k, v, None, True, c)
    else:
      seen = torch.ones([new, total], dtype=11, device=q.device).tril(total - new)
      if window > 0:
        seen = seen.triu(total - new - window + 1)
      mask = torch.zeros([new, total], dtype=self.type_code(), device=q.device).masked_fill_(torch.logical_not(seen), float("-inf"))
      out = self.attend(query, k, v, mask, False, c)
    return out.permute(2, 1, 0, 3).reshape(new, heads, -1)

  # Logits of the asked-for rows [S, V]; keys and values are written to their slots.
  # integers: layers, heads, key/value heads, slot tokens, tokens T, decoding sequences N, longest
  # of them, first slot if their slots are consecutive else -1, chunks C, rows S, and of adapters:
  # groups G, rows of each, rows M in groups, the first of these if they
  # follow each other else -1, runs R; of sequences with drafts: how many D, rows E of each, longest
  # of them with its rows, first slot as above, rows K if they were filled up to E, else 0; then ids
  # [T], positions [T], cache rows [T], slots [N], lengths [N], chunks [C, 3] (first row, rows, first
  # cache row), asked-for rows [S], slots with drafts [D], their rows filled up [D E], which of these
  # count [K], the picks of adapted and [R, 3] of its runs. The N decoding rows come first, then
  # those with drafts, then the chunks.
  # caches: per layer [slots * slot tokens, 2 K, hd]
  def run(self: __torch__.Decoder, integers: Tensor, w: List[Tensor], tables: List[Tensor], caches: List[Tensor]) -> Tensor:
    n : List[int] = integers[:20].tolist()
    places : List[int] = tables[0].tolist()
    c : List[float] = tables[1].tolist()
    window = places[0]
    layers = n[0]
    heads = n[1]
    groups = n[2]
    tokens = n[4]
    decoding = n[5]
    longest = n[6]
    device = w[0].device
    data = integers[20:].to(device)
    drafted = n[15]
    ids, positions, rows, slots, lengths, chunk_data, asked, drafted_slots, filled, counted, grouped, adapters, kept, changed, run_data, = torch.split_with_sizes(data, [tokens, tokens, tokens, decoding, decoding, 3 * n[8], n[9], drafted, drafted * n[16], n[19], n[10] * n[11], n[10], n[12], n[12], 3 * n[14]])
    picks = [grouped, adapters, kept, changed]
    runs : List[int] = [n[10], n[11], n[13]]
    more : List[int] = integers[integers.size(0) - 3 * n[14]:].tolist()
    runs.extend(more)
    chunks : List[int] = chunk_data.tolist()
    rotations : List[Tensor] = []
    for index in range(2, len(tables)):
      rotations.append(torch.view_as_complex(torch.index_select(tables[index], 0, positions)).unsqueeze(1))
    mask = integers
    windowed = integers
    if decoding > 0:
      index = torch.arange(longest, device=device).unsqueeze(0)
      later = index >= lengths.unsqueeze(1)
      mask = torch.zeros([decoding, longest], dtype=self.type_code(), device=device).masked_fill_(later, float("-inf")).view(decoding, 1, 1, longest)
      windowed = mask
      if window > 0 and longest > window:
        earlier = index < (lengths - window).unsqueeze(1)
        windowed = mask.masked_fill(earlier.view(decoding, 1, 1, longest), float("-inf"))
    drafted_mask = integers
    drafted_windowed = integers
    if drafted > 0:
      # every row of a token once for each query head that shares its keys
      own = torch.index_select(positions, 0, filled).view(drafted, 1, n[16], 1, 1).expand(-1, -1, -1, heads // groups, -1).reshape(drafted, 1, n[16] * (heads // groups), 1)
      index = torch.arange(n[17], device=device)
      later = index > own
      drafted_mask = torch.zeros(later.size(), dtype=self.type_code(), device=device).masked_fill_(later, float("-inf"))
      drafted_windowed = drafted_mask
      if window > 0 and n[17] > window:
        drafted_windowed = drafted_mask.masked_fill(index <= own - window, float("-inf"))
    x = self.embedded(ids, w, c)
    for layer in range(layers):
      at = 4 + 21 * layer
      cache = caches[layer]
      qkv = self.projected(x, heads, groups, w, places, at, c, runs, picks)
      if places[at + 13] >= 0:
        turned = self.turn(qkv[:, :heads + groups], rotations[places[at + 13]])
      cache.index_copy_(0, rows, qkv[:, heads:])
      reach = 0
      seen = mask
      drafted_seen = drafted_mask
      if places[at + 14] == 1:
        reach = window
        seen = windowed
        drafted_seen = drafted_windowed
      parts : List[Tensor] = []
      by_slot = cache.view(-1, n[3], 2 * groups, cache.size(2))
      if decoding > 0:
        if n[7] >= 0:
          kv = by_slot[n[7]:n[7] + decoding, :longest]
        else:
          kv = torch.index_select(by_slot[:, :longest], 0, slots)
        parts.append(self.decode_attention(qkv[:decoding, :heads], kv, seen, c))
      if drafted > 0:
        if n[18] >= 0:
          kv = by_slot[n[18]:n[18] + drafted, :n[17]]
        else:
          kv = torch.index_select(by_slot[:, :n[17]], 0, drafted_slots)
        if n[19] > 0:
          out = self.decode_attention(torch.index_select(qkv[:, :heads], 0, filled), kv, drafted_seen, c)
          parts.append(torch.index_select(out, 0, counted))
        else:
          parts.append(self.decode_attention(qkv[decoding:decoding + drafted * n[16], :heads], kv, drafted_seen, c))
      for chunk in range(n[8]):
        first = chunks[3 * chunk]
        count = chunks[3 * chunk + 1]
        place = chunks[3 * chunk + 2]
        q = qkv[first:first + count, :heads]
        parts.append(self.prefill_attention(q, cache[place:place + count + int(positions[first])], reach, c))
      if len(parts) == 1:
        attended = parts[0]
      else:
        attended = torch.cat(parts, 0)
      x = self.completed(x, attended.reshape(tokens, -1), w, places, at, c, runs, picks)
    logits = self.unembedded(torch.index_select(x, 0, asked), w[places[1]], w[places[2]], w[self.scales(places[2])], w[places[3]], c[0])
    if c[4] > 0.:
      logits = torch.tanh(logits / c[4]) * c[4]
    return logits

  def logits(self: __torch__.Decoder, integers: Tensor, reals: Tensor, w: List[Tensor], tables: List[Tensor], caches: List[Tensor]) -> Tensor:
    return self.run(integers, w, tables, caches).to(7).reshape(-1).cpu()

  # Of each asked-for row the log-probability of a given token, then of each the best token: what a text
  # is judged by, without its logits. The integers of run, followed by the given tokens.
  def scored(self: __torch__.Decoder, integers: Tensor, reals: Tensor, w: List[Tensor], tables: List[Tensor], caches: List[Tensor]) -> Tensor:
    asked = int(integers[9])
    end = integers.size(0) - asked
    logits = self.run(integers[:end], w, tables, caches)
    given = integers[end:].to(logits.device).unsqueeze(1)
    wide = logits.to(7)
    own = torch.gather(wide, 1, given) - torch.logsumexp(wide, [-1], True)
    return torch.cat([own.view(-1), torch.argmax(logits, -1).to(7)]).cpu()

  # The integers of run, followed by those of chosen, which are at least as many as there are
  # asked-for rows, and one.
  def step(self: __torch__.Decoder, integers: Tensor, reals: Tensor, w: List[Tensor], tables: List[Tensor], caches: List[Tensor]) -> Tensor:
    n : List[int] = integers[:20].tolist()
    used = 20 + 3 * n[4] + 2 * n[5] + 3 * n[8] + n[9] + n[15] + n[15] * n[16] + n[19] + n[10] * n[11] + n[10] + 2 * n[12] + 3 * n[14]
    return self.chosen(self.run(integers[:used], w, tables, caches), integers[used:], reals).cpu()

